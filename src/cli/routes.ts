import { modules } from '../modules.ts'
import type { Command } from './command.ts'

interface RouteLine {
  method: string
  path: string
  access: string
  summary: { zh: string; en: string }
}

export const routesCommand: Command = {
  name: 'routes',
  usage: 'routes',
  summary: { zh: '列出全部接口', en: 'Lists every route' },
  options: {},
  offline: true,
  run: async (): Promise<RouteLine[]> =>
    modules
      .flatMap((m) => m.routes ?? [])
      .map(({ contract: { method, path, access, summary } }) => ({ method, path, access, summary }))
      .sort((a, b) => a.path.localeCompare(b.path)),
  print: (lines: RouteLine[]) =>
    lines.map((l) => `${l.method.padEnd(7)}${l.path.padEnd(52)}${l.access}`).join('\n'),
}

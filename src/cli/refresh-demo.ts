import { refreshDemo } from '../../simulator/refresh-demo.ts'
import type { Command } from './command.ts'

export const refreshDemoCommand: Command = {
  name: 'refresh-demo',
  usage: 'refresh-demo',
  summary: { zh: '把演示数据更新到今天', en: 'Brings the demo up to today' },
  options: {},
  run: (_given, { app, database }) => refreshDemo(app, database.ownerUrl),
  print: (result: { stores: number; rows: number }) =>
    `${result.stores} stores, ${result.rows} rows`,
}

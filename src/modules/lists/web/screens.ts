import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { listTitles } from '../titles.ts'

export const listScreens: Screen[] = [
  {
    path: '/exports',
    title: listTitles.exports,
    permission: 'audit.read',
    nav: { group: 'data', order: 5, icon: 'history' },
    load: async () => ({ default: (await import('./ExportsPage.tsx')).ExportsPage }),
  },
]

/** Beside every list: its views and the file it leaves as. */
export const listPanels: Panel[] = [
  {
    slot: 'table-tools',
    load: async () => ({ default: (await import('./TableTools.tsx')).TableTools }),
  },
]

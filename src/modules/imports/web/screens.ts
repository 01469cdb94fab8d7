import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { firstDayTitles } from './first-day-titles.ts'
import { importTitles } from './titles.ts'

export const importScreens: Screen[] = [
  {
    path: '/imports',
    title: importTitles.imports,
    permission: 'imports.run',
    nav: { group: 'data', order: 1, icon: 'import' },
    load: async () => ({ default: (await import('./ImportsPage.tsx')).ImportsPage }),
  },
  {
    path: '/imports/new',
    title: importTitles.newImport,
    permission: 'imports.run',
    load: async () => ({ default: (await import('./NewImportPage.tsx')).NewImportPage }),
  },
  {
    path: '/imports/$id',
    title: importTitles.oneImport,
    permission: 'imports.run',
    load: async () => ({ default: (await import('./ImportPage.tsx')).ImportPage }),
  },
  {
    path: '/first-day',
    title: firstDayTitles.firstDay,
    permission: 'imports.run',
    nav: { group: 'data', order: 0, icon: 'store' },
    load: async () => ({ default: (await import('./FirstDayPage.tsx')).FirstDayPage }),
  },
  {
    path: '/store-export',
    title: firstDayTitles.storeExport,
    permission: 'exports.store',
    nav: { group: 'data', order: 9, icon: 'list' },
    load: async () => ({ default: (await import('./StoreExportPage.tsx')).StoreExportPage }),
  },
]

/** On the manager's start page while the store has nothing yet. */
export const importPanels: Panel[] = [
  {
    slot: 'morning',
    permission: 'imports.run',
    load: async () => ({ default: (await import('./FirstDayPage.tsx')).FirstDayPanel }),
  },
]

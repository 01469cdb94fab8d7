import type { Screen } from '#ui/screen.ts'
import { importWords } from './words.ts'

export const importScreens: Screen[] = [
  {
    path: '/imports',
    title: importWords.imports,
    permission: 'imports.run',
    nav: { group: 'data', order: 1, icon: 'import' },
    light: true,
    load: async () => ({ default: (await import('./ImportsPage.tsx')).ImportsPage }),
  },
  {
    path: '/imports/new',
    title: importWords.newImport,
    permission: 'imports.run',
    light: true,
    load: async () => ({ default: (await import('./NewImportPage.tsx')).NewImportPage }),
  },
  {
    path: '/imports/$id',
    title: importWords.oneImport,
    permission: 'imports.run',
    light: true,
    load: async () => ({ default: (await import('./ImportPage.tsx')).ImportPage }),
  },
]

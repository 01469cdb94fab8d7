import type { Screen } from '#ui/screen.ts'
import { catalogWords } from '../words.ts'

export const catalogScreens: Screen[] = [
  {
    path: '/catalog',
    title: catalogWords.catalog,
    permission: 'catalog.manage',
    nav: { group: 'settings', order: 60, icon: 'car' },
    light: true,
    load: async () => ({ default: (await import('./CatalogPage.tsx')).CatalogPage }),
  },
]

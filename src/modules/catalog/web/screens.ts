import type { Screen } from '#ui/screen.ts'
import { catalogTitles } from '../titles.ts'

export const catalogScreens: Screen[] = [
  {
    path: '/catalog',
    title: catalogTitles.catalog,
    permission: 'catalog.manage',
    nav: { group: 'settings', order: 60, icon: 'car' },
    load: async () => ({ default: (await import('./CatalogPage.tsx')).CatalogPage }),
  },
]

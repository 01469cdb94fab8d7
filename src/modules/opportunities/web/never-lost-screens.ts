import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { neverLostTitles } from '../never-lost-titles.ts'

/** Hand-over, the public pool and claims. */
export const neverLostScreens: Screen[] = [
  {
    path: '/hand-over',
    title: neverLostTitles.handOver,
    permission: 'opportunities.assign',
    nav: { group: 'customers', order: 7, icon: 'people' },
    load: async () => ({ default: (await import('./HandOverPage.tsx')).HandOverPage }),
  },
  {
    path: '/pool',
    title: neverLostTitles.pool,
    permission: 'opportunities.write',
    nav: { group: 'customers', order: 8, icon: 'list' },
    load: async () => ({ default: (await import('./PoolPage.tsx')).PoolPage }),
  },
  {
    path: '/claims',
    title: neverLostTitles.claims,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 9, icon: 'book' },
    load: async () => ({ default: (await import('./ClaimsPage.tsx')).ClaimsPage }),
  },
]

export const neverLostPanels: Panel[] = [
  {
    slot: 'customer-aside',
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./ClaimsPanel.tsx')).ClaimsPanel }),
  },
]

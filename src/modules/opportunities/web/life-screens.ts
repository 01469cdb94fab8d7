import type { Screen } from '#ui/screen.ts'
import { lifeTitles } from '../life-titles.ts'

/** Approvals, changes of a card, what was closed, and the machine itself. */
export const cardLifeScreens: Screen[] = [
  {
    path: '/card-approvals',
    title: lifeTitles.approvals,
    permission: 'opportunities.read',
    nav: { group: 'day', order: 5, icon: 'roles' },
    load: async () => ({ default: (await import('./ApprovalsPage.tsx')).ApprovalsPage }),
  },
  {
    path: '/cards/$id/changes',
    title: lifeTitles.changes,
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./CardChangesPage.tsx')).CardChangesPage }),
  },
  {
    path: '/closed-cards',
    title: lifeTitles.closedCards,
    permission: 'opportunities.archive',
    nav: { group: 'data', order: 7, icon: 'book' },
    load: async () => ({ default: (await import('./ClosedCardsPage.tsx')).ClosedCardsPage }),
  },
  {
    path: '/card-machine',
    title: lifeTitles.machine,
    permission: 'stores.manage',
    nav: { group: 'settings', order: 8, icon: 'rotation' },
    load: async () => ({ default: (await import('./MachinePage.tsx')).MachinePage }),
  },
]

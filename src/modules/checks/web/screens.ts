import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { checkTitles } from '../titles.ts'

export const checkScreens: Screen[] = [
  {
    path: '/one-to-one',
    title: checkTitles.oneToOne,
    permission: 'checks.read',
    nav: { group: 'day', order: 6, icon: 'people' },
    load: async () => ({ default: (await import('./OneToOnePage.tsx')).OneToOnePage }),
  },
  {
    path: '/spot-checks',
    title: checkTitles.spotChecks,
    permission: 'checks.read',
    nav: { group: 'day', order: 7, icon: 'search' },
    load: async () => ({ default: (await import('./SpotChecksPage.tsx')).SpotChecksPage }),
  },
  {
    path: '/activities',
    title: checkTitles.activities,
    permission: 'checks.read',
    nav: { group: 'day', order: 8, icon: 'chart' },
    load: async () => ({ default: (await import('./ActivitiesPage.tsx')).ActivitiesPage }),
  },
  {
    path: '/acquisition',
    title: checkTitles.acquisition,
    permission: 'checks.read',
    nav: { group: 'day', order: 9, icon: 'new' },
    load: async () => ({ default: (await import('./AcquisitionPage.tsx')).AcquisitionPage }),
  },
  {
    path: '/duties',
    title: checkTitles.duties,
    permission: 'checks.read',
    nav: { group: 'settings', order: 9, icon: 'roles' },
    load: async () => ({ default: (await import('./DutiesPage.tsx')).DutiesPage }),
  },
]

export const checkPanels: Panel[] = [
  {
    slot: 'duty',
    load: async () => ({ default: (await import('./DutyNote.tsx')).DutyNote }),
  },
]

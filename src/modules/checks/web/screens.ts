import type { Screen } from '#ui/screen.ts'
import { checkWords } from '../words.ts'

export const checkScreens: Screen[] = [
  {
    path: '/one-to-one',
    title: checkWords.oneToOne,
    permission: 'checks.read',
    nav: { group: 'day', order: 6, icon: 'people' },
    light: true,
    load: async () => ({ default: (await import('./OneToOnePage.tsx')).OneToOnePage }),
  },
  {
    path: '/spot-checks',
    title: checkWords.spotChecks,
    permission: 'checks.read',
    nav: { group: 'day', order: 7, icon: 'search' },
    light: true,
    load: async () => ({ default: (await import('./SpotChecksPage.tsx')).SpotChecksPage }),
  },
  {
    path: '/activities',
    title: checkWords.activities,
    permission: 'checks.read',
    nav: { group: 'day', order: 8, icon: 'chart' },
    light: true,
    load: async () => ({ default: (await import('./ActivitiesPage.tsx')).ActivitiesPage }),
  },
  {
    path: '/acquisition',
    title: checkWords.acquisition,
    permission: 'checks.read',
    nav: { group: 'day', order: 9, icon: 'new' },
    light: true,
    load: async () => ({ default: (await import('./AcquisitionPage.tsx')).AcquisitionPage }),
  },
  {
    path: '/duties',
    title: checkWords.duties,
    permission: 'checks.read',
    nav: { group: 'settings', order: 9, icon: 'roles' },
    light: true,
    load: async () => ({ default: (await import('./DutiesPage.tsx')).DutiesPage }),
  },
]

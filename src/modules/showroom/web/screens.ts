import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { showroomTitles } from '../titles.ts'

export const showroomScreens: Screen[] = [
  {
    path: '/floor',
    title: showroomTitles.floor,
    permission: 'visits.receive',
    nav: { group: 'door', order: 1, icon: 'door' },
    home: ['receptionist'],
    load: async () => ({ default: (await import('./FloorPage.tsx')).FloorPage }),
  },
  {
    path: '/visits',
    title: showroomTitles.register,
    permission: 'visits.read',
    nav: { group: 'door', order: 2, icon: 'list' },
    load: async () => ({ default: (await import('./RegisterPage.tsx')).RegisterPage }),
  },
  {
    path: '/unfiled',
    title: showroomTitles.unfiledTotals,
    permission: 'visits.receive',
    nav: { group: 'door', order: 3, icon: 'history' },
    load: async () => ({ default: (await import('./UnfiledTotalsPage.tsx')).UnfiledTotalsPage }),
  },
  {
    path: '/rotation',
    title: showroomTitles.planning,
    permission: 'rotation.read',
    nav: { group: 'door', order: 4, icon: 'rotation' },
    load: async () => ({ default: (await import('./RotationPage.tsx')).RotationPage }),
  },
  {
    path: '/visits/$id',
    title: showroomTitles.visit,
    permission: 'visits.read',
    load: async () => ({ default: (await import('./VisitPage.tsx')).VisitPage }),
  },
  {
    path: '/visits/$id/card',
    title: showroomTitles.makeCard,
    permission: 'visits.receive',
    load: async () => ({ default: (await import('./VisitCardPage.tsx')).VisitCardPage }),
  },
]

/** On the consultant's start page: whom they receive right now. */
export const showroomPanels: Panel[] = [
  {
    slot: 'today',
    permission: 'visits.receive',
    load: async () => ({ default: (await import('./MyOpenVisits.tsx')).MyOpenVisits }),
  },
]

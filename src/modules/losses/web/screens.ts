import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { lossTitles } from '../titles.ts'

export const lossScreens: Screen[] = [
  {
    path: '/losses',
    title: lossTitles.losses,
    permission: 'losses.read',
    nav: { group: 'customers', order: 6, icon: 'history' },
    home: ['care_agent'],
    load: async () => ({ default: (await import('./LossesPage.tsx')).LossesPage }),
  },
  {
    path: '/losses/win-back',
    title: lossTitles.winBacks,
    permission: 'losses.read',
    load: async () => ({ default: (await import('./WinBackPage.tsx')).WinBackPage }),
  },
]

export const lossPanels: Panel[] = [
  {
    slot: 'morning',
    permission: 'losses.read',
    load: async () => ({ default: (await import('./LossesToday.tsx')).LossesToday }),
  },
]

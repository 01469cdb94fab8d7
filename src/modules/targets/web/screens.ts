import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { targetTitles } from '../titles.ts'

export const targetScreens: Screen[] = [
  {
    path: '/targets',
    title: targetTitles.targets,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 6, icon: 'chart' },
    load: async () => ({ default: (await import('./PacePage.tsx')).PacePage }),
  },
  {
    path: '/targets/table',
    title: targetTitles.targets,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./TargetsPage.tsx')).TargetsPage }),
  },
  {
    path: '/leader-board',
    title: targetTitles.leaderBoard,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./LeaderBoardPage.tsx')).LeaderBoardPage }),
  },
  {
    path: '/appraisals',
    title: targetTitles.appraisals,
    permission: 'appraisals.read',
    load: async () => ({ default: (await import('./AppraisalsPage.tsx')).AppraisalsPage }),
  },
  {
    path: '/workload',
    title: targetTitles.workload,
    permission: 'opportunities.assign',
    nav: { group: 'day', order: 5, icon: 'people' },
    load: async () => ({ default: (await import('./WorkloadPage.tsx')).WorkloadPage }),
  },
]

export const targetPanels: Panel[] = [
  {
    slot: 'today',
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./TodayPace.tsx')).TodayPace }),
  },
  {
    slot: 'morning',
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./TodayPace.tsx')).TodayPace }),
  },
]

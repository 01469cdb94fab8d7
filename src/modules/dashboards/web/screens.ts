import type { Screen } from '#ui/screen.ts'
import { dashboardTitles } from '../titles.ts'

export const dashboardScreens: Screen[] = [
  {
    path: '/dashboards',
    title: dashboardTitles.dashboards,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 0, icon: 'chart' },
    load: async () => ({ default: (await import('./DashboardsPage.tsx')).DashboardsPage }),
  },
  {
    path: '/reports',
    title: dashboardTitles.reports,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 8, icon: 'list' },
    load: async () => ({ default: (await import('./ReportsPage.tsx')).ReportsPage }),
  },
  {
    path: '/wall',
    title: dashboardTitles.wall,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./WallPage.tsx')).WallPage }),
  },
  {
    path: '/wall/displays',
    title: dashboardTitles.displays,
    permission: 'displays.manage',
    load: async () => ({ default: (await import('./DisplaysPage.tsx')).DisplaysPage }),
  },
  {
    path: '/display',
    title: dashboardTitles.wall,
    public: true,
    load: async () => ({ default: (await import('./WallPage.tsx')).DisplayPage }),
  },
]

import type { Screen } from '#ui/screen.ts'
import { reportTitles } from '../report-titles.ts'
import { metricTitles } from '../titles.ts'

export const metricsScreens: Screen[] = [
  {
    path: '/numbers',
    title: metricTitles.numbers,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 1, icon: 'chart' },
    home: ['general_manager', 'regional_manager', 'marketing'],
    load: async () => ({ default: (await import('./NumbersPage.tsx')).NumbersPage }),
  },
  {
    path: '/attribute-analysis',
    title: metricTitles.attributes,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 2, icon: 'people' },
    load: async () => ({ default: (await import('./AttributePage.tsx')).AttributePage }),
  },
  {
    path: '/sales-funnel',
    title: metricTitles.salesFunnel,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 3, icon: 'chart' },
    load: async () => ({ default: (await import('./FunnelPage.tsx')).FunnelPage }),
  },
  {
    path: '/number-papers',
    title: metricTitles.numberPapers,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 4, icon: 'list' },
    load: async () => ({ default: (await import('./NumberPapersPage.tsx')).NumberPapersPage }),
  },
  {
    path: '/traffic-report',
    title: reportTitles.trafficReport,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./TrafficReportPage.tsx')).TrafficReportPage }),
  },
  {
    path: '/life-cycle',
    title: metricTitles.lifeCycle,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 5, icon: 'history' },
    load: async () => ({ default: (await import('./LifeCyclePage.tsx')).LifeCyclePage }),
  },
  {
    path: '/numbers/$key/records',
    title: metricTitles.openRecords,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./RecordsPage.tsx')).RecordsPage }),
  },
]

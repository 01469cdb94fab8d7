import type { Screen } from '#ui/screen.ts'
import { reportWords } from '../report-words.ts'
import { metricWords } from '../words.ts'

export const metricsScreens: Screen[] = [
  {
    path: '/numbers',
    title: metricWords.numbers,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 1, icon: 'chart' },
    home: ['general_manager', 'regional_manager', 'marketing'],
    light: true,
    load: async () => ({ default: (await import('./NumbersPage.tsx')).NumbersPage }),
  },
  {
    path: '/traffic-report',
    title: reportWords.trafficReport,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 2, icon: 'list' },
    light: true,
    load: async () => ({ default: (await import('./TrafficReportPage.tsx')).TrafficReportPage }),
  },
  {
    path: '/life-cycle',
    title: metricWords.lifeCycle,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 3, icon: 'history' },
    light: true,
    load: async () => ({ default: (await import('./LifeCyclePage.tsx')).LifeCyclePage }),
  },
  {
    path: '/numbers/$key/records',
    title: metricWords.openRecords,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./RecordsPage.tsx')).RecordsPage }),
  },
]

import type { Screen } from '#ui/screen.ts'
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
    path: '/numbers/$key/records',
    title: metricWords.openRecords,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./RecordsPage.tsx')).RecordsPage }),
  },
]

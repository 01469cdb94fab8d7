import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { forecastTitles } from '../titles.ts'

export const forecastScreens: Screen[] = [
  {
    path: '/funnel',
    title: forecastTitles.funnel,
    permission: 'opportunities.read',
    nav: { group: 'numbers', order: 7, icon: 'chart' },
    load: async () => ({ default: (await import('./FunnelPage.tsx')).FunnelPage }),
  },
  {
    path: '/funnel/lines',
    title: forecastTitles.funnel,
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./FunnelLinesPage.tsx')).FunnelLinesPage }),
  },
  {
    path: '/funnel/check',
    title: forecastTitles.funnel,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./FunnelCheckPage.tsx')).FunnelCheckPage }),
  },
  {
    path: '/forecast',
    title: forecastTitles.forecast,
    permission: 'metrics.read',
    load: async () => ({ default: (await import('./ForecastPage.tsx')).ForecastPage }),
  },
  {
    path: '/priorities',
    title: forecastTitles.priorities,
    permission: 'customers.read',
    nav: { group: 'customers', order: 12, icon: 'list' },
    load: async () => ({ default: (await import('./PrioritiesPage.tsx')).PrioritiesPage }),
  },
]

export const forecastPanels: Panel[] = [
  {
    slot: 'customer-aside',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./OutlookPanel.tsx')).OutlookPanel }),
  },
]

import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { roadTitles } from '../titles.ts'

export const roadScreens: Screen[] = [
  {
    path: '/customers/$id/road',
    title: roadTitles.road,
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./RoadPage.tsx')).RoadPage }),
  },
  {
    path: '/trade-ins',
    title: roadTitles.tradeIns,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 6, icon: 'car' },
    load: async () => ({ default: (await import('./TradeInsPage.tsx')).TradeInsPage }),
  },
  {
    path: '/rivals',
    title: roadTitles.rivals,
    nav: { group: 'customers', order: 7, icon: 'book' },
    load: async () => ({ default: (await import('./RivalsPage.tsx')).RivalsPage }),
  },
  {
    path: '/market',
    title: roadTitles.market,
    permission: 'metrics.read',
    nav: { group: 'numbers', order: 8, icon: 'chart' },
    load: async () => ({ default: (await import('./MarketPage.tsx')).MarketPage }),
  },
  {
    path: '/activity-costs',
    title: roadTitles.costs,
    permission: 'costs.read',
    nav: { group: 'numbers', order: 9, icon: 'list' },
    load: async () => ({ default: (await import('./CostsPage.tsx')).CostsPage }),
  },
  {
    path: '/effort',
    title: roadTitles.effort,
    permission: 'road.manage',
    nav: { group: 'numbers', order: 10, icon: 'meeting' },
    load: async () => ({ default: (await import('./EffortPage.tsx')).EffortPage }),
  },
  {
    path: '/road-words',
    title: roadTitles.roadWords,
    permission: 'road.manage',
    nav: { group: 'settings', order: 8, icon: 'book' },
    load: async () => ({ default: (await import('./RoadWordsPage.tsx')).RoadWordsPage }),
  },
]

export const roadPanels: Panel[] = [
  {
    slot: 'customer-head',
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./RoadStrip.tsx')).RoadStrip }),
  },
  {
    slot: 'customer-aside',
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./CustomerRoad.tsx')).CustomerRoad }),
  },
]

import type { Screen } from '#ui/screen.ts'
import { pricingTitles } from '../titles.ts'

export const pricingScreens: Screen[] = [
  {
    path: '/prices',
    title: pricingTitles.prices,
    permission: 'pricing.read',
    nav: { group: 'deals', order: 80, icon: 'car' },
    load: async () => ({ default: (await import('./PricesPage.tsx')).PricesPage }),
  },
  {
    path: '/price-items',
    title: pricingTitles.items,
    permission: 'pricing.read',
    load: async () => ({ default: (await import('./ItemsPage.tsx')).ItemsPage }),
  },
]

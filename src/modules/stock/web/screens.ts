import type { Screen } from '#ui/screen.ts'
import { stockTitles } from '../titles.ts'

export const stockScreens: Screen[] = [
  {
    path: '/stock',
    title: stockTitles.stock,
    permission: 'stock.read',
    load: async () => ({ default: (await import('./StockPage.tsx')).StockPage }),
  },
]

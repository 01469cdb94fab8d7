import type { Screen } from '#ui/screen.ts'
import { customerWords } from '../words.ts'

export const customerScreens: Screen[] = [
  {
    path: '/search',
    title: customerWords.search,
    permission: 'customers.read',
    phone: 'search',
    light: true,
    load: async () => ({ default: (await import('./SearchPage.tsx')).SearchPage }),
  },
]

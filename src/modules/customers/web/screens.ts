import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { customerTitles } from '../titles.ts'

export const customerScreens: Screen[] = [
  {
    path: '/search',
    title: customerTitles.search,
    permission: 'customers.read',
    phone: 'search',
    load: async () => ({ default: (await import('./SearchPage.tsx')).SearchPage }),
  },
  {
    path: '/customers',
    title: customerTitles.customers,
    permission: 'customers.read',
    nav: { group: 'customers', order: 2, icon: 'people' },
    load: async () => ({ default: (await import('./CustomersPage.tsx')).CustomersPage }),
  },
]

export const customerPanels: Panel[] = [
  {
    slot: 'customer-aside',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./RelationsCard.tsx')).RelationsCard }),
  },
  {
    slot: 'customer-aside',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./ChangesCard.tsx')).ChangesCard }),
  },
  {
    slot: 'contact-form',
    permission: 'customers.write',
    load: async () => ({ default: (await import('./QuestionPanel.tsx')).QuestionPanel }),
  },
]

import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { formTitles } from '../titles.ts'

export const formScreens: Screen[] = [
  {
    path: '/forms',
    title: formTitles.forms,
    permission: 'visits.read',
    nav: { group: 'data', order: 1, icon: 'book' },
    load: async () => ({ default: (await import('./FormsPage.tsx')).FormsPage }),
  },
  {
    path: '/customers/$id/paper',
    title: formTitles.customerCard,
    permission: 'customers.read',
    load: async () => ({ default: (await import('./CustomerFormPage.tsx')).CustomerFormPage }),
  },
]

export const formPanels: Panel[] = [
  {
    slot: 'customer-actions',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./PrintCardLink.tsx')).PrintCardLink }),
  },
]

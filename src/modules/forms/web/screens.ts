import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { formWords } from '../words.ts'

export const formScreens: Screen[] = [
  {
    path: '/forms',
    title: formWords.forms,
    permission: 'visits.read',
    nav: { group: 'data', order: 1, icon: 'book' },
    light: true,
    load: async () => ({ default: (await import('./FormsPage.tsx')).FormsPage }),
  },
  {
    path: '/customers/$id/paper',
    title: formWords.customerCard,
    permission: 'customers.read',
    light: true,
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

import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { reminderTitles } from '../titles.ts'

export const reminderScreens: Screen[] = [
  {
    path: '/reminders',
    title: reminderTitles.reminders,
    load: async () => ({ default: (await import('./RemindersPage.tsx')).RemindersPage }),
  },
]

/** The bell, one's tasks on the day, tasks on the customer's page, and how to be reminded. */
export const reminderPanels: Panel[] = [
  { slot: 'header', load: async () => ({ default: (await import('./Bell.tsx')).Bell }) },
  {
    slot: 'today',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./DayTasks.tsx')).DayTasks }),
  },
  {
    slot: 'customer-head',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./CustomerTasks.tsx')).CustomerTasks }),
  },
  {
    slot: 'customer-actions',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./NewTask.tsx')).NewTask }),
  },
  {
    slot: 'contact-form',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./NewTask.tsx')).NewTask }),
  },
  { slot: 'profile', load: async () => ({ default: (await import('./MailCard.tsx')).MailCard }) },
  {
    slot: 'profile',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./CalendarCard.tsx')).CalendarCard }),
  },
]

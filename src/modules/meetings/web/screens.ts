import type { Screen } from '#ui/screen.ts'
import { meetingTitles } from '../titles.ts'

export const meetingsScreens: Screen[] = [
  {
    path: '/morning',
    title: meetingTitles.title,
    permission: 'meetings.read',
    nav: { group: 'day', order: 2, icon: 'meeting' },
    home: ['showroom_manager', 'sales_manager'],
    load: async () => ({ default: (await import('./MorningPage.tsx')).MorningPage }),
  },
  {
    path: '/morning/run',
    title: meetingTitles.run,
    permission: 'meetings.read',
    load: async () => ({ default: (await import('./MeetingPage.tsx')).MeetingPage }),
  },
  {
    path: '/minutes',
    title: meetingTitles.minutes,
    permission: 'meetings.read',
    nav: { group: 'day', order: 3, icon: 'book' },
    load: async () => ({ default: (await import('./MinutesPage.tsx')).MinutesPage }),
  },
]

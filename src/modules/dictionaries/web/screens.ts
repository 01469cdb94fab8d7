import type { Screen } from '#ui/screen.ts'
import { dictionaryTitles } from '../titles.ts'

export const dictionaryScreens: Screen[] = [
  {
    path: '/dictionaries',
    title: dictionaryTitles.dictionaries,
    permission: 'dictionaries.manage',
    nav: { group: 'settings', order: 40, icon: 'dictionary' },
    load: async () => ({ default: (await import('./DictionariesPage.tsx')).DictionariesPage }),
  },
  {
    path: '/calendar',
    title: dictionaryTitles.calendar,
    permission: 'calendar.manage',
    nav: { group: 'settings', order: 50, icon: 'calendar' },
    load: async () => ({ default: (await import('./CalendarPage.tsx')).CalendarPage }),
  },
]

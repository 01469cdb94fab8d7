import type { Screen } from '#ui/screen.ts'
import { dictionaryWords } from '../words.ts'

export const dictionaryScreens: Screen[] = [
  {
    path: '/dictionaries',
    title: dictionaryWords.dictionaries,
    permission: 'dictionaries.manage',
    nav: { group: 'settings', order: 40, icon: 'dictionary' },
    light: true,
    load: async () => ({ default: (await import('./DictionariesPage.tsx')).DictionariesPage }),
  },
  {
    path: '/calendar',
    title: dictionaryWords.calendar,
    permission: 'calendar.manage',
    nav: { group: 'settings', order: 50, icon: 'calendar' },
    light: true,
    load: async () => ({ default: (await import('./CalendarPage.tsx')).CalendarPage }),
  },
]

import type { Screen } from '#ui/screen.ts'
import { careWords } from '../care-words.ts'
import { cardWords } from '../words.ts'

export const opportunityScreens: Screen[] = [
  {
    path: '/today',
    title: cardWords.today,
    permission: 'opportunities.write',
    nav: { group: 'day', order: 1, icon: 'today' },
    phone: 'today',
    home: ['consultant'],
    light: true,
    load: async () => ({ default: (await import('./TodayPage.tsx')).TodayPage }),
  },
  {
    path: '/cards',
    title: cardWords.cards,
    permission: 'opportunities.read',
    phone: 'cards',
    light: true,
    load: async () => ({ default: (await import('./CardsPage.tsx')).CardsPage }),
  },
  {
    path: '/prospects',
    title: cardWords.prospects,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 1, icon: 'cards' },
    load: async () => ({ default: (await import('./ProspectsPage.tsx')).ProspectsPage }),
  },
  {
    path: '/new-card',
    title: cardWords.newCard,
    permission: 'opportunities.write',
    phone: 'new',
    light: true,
    load: async () => ({ default: (await import('./NewCardPage.tsx')).NewCardPage }),
  },
  {
    path: '/escalations',
    title: careWords.escalations,
    permission: 'opportunities.read',
    nav: { group: 'day', order: 4, icon: 'list' },
    light: true,
    load: async () => ({ default: (await import('./EscalationsPage.tsx')).EscalationsPage }),
  },
  {
    path: '/level-moves',
    title: careWords.levelMoves,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 6, icon: 'history' },
    light: true,
    load: async () => ({ default: (await import('./LevelMovesPage.tsx')).LevelMovesPage }),
  },
  {
    path: '/cards/$id',
    title: cardWords.customer,
    permission: 'opportunities.read',
    light: true,
    load: async () => ({ default: (await import('./CardPage.tsx')).CardPage }),
  },
  {
    path: '/customers/$id',
    title: cardWords.customer,
    permission: 'customers.read',
    light: true,
    load: async () => ({ default: (await import('./CustomerPage.tsx')).CustomerPage }),
  },
]

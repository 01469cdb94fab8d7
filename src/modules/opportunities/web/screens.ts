import type { Screen } from '#ui/screen.ts'
import { careTitles } from '../care-titles.ts'
import { cardTitles } from '../titles.ts'

export const opportunityScreens: Screen[] = [
  {
    path: '/today',
    title: cardTitles.today,
    permission: 'opportunities.write',
    nav: { group: 'day', order: 1, icon: 'today' },
    phone: 'today',
    home: ['consultant'],
    load: async () => ({ default: (await import('./TodayPage.tsx')).TodayPage }),
  },
  {
    path: '/cards',
    title: cardTitles.cards,
    permission: 'opportunities.read',
    phone: 'cards',
    load: async () => ({ default: (await import('./CardsPage.tsx')).CardsPage }),
  },
  {
    path: '/prospects',
    title: cardTitles.prospects,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 1, icon: 'cards' },
    load: async () => ({ default: (await import('./ProspectsPage.tsx')).ProspectsPage }),
  },
  {
    path: '/new-card',
    title: cardTitles.newCard,
    permission: 'opportunities.write',
    phone: 'new',
    load: async () => ({ default: (await import('./NewCardPage.tsx')).NewCardPage }),
  },
  {
    path: '/escalations',
    title: careTitles.escalations,
    permission: 'opportunities.read',
    nav: { group: 'day', order: 4, icon: 'list' },
    load: async () => ({ default: (await import('./EscalationsPage.tsx')).EscalationsPage }),
  },
  {
    path: '/level-moves',
    title: careTitles.levelMoves,
    permission: 'opportunities.read',
    nav: { group: 'customers', order: 6, icon: 'history' },
    load: async () => ({ default: (await import('./LevelMovesPage.tsx')).LevelMovesPage }),
  },
  {
    path: '/cards/$id',
    title: cardTitles.customer,
    permission: 'opportunities.read',
    load: async () => ({ default: (await import('./CardPage.tsx')).CardPage }),
  },
  {
    path: '/customers/$id',
    title: cardTitles.customer,
    permission: 'customers.read',
    load: async () => ({ default: (await import('./CustomerPage.tsx')).CustomerPage }),
  },
]

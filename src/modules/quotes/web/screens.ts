import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { quoteTitles } from '../titles.ts'

export const quoteScreens: Screen[] = [
  {
    path: '/quotes',
    title: quoteTitles.quotes,
    permission: 'quotes.read',
    nav: { group: 'deals', order: 0, icon: 'list' },
    load: async () => ({ default: (await import('./QuotesPage.tsx')).QuotesPage }),
  },
  {
    path: '/quotes/new',
    title: quoteTitles.newQuote,
    permission: 'quotes.write',
    load: async () => ({ default: (await import('./ConfiguratorPage.tsx')).NewQuotePage }),
  },
  {
    path: '/quotes/$id',
    title: quoteTitles.quote,
    permission: 'quotes.read',
    load: async () => ({ default: (await import('./QuotePage.tsx')).QuotePage }),
  },
  {
    path: '/quotes/$id/edit',
    title: quoteTitles.quote,
    permission: 'quotes.write',
    load: async () => ({ default: (await import('./ConfiguratorPage.tsx')).ChangeQuotePage }),
  },
  {
    path: '/quotes/$id/paper',
    title: quoteTitles.quote,
    permission: 'quotes.read',
    load: async () => ({ default: (await import('./QuotePaperPage.tsx')).QuotePaperPage }),
  },
  {
    path: '/discount-limits',
    title: quoteTitles.limits,
    permission: 'pricing.read',
    load: async () => ({ default: (await import('./LimitsPage.tsx')).LimitsPage }),
  },
]

export const quotePanels: Panel[] = [
  {
    slot: 'today',
    permission: 'quotes.approve',
    load: async () => ({ default: (await import('./ApprovalInbox.tsx')).ApprovalInbox }),
  },
  {
    slot: 'morning',
    permission: 'quotes.approve',
    load: async () => ({ default: (await import('./ApprovalInbox.tsx')).ApprovalInbox }),
  },
  {
    slot: 'customer-actions',
    permission: 'quotes.write',
    load: async () => ({ default: (await import('./QuoteButton.tsx')).QuoteButton }),
  },
  {
    slot: 'customer-aside',
    permission: 'quotes.read',
    load: async () => ({ default: (await import('./CustomerQuotes.tsx')).CustomerQuotes }),
  },
]

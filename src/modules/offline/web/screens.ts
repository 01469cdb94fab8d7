import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { offlineTitles } from '../titles.ts'

export const offlineScreens: Screen[] = [
  {
    path: '/pending',
    title: offlineTitles.pending,
    permission: 'opportunities.write',
    load: async () => ({ default: (await import('./PendingPage.tsx')).PendingPage }),
  },
]

export const offlinePanels: Panel[] = [
  {
    slot: 'customer-main',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./KeptEntries.tsx')).KeptEntries }),
  },
]

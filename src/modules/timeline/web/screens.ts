import type { Panel } from '#ui/slots.tsx'

/** The main column of the customer's page. */
export const timelinePanels: Panel[] = [
  {
    slot: 'customer-main',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./TimelinePanel.tsx')).TimelinePanel }),
  },
]

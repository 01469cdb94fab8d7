import type { Panel } from '#ui/slots.tsx'

/** Comments and files on the customer's page, files in the sheet of a contact. */
export const notesPanels: Panel[] = [
  {
    slot: 'customer-main',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./CommentsPanel.tsx')).CommentsPanel }),
  },
  {
    slot: 'customer-main',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./FilesPanel.tsx')).FilesPanel }),
  },
  {
    slot: 'contact-form',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./ContactFiles.tsx')).ContactFiles }),
  },
]

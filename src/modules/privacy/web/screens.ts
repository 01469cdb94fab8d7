import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { privacyTitles } from '../titles.ts'

export const privacyScreens: Screen[] = [
  {
    path: '/privacy',
    title: privacyTitles.privacy,
    permission: 'privacy.read',
    nav: { group: 'data', order: 8, icon: 'key' },
    load: async () => ({ default: (await import('./PrivacyPage.tsx')).PrivacyPage }),
  },
]

export const privacyPanels: Panel[] = [
  {
    slot: 'customer-aside',
    permission: 'customers.read',
    load: async () => ({ default: (await import('./PrivacyPanel.tsx')).PrivacyPanel }),
  },
]

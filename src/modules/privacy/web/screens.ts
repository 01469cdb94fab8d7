import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { privacyWords } from '../words.ts'

export const privacyScreens: Screen[] = [
  {
    path: '/privacy',
    title: privacyWords.privacy,
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

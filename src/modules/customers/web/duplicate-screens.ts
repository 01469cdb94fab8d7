import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { duplicateTitles } from '../duplicate-titles.ts'

/** Suspected duplicates, merging two records, and splitting them again. */
export const duplicateScreens: Screen[] = [
  {
    path: '/duplicates',
    title: duplicateTitles.duplicates,
    permission: 'customers.merge',
    nav: { group: 'customers', order: 10, icon: 'people' },
    load: async () => ({ default: (await import('./DuplicatesPage.tsx')).DuplicatesPage }),
  },
  {
    path: '/merge',
    title: duplicateTitles.merge,
    permission: 'customers.merge',
    load: async () => ({ default: (await import('./MergePage.tsx')).MergePage }),
  },
]

export const duplicatePanels: Panel[] = [
  {
    slot: 'customer-actions',
    permission: 'customers.merge',
    load: async () => ({ default: (await import('./MergeWith.tsx')).MergeWith }),
  },
  {
    slot: 'customer-aside',
    load: async () => ({ default: (await import('./MergesPanel.tsx')).MergesPanel }),
  },
]

import type { Screen } from '#ui/screen.ts'
import { operationTitles } from '../titles.ts'

export const operationScreens: Screen[] = [
  {
    path: '/operations',
    title: operationTitles.operations,
    permission: 'operations.undo',
    nav: { group: 'data', order: 3, icon: 'undo' },
    load: async () => ({ default: (await import('./OperationsPage.tsx')).OperationsPage }),
  },
  {
    path: '/operations/$id',
    title: operationTitles.operation,
    permission: 'operations.undo',
    load: async () => ({ default: (await import('./OperationPage.tsx')).OperationPage }),
  },
]

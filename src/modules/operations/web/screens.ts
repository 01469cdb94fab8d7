import type { Screen } from '#ui/screen.ts'
import { operationWords } from '../words.ts'

export const operationScreens: Screen[] = [
  {
    path: '/operations',
    title: operationWords.operations,
    permission: 'operations.undo',
    nav: { group: 'data', order: 3, icon: 'undo' },
    light: true,
    load: async () => ({ default: (await import('./OperationsPage.tsx')).OperationsPage }),
  },
  {
    path: '/operations/$id',
    title: operationWords.operation,
    permission: 'operations.undo',
    light: true,
    load: async () => ({ default: (await import('./OperationPage.tsx')).OperationPage }),
  },
]

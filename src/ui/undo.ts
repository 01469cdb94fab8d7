import { useQueryClient } from '@tanstack/react-query'
import { takeBack } from '#shared/operations.ts'
import { call } from '#ui/call.ts'

/**
 * Takes an operation back from a toast: `toast(t('done'), { undo: () => undo(operationId) })`. Every
 * question on the screen is asked anew afterwards.
 */
export function useUndo(): (operationId: string) => Promise<void> {
  const client = useQueryClient()
  return async (operationId) => {
    await call(takeBack, { params: { id: operationId }, body: { touched: 'keep' } })
    await client.invalidateQueries()
  }
}

import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  lockOperation,
  lockStoreRuns,
  moveOperation,
} from '#foundation/operations/operations.queries.ts'
import { coreError } from '#shared/errors.ts'
import { importEvents } from '../contract.ts'
import { importError } from '../contracts/import-errors.ts'
import { kindOfOperation, type TakenBackCounts } from './kind.ts'

/**
 * Takes an import back: marks what it made as withdrawn and puts back what it changed. Records
 * somebody worked on since stay unless `withTouched` (rules.md, As of, undo, erase).
 */
export async function takeImportBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  await lockStoreRuns(ctx.tx, ctx.store.id)
  const row = await lockOperation(ctx.tx, ctx.store.id, operationId)
  const kind = row && kindOfOperation(row.kind)
  if (!row || !kind) throw coreError('core.not_found')
  if (kind.permission && ctx.actor.kind !== 'system') authorise(ctx, kind.permission, 'store')
  if (row.state === 'undone') throw importError('imports.already_undone')
  if (row.state !== 'done') throw importError('imports.not_done')
  const takenBack = await kind.takeBack(ctx, operationId, {
    withTouched,
    finishedAt: row.finished_at,
  })
  await moveOperation(ctx.tx, ctx.store.id, operationId, ['done'], {
    state: 'undone',
    undone_at: ctx.now,
    undone_by: ctx.actor.personId,
    outcome: JSON.stringify({ ...(row.outcome as Record<string, unknown>), takenBack }),
  })
  audit(ctx, {
    action: 'import.undone',
    recordType: 'operation',
    recordId: operationId,
    detail: { ...takenBack, withTouched },
  })
  announce(ctx, { type: importEvents.takenBack, recordId: operationId })
  return takenBack
}

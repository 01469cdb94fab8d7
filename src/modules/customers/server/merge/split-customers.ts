import type { Ctx } from '#foundation/ctx.ts'
import type { LaterRow } from '#foundation/operations/operation.ts'
import { findOperation } from '#foundation/operations/operations.queries.ts'
import { takeBackOperation } from '#foundation/operations/take-back.ts'
import { joinKeys } from '#foundation/vault.ts'
import { AppError, coreError } from '#shared/errors.ts'
import { duplicatesError, type Side } from '../../contracts/duplicates.ts'
import { loadCustomer } from '../customer-record.ts'
import { findCustomer } from '../customers.queries.ts'
import { movingTables } from './after-split.ts'
import { findMergedInto, moveRowsById, setSealedKey } from './merge.queries.ts'
import { mergeKind } from './merge-customers.ts'

interface MergeSettings {
  keptId: string
  goneId: string
}

/**
 * Splits what was merged: both records are as they were, but for what somebody changed since. What
 * was made since goes to the side that is chosen; a card's own contacts stay with their card. Throws
 * `customers.already_split`, `customers.split_has_two_cards`.
 */
export async function splitCustomers(
  ctx: Ctx,
  operationId: string,
  side: Side,
): Promise<MergeSettings> {
  const row = await findOperation(ctx.tx, ctx.store.id, operationId)
  if (row?.kind !== mergeKind.kind) throw coreError('core.not_found')
  const { keptId, goneId } = row.settings as unknown as MergeSettings
  await loadCustomer(ctx, (await findMergedInto(ctx, keptId)) ?? keptId, 'customers.read')
  if (row.state === 'undone') throw duplicatesError('customers.already_split')
  const kind = {
    ...mergeKind,
    beforeRestore: (inner: Ctx, _id: string, later: readonly LaterRow[]) =>
      side === 'gone' ? giveLater(inner, { keptId, goneId }, later) : Promise.resolve(),
  }
  try {
    await takeBackOperation(ctx, kind, operationId, { touched: 'take_back' })
  } catch (error) {
    if (isTwoCards(error)) throw duplicatesError('customers.split_has_two_cards')
    throw error
  }
  if (side === 'gone') await giveKey(ctx, { keptId, goneId })
  return { keptId, goneId }
}

/** Rows made since the merge go to the other record, with the contacts of cards opened since. */
async function giveLater(
  ctx: Ctx,
  { keptId, goneId }: MergeSettings,
  later: readonly LaterRow[],
): Promise<void> {
  for (const table of movingTables()) {
    const ids = later
      .filter(
        ({ table: name, row }) =>
          name === table.table && !row.opportunity_id && row[table.customerColumn] === keptId,
      )
      .map(({ row }) => row.id)
    if (ids.length > 0) await moveRowsById(ctx, table, ids, goneId)
  }
}

/** What was sealed since with the other's key opens with this record's ring. */
async function giveKey(ctx: Ctx, { keptId, goneId }: MergeSettings): Promise<void> {
  const kept = await findCustomer(ctx, keptId)
  const gone = await findCustomer(ctx, goneId)
  if (kept?.sealed_key && gone?.sealed_key)
    await setSealedKey(ctx, goneId, joinKeys(gone.sealed_key, kept.sealed_key))
}

const isTwoCards = (error: unknown) =>
  error instanceof AppError && error.code === 'operations.in_the_way'

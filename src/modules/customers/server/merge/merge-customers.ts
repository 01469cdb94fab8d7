import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import type { OperationUnit, Watch } from '#foundation/operations/operation.ts'
import { findOperation } from '#foundation/operations/operations.queries.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { joinKeys } from '#foundation/vault.ts'
import { coreError } from '#shared/errors.ts'
import { duplicatesError, type MergeField, type Side } from '../../contracts/duplicates.ts'
import { loadCustomer, renewSearchKeys } from '../customer-record.ts'
import {
  type CustomerRow,
  claimPhones,
  listPhones,
  releasePhones,
  updateCustomer,
  updateHolder,
} from '../customers.queries.ts'
import { afterSplit, movingTables } from './after-split.ts'
import {
  dropLinksToItself,
  lockCustomers,
  markMerged,
  markPairMerged,
  moveRows,
  settlePhones,
} from './merge.queries.ts'
import { mergedColumns } from './merge-fields.ts'
import { mergeStep } from './merge-step.ts'

export interface Merging {
  id?: string | undefined
  keptId: string
  goneId: string
  keptVersion: number
  goneVersion: number
  fields: Partial<Record<MergeField, Side>>
  card?: Side | undefined
  reason: string
}

export const mergeKind = defineOperation({
  kind: 'customers.merged',
  title: ['合并客户', 'Merge'],
  laterWork: 'stay',
  afterTakeBack: async (ctx, operationId, units, later) => {
    for (const unit of units) await afterSplit(ctx, operationId, unit, later)
  },
})

/**
 * Makes two customers one, field by field as chosen: numbers, cars, cards, contacts, visits and all
 * else come along, of two open cards one stays open, with one promise. The record that goes leads to
 * the one that stays. It can be split again with both as they were. Throws `core.stale_version`.
 */
export async function mergeCustomers(
  ctx: Ctx,
  merging: Merging,
): Promise<{ operationId: string; customerId: string }> {
  const { keptId, goneId } = merging
  const earlier = merging.id && (await findOperation(ctx.tx, ctx.store.id, merging.id))
  if (earlier) return { operationId: earlier.id, customerId: keptId }
  if (keptId === goneId) throw duplicatesError('customers.same_record')
  const kept = await loadFresh(ctx, keptId, merging.keptVersion)
  const gone = await loadFresh(ctx, goneId, merging.goneVersion)
  const unit: OperationUnit = {
    id: keptId,
    customerId: keptId,
    keys: {
      customer: [keptId, goneId],
      opportunity: (await mergeStep()?.cardsOf(ctx, [keptId, goneId])) ?? [],
    },
  }
  const done = await runOperation(
    ctx,
    {
      id: merging.id,
      kind: mergeKind,
      title: gone.name === kept.name ? kept.name : `${gone.name} → ${kept.name}`,
      reason: merging.reason,
      settings: { keptId, goneId },
      units: [unit],
      watch: mergeWatch(),
    },
    () => join(ctx, kept, gone, merging),
  )
  audit(ctx, {
    action: 'customer.merged',
    recordType: 'customer',
    recordId: keptId,
    customer: { id: keptId, sealedKey: kept.sealed_key },
    detail: { goneId, operationId: done.operationId, fields: merging.fields },
    reason: merging.reason,
  })
  announce(ctx, { type: 'customers.merged', recordId: keptId, data: { goneId } })
  announce(ctx, { type: 'customers.changed', recordId: keptId })
  ctx.customerId = keptId
  return { operationId: done.operationId, customerId: keptId }
}

/** Every table whose rows come along, the two records themselves, and what the cards need. */
export function mergeWatch(): Watch[] {
  const step = mergeStep()
  const own = new Set((step?.watch ?? []).map((watch) => `${watch.table} ${watch.column}`))
  return [
    { table: 'customers', column: 'id', key: 'customer', except: ['checked_version'], lock: true },
    ...(step?.watch ?? []),
    ...movingTables()
      .filter((table) => !own.has(`${table.table} ${table.customerColumn}`))
      .map((table) => ({ table: table.table, column: table.customerColumn, key: 'customer' })),
    { table: 'duplicate_pairs', column: 'first_id', key: 'customer' },
    { table: 'duplicate_pairs', column: 'second_id', key: 'customer' },
  ]
}

async function loadFresh(ctx: Ctx, id: string, version: number): Promise<CustomerRow> {
  const row = await loadCustomer(ctx, id)
  if (row.version !== version) throw coreError('core.stale_version', { customerId: id })
  return row
}

async function join(ctx: Ctx, kept: CustomerRow, gone: CustomerRow, merging: Merging) {
  const { keptId, goneId } = merging
  const locked = await lockCustomers(ctx, [keptId, goneId])
  if (locked.length !== 2 || !kept.sealed_key || !gone.sealed_key) throw coreError('core.not_found')
  const ring = joinKeys(kept.sealed_key, gone.sealed_key)
  const ownerId = await mergeStep()?.run(ctx, keptId, goneId, merging.card)
  const came = await listPhones(ctx, [goneId])
  for (const table of movingTables()) await moveRows(ctx, table, goneId, keptId)
  await settlePhones(
    ctx,
    keptId,
    came.map((phone) => phone.id),
  )
  await dropLinksToItself(ctx, keptId)
  const columns = mergedColumns(ctx, { kept, gone }, ring, merging.fields)
  await updateCustomer(ctx, keptId, { ...columns, sealed_key: ring })
  const holder = ownerId ?? kept.owner_id ?? gone.owner_id
  if (holder) await updateHolder(ctx, keptId, holder)
  await renewSearchKeys(ctx, keptId, columns.name)
  await markMerged(ctx, goneId, keptId)
  await markPairMerged(ctx, keptId, goneId)
  const hashes = came.map((phone) => phone.phone_hash)
  if (hashes.length === 0) return
  await claimPhones(
    ctx,
    hashes,
    hashes.map(() => keptId),
  )
  await releasePhones(
    ctx,
    hashes,
    hashes.map(() => goneId),
  )
}

import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { LaterRow, OperationUnit } from '#foundation/operations/operation.ts'
import { customerTables } from '#foundation/tables.ts'
import { searchKeysFor } from '../customer-record.ts'
import { claimPhones, findCustomer, listPhones, releasePhones } from '../customers.queries.ts'
import { findSearchKeys, moveRowsById, setSearchKeys } from './merge.queries.ts'
import { mergeStep } from './merge-step.ts'

/** The tables whose rows come along in a merge. */
export function movingTables() {
  return customerTables().filter((table) => table.merged === 'move')
}

/** What follows from two records standing again: rows of cards, search keys, numbers, news. */
export async function afterSplit(
  ctx: Ctx,
  operationId: string,
  unit: OperationUnit,
  later: readonly LaterRow[],
): Promise<void> {
  await followCards(ctx, later)
  const ids = unit.keys.customer ?? []
  const held = new Map<string, Buffer[]>()
  for (const id of ids) {
    held.set(
      id,
      (await listPhones(ctx, [id])).map((phone) => phone.phone_hash),
    )
    await renewKeys(ctx, id)
    announce(ctx, { type: 'customers.changed', recordId: id })
  }
  for (const [id, hashes] of held) {
    await claimPhones(
      ctx,
      hashes,
      hashes.map(() => id),
    )
    const others = [...held].filter(([other]) => other !== id).flatMap(([, list]) => list)
    const given = others.filter((hash) => !hashes.some((own) => own.equals(hash)))
    await releasePhones(
      ctx,
      given,
      given.map(() => id),
    )
  }
  audit(ctx, {
    action: 'customer.split',
    recordType: 'customer',
    recordId: unit.id,
    detail: { operationId, customers: ids },
  })
  announce(ctx, { type: 'customers.split', recordId: unit.id, data: { operationId } })
}

/** Contacts made since on a card stay with their card, whoever's it is again. */
async function followCards(ctx: Ctx, later: readonly LaterRow[]): Promise<void> {
  const ofCards = later.filter(({ row }) => typeof row.opportunity_id === 'string')
  const holders = await mergeStep()?.holdersOf(ctx, [
    ...new Set(ofCards.map(({ row }) => row.opportunity_id as string)),
  ])
  for (const table of movingTables()) {
    const rows = ofCards.filter((one) => one.table === table.table)
    const byHolder = Map.groupBy(rows, ({ row }) => holders?.get(row.opportunity_id as string))
    for (const [holder, some] of byHolder)
      if (holder !== undefined)
        await moveRowsById(
          ctx,
          table,
          some.map(({ row }) => row.id),
          holder,
        )
  }
}

/** Only where they differ, so that a record that was left alone is exactly as it was. */
async function renewKeys(ctx: Ctx, id: string): Promise<void> {
  const row = await findCustomer(ctx, id)
  if (!row) return
  const now = new Set(await findSearchKeys(ctx, id))
  const next = await searchKeysFor(ctx, id, row.name)
  if (next.length !== now.size || next.some((key) => !now.has(key)))
    await setSearchKeys(ctx, id, next)
}

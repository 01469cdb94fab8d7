import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { setHolders } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextOpenDay } from '#shared/promise.ts'
import type { Phrase } from '#shared/words.ts'
import { poolError } from '../../contracts/pool.ts'
import { closedFrom } from '../calendar.ts'
import { cardUnits, cardWatch, newsOfCards } from '../card-operations.ts'
import { changeOpportunity } from '../history.ts'
import { findAndLock, type LockedOpportunity } from '../opportunities.queries.ts'
import { handOverPromise, movePromise } from '../promises.ts'
import { isOpen } from '../states.ts'
import { insertPoolMove, listPooled } from './pool.queries.ts'

export const poolKind = defineOperation({
  kind: 'cards.pool',
  title: ['公海', 'Public pool'],
  afterTakeBack: newsOfCards,
})

export interface PoolMove {
  id?: string | undefined
  /** `fell` and `put` go in; `taken` and `assigned` come out. */
  kind: 'fell' | 'put' | 'taken' | 'assigned'
  cardIds: readonly string[]
  toId: string
  title: string
  /** What somebody typed, or a phrase where the product itself moves the card. */
  reason: string | Phrase
}

const poolWatch = [
  ...cardWatch,
  { table: 'pool_moves', column: 'customer_id', key: 'customer', keep: 'none' as const },
]

/**
 * Moves cards into the pool or out of it as one operation. History and promise stay: in the pool the
 * promise is the keeper's; whoever takes a card has to see to it on the next open day.
 */
export async function movePooled(ctx: Ctx, move: PoolMove) {
  let cards = 0
  const done = await runOperation(
    ctx,
    {
      id: move.id,
      kind: poolKind,
      title: move.title,
      reason: move.reason,
      units: await cardUnits(ctx, move.cardIds),
      watch: poolWatch,
    },
    async (units) => {
      for (const id of units.flatMap((unit) => unit.keys.opportunity ?? [])) {
        const row = await findAndLock(ctx, id, 'any')
        if (!row || !isOpen(row.state)) continue
        await moveOne(ctx, row, move)
        cards += 1
      }
      await setHolders(
        ctx,
        units.map((unit) => unit.id),
        move.toId,
      )
    },
  )
  return { operationId: done.operationId, cards: done.isNew ? cards : move.cardIds.length }
}

async function moveOne(ctx: Ctx, row: LockedOpportunity, move: PoolMove): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const reason = typeof move.reason === 'string' ? move.reason : move.reason[0]
  const goesIn = move.kind === 'fell' || move.kind === 'put'
  // Somebody else may have been quicker while we waited for the lock.
  const isIn = (await listPooled(ctx, { ids: [row.id], limit: 1 })).length > 0
  if (isIn === goesIn)
    throw poolError(isIn ? 'opportunities.in_pool_already' : 'opportunities.not_in_pool')
  await changeOpportunity(
    ctx,
    row,
    {
      owner_id: move.toId,
      pool_since: goesIn ? ctx.now : null,
      pool_from: goesIn ? row.owner_id : null,
      pool_warned_on: null,
    },
    { action: `opportunity.pool_${move.kind}`, reason, today },
  )
  await handOverPromise(ctx, row.id, move.toId)
  if (!goesIn && row.state === 'active') {
    const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
    await movePromise(ctx, row.id, dueOn, { reason: `pool_${move.kind}`, today })
  }
  await insertPoolMove(ctx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    opportunity_id: row.id,
    customer_id: row.customer_id,
    kind: move.kind,
    from_id: row.owner_id,
    to_id: move.toId,
    day: today,
    at: ctx.now,
    actor_id: ctx.actor.personId,
    reason: maskPhonesInText(reason),
  })
  announce(ctx, {
    type: 'opportunities.pool_changed',
    recordId: row.id,
    data: { kind: move.kind, from: row.owner_id, to: move.toId, customerId: row.customer_id },
  })
}

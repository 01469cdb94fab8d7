import { authorise, type Ctx, can, personOf } from '#foundation/ctx.ts'
import { findOperation } from '#foundation/operations/operations.queries.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { opportunitiesError } from '../../contracts/card-errors.ts'
import { type PoolCard, poolError } from '../../contracts/pool.ts'
import { listCardsById } from '../card-operations.queries.ts'
import { findColleague } from '../opportunities.queries.ts'
import { movePooled } from './move-cards.ts'
import { countPooled, countTaken, listPooled, lockTaker, type PooledRow } from './pool.queries.ts'
import { findKeeper, getKeeper, poolRulesOf } from './rules.ts'

const mayManage = (ctx: Ctx) => can(ctx, 'opportunities.assign', 'store')

/** The pool as a consultant may see it: names and facts, no numbers; and how many they may take. */
export async function readPool(ctx: Ctx, asked: { cursor?: string | undefined; limit: number }) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rules = poolRulesOf(ctx.store)
  const rows = await listPooled(ctx, {
    limit: asked.limit + 1,
    after: afterOf(asked.cursor, today),
  })
  const shown = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? shown.at(-1) : undefined
  const takenToday = await countTaken(ctx, personOf(ctx), today)
  return {
    items: shown.map((row) => present(ctx, row)),
    nextCursor: last ? encodeCursor([last.pool_since.toISOString(), last.id], today) : null,
    total: await countPooled(ctx),
    takenToday,
    left: mayManage(ctx) ? null : Math.max(0, rules.dailyLimit - takenToday),
    rules,
    keeperName: (await findKeeper(ctx))?.name ?? null,
    mayManage: mayManage(ctx),
  }
}

function afterOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok) throw coreError('core.bad_request', { why: 'cursor' })
  return { since: String(decoded.key[0]), id: String(decoded.key[1]) }
}

function present(ctx: Ctx, row: PooledRow): PoolCard {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    level: row.level,
    seriesName: row.series_name,
    lastContactOn: row.last_contact_on,
    poolSince: row.pool_since.toISOString(),
    formerOwnerId: row.pool_from,
    formerOwnerName: row.former_name,
    isOwnFormer: isOwnFormer(ctx, row),
  }
}

/** A former owner waits, so that nobody parks customers in the pool. */
function isOwnFormer(ctx: Ctx, row: PooledRow): boolean {
  if (mayManage(ctx) || row.pool_from !== ctx.actor.personId) return false
  const { timeZone } = ctx.store
  const freeFrom = addDays(
    dayInZone(row.pool_since, timeZone),
    poolRulesOf(ctx.store).formerOwnerDays,
  )
  return dayInZone(ctx.now, timeZone) < freeFrom
}

/** Takes cards for oneself, within the day's limit. */
export async function takeFromPool(
  ctx: Ctx,
  asked: { id?: string | undefined; cardIds: readonly string[] },
) {
  const earlier = asked.id && (await findOperation(ctx.tx, ctx.store.id, asked.id))
  if (earlier) return { operationId: earlier.id, cards: asked.cardIds.length }
  const me = personOf(ctx)
  await lockTaker(ctx, me)
  const rows = await loadPooled(ctx, asked.cardIds)
  const { dailyLimit, formerOwnerDays } = poolRulesOf(ctx.store)
  if (rows.some((row) => isOwnFormer(ctx, row)))
    throw poolError('opportunities.pool_own', { days: formerOwnerDays })
  const taken = await countTaken(ctx, me, dayInZone(ctx.now, ctx.store.timeZone))
  if (!mayManage(ctx) && taken + rows.length > dailyLimit)
    throw poolError('opportunities.pool_limit', {
      left: Math.max(0, dailyLimit - taken),
      limit: dailyLimit,
    })
  return movePooled(ctx, {
    id: asked.id,
    kind: 'taken',
    cardIds: asked.cardIds,
    toId: me,
    title: `→ ${ctx.actor.name} · ${rows.length}`,
    reason: ['领取', 'Taken'],
  })
}

/** A manager gives cards of the pool to somebody. */
export async function assignFromPool(
  ctx: Ctx,
  asked: { id?: string | undefined; cardIds: readonly string[]; toId: string; reason: string },
) {
  authorise(ctx, 'opportunities.assign', 'store')
  const earlier = asked.id && (await findOperation(ctx.tx, ctx.store.id, asked.id))
  if (earlier) return { operationId: earlier.id, cards: asked.cardIds.length }
  const rows = await loadPooled(ctx, asked.cardIds)
  const person = await findColleague(ctx, asked.toId)
  if (!person) throw opportunitiesError('opportunities.no_such_owner')
  return movePooled(ctx, {
    ...asked,
    kind: 'assigned',
    title: `→ ${person.name} · ${rows.length}`,
  })
}

/** A manager puts cards into the pool before their time. */
export async function putIntoPool(
  ctx: Ctx,
  asked: { id?: string | undefined; cardIds: readonly string[]; reason: string },
) {
  authorise(ctx, 'opportunities.assign', 'store')
  const earlier = asked.id && (await findOperation(ctx.tx, ctx.store.id, asked.id))
  if (earlier) return { operationId: earlier.id, cards: asked.cardIds.length }
  const cards = await listCardsById(ctx, asked.cardIds)
  if (cards.length !== new Set(asked.cardIds).size) throw coreError('core.not_found')
  if ((await listPooled(ctx, { ids: asked.cardIds, limit: 1 })).length > 0)
    throw poolError('opportunities.in_pool_already')
  const keeper = await getKeeper(ctx)
  return movePooled(ctx, {
    ...asked,
    kind: 'put',
    toId: keeper.id,
    title: `+ ${cards.length}`,
  })
}

async function loadPooled(ctx: Ctx, cardIds: readonly string[]): Promise<PooledRow[]> {
  const rows = await listPooled(ctx, { ids: cardIds, limit: cardIds.length })
  if (rows.length !== new Set(cardIds).size) throw poolError('opportunities.not_in_pool')
  return rows
}

import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, instantOf } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import { normaliseVin } from '#shared/vin.ts'
import type { LateKind, OrdersQuery } from '../contract.ts'
import type { OrderRules } from '../contracts/steps.ts'
import { countOrders, type OrderLineRow, selectOrders, withinOrders } from './orders.queries.ts'

// The list of orders, on `orders d`.

export interface OrderFilter extends OrdersQuery {
  rules: OrderRules
  today: Day
  /** The person asking, for `owner: 'me'`. */
  me: string | null
  /** Customers the text finds. */
  customerIds: readonly string[]
}

/** One page of orders, newest first, after the last one seen (instant, id). */
export function listOrderPage(
  ctx: Ctx,
  filter: OrderFilter,
  page: { after: CursorKey | undefined; limit: number },
): Promise<OrderLineRow[]> {
  const [at, id] = page.after ?? []
  const after = page.after ? sql`(d.made_at, d.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`
  return selectOrders(
    ctx,
    sql`${conditions(ctx, filter)} and ${after}`,
    sql`order by d.made_at desc, d.id desc limit ${page.limit}`,
  )
}

export type Corner = 'all' | 'draft' | 'signed' | 'late' | 'promised' | 'waiting' | 'soon'

/** How many orders of a filter are in a corner of it, up to 10,001. */
export function countCorner(ctx: Ctx, filter: OrderFilter, corner: Corner): Promise<number> {
  return countOrders(ctx, sql`${conditions(ctx, filter)} and ${cornerOf(ctx, filter, corner)}`)
}

/** The first orders of a corner by their promised day. */
export function listCorner(
  ctx: Ctx,
  filter: OrderFilter,
  corner: Corner,
  limit: number,
): Promise<OrderLineRow[]> {
  return selectOrders(
    ctx,
    sql`${conditions(ctx, filter)} and ${cornerOf(ctx, filter, corner)}`,
    sql`order by d.promised_on nulls last, d.id limit ${limit}`,
  )
}

const soonDays = 2

function cornerOf(ctx: Ctx, { rules, today }: OrderFilter, corner: Corner): RawBuilder<unknown> {
  if (corner === 'all') return sql`true`
  if (corner === 'draft' || corner === 'signed') return sql`d.state = ${corner}`
  if (corner === 'soon')
    return sql`d.promised_on >= ${today}::date and d.promised_on <= ${addDays(today, soonDays)}::date`
  return lateWhere(ctx, corner === 'late' ? 'any' : corner, rules, today)
}

function conditions(ctx: Ctx, filter: OrderFilter): RawBuilder<unknown> {
  const { rules, today } = filter
  const zone = ctx.store.timeZone
  const states = filter.state?.split(',') ?? ['draft', 'signed']
  const all: RawBuilder<unknown>[] = [withinOrders(ctx, 'orders.read')]
  // Written out, so that the partial index of what is under way serves.
  if (states.every((state) => state === 'draft' || state === 'signed'))
    all.push(sql`d.state in ('draft', 'signed')`)
  all.push(sql`d.state = any (${states}::text[])`)
  const owner = filter.owner === 'me' ? filter.me : filter.owner
  if (owner) all.push(sql`(d.owner_id = ${owner} or d.keeper_id = ${owner})`)
  if (filter.seriesId) all.push(sql`d.series_id = ${filter.seriesId}`)
  if (filter.modelId) all.push(sql`d.model_id = ${filter.modelId}`)
  if (filter.opportunityId) all.push(sql`d.opportunity_id = ${filter.opportunityId}`)
  if (filter.unpaid) all.push(sql`d.state <> 'cancelled' and d.amount_fen > d.paid_fen`)
  if (filter.late) all.push(lateWhere(ctx, filter.late, rules, today))
  if (filter.age !== undefined) all.push(ageWhere(ctx, addDays(today, -filter.age)))
  if (filter.from) all.push(sql`d.made_at >= ${instantOf(filter.from, '00:00', zone)}`)
  if (filter.to) all.push(sql`d.made_at < ${instantOf(addDays(filter.to, 1), '00:00', zone)}`)
  if (filter.q) all.push(textWhere(ctx, filter.q, filter.customerIds))
  return sql.join(all, sql` and `)
}

const madeOn = (ctx: Ctx) => sql`(d.made_at at time zone ${ctx.store.timeZone}::text)::date`
const since = (ctx: Ctx) => sql`case d.state when 'signed' then d.signed_on
  when 'delivered' then d.delivered_on when 'cancelled' then d.cancelled_on else ${madeOn(ctx)} end`

/** In its state since a day or longer. */
function ageWhere(ctx: Ctx, day: Day): RawBuilder<unknown> {
  return sql`${since(ctx)} <= ${day}::date`
}

/** Late orders under way; a past promise weighs more than waiting, as the badge shows. */
function lateWhere(
  ctx: Ctx,
  kind: LateKind | 'any',
  rules: OrderRules,
  today: Day,
): RawBuilder<unknown> {
  const promised = sql`coalesce(d.promised_on < ${today}::date, false)`
  const waiting = sql`(d.state = 'draft' and ${madeOn(ctx)} < ${addDays(today, -rules.draftDays)}::date
    or d.state = 'signed' and d.signed_on < ${addDays(today, -rules.signedDays)}::date)`
  const late =
    kind === 'promised'
      ? promised
      : kind === 'waiting'
        ? sql`(${waiting} and not ${promised})`
        : sql`(${promised} or ${waiting})`
  return sql`d.state in ('draft', 'signed') and ${late}`
}

/** By the beginning of the number, the VIN, or the customers found by the same text. */
function textWhere(ctx: Ctx, text: string, customerIds: readonly string[]): RawBuilder<unknown> {
  const number = text.toUpperCase()
  const vin = normaliseVin(text)
  const byVin = vin
    ? sql`or d.id in (select c.order_id from order_cars c where c.store_id = ${ctx.store.id}
        and c.vin = ${vin} and c.withdrawn_at is null)`
    : sql``
  return sql`(d.customer_id = any (${[...customerIds]}::uuid[])
    or (d.number >= ${number} and d.number < ${`${number}~`}) ${byVin})`
}

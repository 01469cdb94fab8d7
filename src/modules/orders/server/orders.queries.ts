import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OrderChanges, Orders } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { Permission } from '#shared/permissions.ts'
import type { ChangeKind, LineKind, OrderState, PaymentMethod } from '../contract.ts'

type DayColumn = 'signed_on' | 'promised_on' | 'delivered_on' | 'cancelled_on'
/** An order as stored; the driver gives business days as text and money as numbers. */
export type OrderRow = Omit<
  Selectable<Orders>,
  DayColumn | 'state' | 'payment_method' | 'list_fen' | 'discount_fen' | 'amount_fen' | 'paid_fen'
> & {
  state: OrderState
  payment_method: PaymentMethod | null
  list_fen: number
  discount_fen: number
  amount_fen: number
  paid_fen: number
} & Record<DayColumn, Day | null>

/** An order with the names behind its ids. */
export interface OrderLineRow extends OrderRow {
  customer: string | null
  owner: string | null
  keeper: string | null
  series: string | null
  /** The model in the words of the reader; `model_text` is what the paper says. */
  model_name: string
  vins: string[] | null
}

/** Own orders are those one signed or sees through; else the team's, or all of the store. */
export function withinOrders(ctx: Ctx, permission: Permission): RawBuilder<boolean> {
  return sql<boolean>`(${ownedWithin(ctx, permission, 'd.owner_id')} or ${ownedWithin(ctx, permission, 'd.keeper_id')})`
}

/**
 * The catalog's name of an order's model in the reader's language, where the order says no other
 * words of its own; of orders `d` beside models `m`.
 */
export const modelName = (ctx: Ctx) =>
  ctx.locale === 'zh'
    ? sql`case when m.name_en <> '' and strpos(d.model_text, m.name_en) > 0
        then m.name else d.model_text end`
    : sql`case when strpos(d.model_text, m.name) > 0
        then coalesce(nullif(m.name_en, ''), m.name) else d.model_text end`

const lineColumns = (ctx: Ctx) => sql`d.*, h.name as customer, p.name as owner, k.name as keeper,
  ${ctx.locale === 'zh' ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`} as series,
  ${modelName(ctx)} as model_name,
  (select array_agg(c.vin order by c.allocated_at) from order_cars c where c.store_id = ${ctx.store.id}
     and c.order_id = d.id and c.released_at is null and c.withdrawn_at is null) as vins`
const lineTables = (ctx: Ctx) => sql`
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = d.customer_id
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = d.owner_id
  left join people k on k.group_id = ${ctx.store.groupId} and k.id = coalesce(d.keeper_id, d.owner_id)
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = d.series_id
  left join models m on m.group_id = ${ctx.store.groupId} and m.id = d.model_id`

/** Orders with their names, chosen by `where` on `d`. */
export async function selectOrders(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<OrderLineRow[]> {
  const { rows } = await sql<OrderLineRow>`
    select ${lineColumns(ctx)} from orders d ${lineTables(ctx)}
     where d.store_id = ${ctx.store.id} and d.withdrawn_at is null and ${where} ${tail}`.execute(
    ctx.tx,
  )
  return rows
}

/** One order with its names, through what `permission` shows (`any`: whoever asks). */
export async function findOrderLine(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<OrderLineRow | undefined> {
  const visible = permission === 'any' ? sql`true` : withinOrders(ctx, permission)
  return (await selectOrders(ctx, sql`d.id = ${id} and ${visible}`, sql`limit 1`))[0]
}

/** The orders of a customer the actor may see, newest first. */
export function listOrdersOf(ctx: Ctx, customerId: string): Promise<OrderLineRow[]> {
  return selectOrders(
    ctx,
    sql`d.customer_id = ${customerId} and ${withinOrders(ctx, 'orders.read')}`,
    sql`order by d.made_at desc, d.id desc limit 50`,
  )
}

/** How many the filter finds, up to 10,001. */
export async function countOrders(ctx: Ctx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from orders d
     where d.store_id = ${ctx.store.id} and d.withdrawn_at is null and ${where} limit 10001) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** Whether the order is new; a resent id, or a second standing one of the card, changes nothing. */
export async function insertOrder(ctx: Ctx, row: Insertable<Orders>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('orders')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** An order the actor may do `permission` to (`any`: whoever asks), locked. */
export async function findAndLockOrder(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`
    select d.* from orders d
     where d.store_id = ${ctx.store.id} and d.id = ${id} and d.withdrawn_at is null
       and ${permission === 'any' ? sql`true` : withinOrders(ctx, permission)} for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

/** The order of a card that stands, whoever asks. */
export async function findStandingOrder(
  ctx: Ctx,
  opportunityId: string,
): Promise<{ id: string; number: string; state: OrderState } | undefined> {
  const { rows } = await sql<{ id: string; number: string; state: OrderState }>`
    select id, number, state from orders
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
       and state <> 'cancelled' and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

/** Changes an order and raises its version. */
export async function updateOrder(ctx: Ctx, id: string, change: Updateable<Orders>): Promise<void> {
  await ctx.tx
    .updateTable('orders')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Orders of a store are made one after the other, so that a resent one draws no second number. */
export async function lockMaking(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120452, ${ctx.store.id}::int)`.execute(ctx.tx)
}

/** The next number of a series that has been begun; undefined before its first. Locks the series. */
export async function raiseCounter(ctx: Ctx, series: string): Promise<number | undefined> {
  const { rows } = await sql<{ last: number }>`
    update order_counters set last = last + 1
     where store_id = ${ctx.store.id} and series = ${series} returning last`.execute(ctx.tx)
  return rows[0]?.last
}

/** Begins a series at `first`; where somebody did at the same time, the next after theirs. */
export async function beginCounter(ctx: Ctx, series: string, first: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into order_counters (store_id, series, last) values (${ctx.store.id}, ${series}, ${first})
    on conflict (store_id, series) do update set last = order_counters.last + 1 returning last`.execute(
    ctx.tx,
  )
  return rows[0]?.last ?? first
}

/** The highest number of orders or receipts that begins so. */
export async function highestNumber(
  ctx: Ctx,
  table: 'orders' | 'order_payments',
  prefix: string,
): Promise<string | null> {
  const { rows } = await sql<{ number: string | null }>`
    select max(number) as number from ${sql.table(table)}
     where store_id = ${ctx.store.id} and number >= ${prefix} and number < ${`${prefix}~`}`.execute(
    ctx.tx,
  )
  return rows[0]?.number ?? null
}

export interface LineRow {
  order_id: string
  position: number
  kind: LineKind
  name: string
  quantity: number
  unit_fen: number
  amount_fen: number
  note: string
}

export async function listLines(ctx: Ctx, orderId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select order_id, position, kind, name, quantity, unit_fen, amount_fen, note from order_lines
     where store_id = ${ctx.store.id} and order_id = ${orderId} order by position`.execute(ctx.tx)
  return rows
}

/** The lines of an order anew. */
export async function writeLines(
  ctx: Ctx,
  orderId: string,
  lines: readonly Omit<LineRow, 'order_id' | 'position'>[],
): Promise<void> {
  await sql`delete from order_lines where store_id = ${ctx.store.id} and order_id = ${orderId}`.execute(
    ctx.tx,
  )
  if (lines.length === 0) return
  await ctx.tx
    .insertInto('order_lines')
    .values(
      lines.map((line, position) => ({
        store_id: ctx.store.id,
        order_id: orderId,
        position,
        ...line,
      })),
    )
    .execute()
}

export async function insertChange(ctx: Ctx, row: Insertable<OrderChanges>): Promise<void> {
  await ctx.tx.insertInto('order_changes').values(row).execute()
}

export interface ChangeRow {
  id: string
  kind: ChangeKind
  at: Date
  person: string | null
  reason: string | null
  version: number
  before: unknown
}

/** What happened to an order, oldest first. */
export async function listChanges(ctx: Ctx, orderId: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.id, c.kind, c.at, p.name as person, c.reason, c.version, c.before from order_changes c
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.actor_id
     where c.store_id = ${ctx.store.id} and c.order_id = ${orderId} order by c.at, c.id`.execute(
    ctx.tx,
  )
  return rows
}

export interface CreditRow {
  person_id: string
  name: string | null
  percent: number
}

/** Whom the deal is credited to, the greatest share first. */
export async function listCredits(ctx: Ctx, orderId: string): Promise<CreditRow[]> {
  const { rows } = await sql<CreditRow>`
    select c.person_id, p.name, c.percent from order_credits c
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.person_id
     where c.store_id = ${ctx.store.id} and c.order_id = ${orderId}
     order by c.percent desc, c.person_id`.execute(ctx.tx)
  return rows
}

/** Fixes the credits of a deal anew. */
export async function writeCredits(
  ctx: Ctx,
  orderId: string,
  credits: readonly { personId: string; percent: number }[],
): Promise<void> {
  await sql`delete from order_credits where store_id = ${ctx.store.id} and order_id = ${orderId}`.execute(
    ctx.tx,
  )
  await ctx.tx
    .insertInto('order_credits')
    .values(
      credits.map(({ personId, percent }) => ({
        store_id: ctx.store.id,
        order_id: orderId,
        person_id: personId,
        percent,
      })),
    )
    .execute()
}

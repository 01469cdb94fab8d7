import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OrderPayments } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { PaymentKind, PaymentsQuery, PayMethod } from '../contracts/payments.ts'
import { withinOrders } from './orders.queries.ts'

export interface PaymentRow {
  id: string
  order_id: string
  order_number: string
  customer_id: string
  customer: string | null
  number: string
  kind: PaymentKind
  method: PayMethod
  day: Day
  amount_fen: number
  payer: string
  outside_number: string
  note: string
  made_at: Date
  maker: string | null
  reverses_id: string | null
  reverses_number: string | null
  reversed_by_number: string | null
}

/** Payments with their names, chosen by `where` on `p` (payment) and `d` (order). */
async function selectPayments(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select p.id, p.order_id, d.number as order_number, p.customer_id, h.name as customer, p.number, p.kind,
           p.method, p.day, p.amount_fen, p.payer, p.outside_number, p.note, p.made_at, m.name as maker,
           p.reverses_id, a.number as reverses_number, b.number as reversed_by_number
      from order_payments p
      join orders d on d.store_id = p.store_id and d.id = p.order_id
      left join order_payments a on a.store_id = ${ctx.store.id} and a.id = p.reverses_id
      left join order_payments b on b.store_id = ${ctx.store.id} and b.reverses_id = p.id
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = p.customer_id
      left join people m on m.group_id = ${ctx.store.groupId} and m.id = p.made_by
     where p.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and p.withdrawn_at is null
       and ${where} ${tail}`.execute(ctx.tx)
  return rows
}

/** A payment by id through the orders the actor may see (`any`: whoever asks). */
export async function findPayment(
  ctx: Ctx,
  id: string,
  permission: 'orders.read' | 'any',
): Promise<PaymentRow | undefined> {
  const visible = permission === 'any' ? sql`true` : withinOrders(ctx, permission)
  return (await selectPayments(ctx, sql`p.id = ${id} and ${visible}`, sql`limit 1`))[0]
}

/** The payments of an order, oldest first. */
export function listPaymentsOf(ctx: Ctx, orderId: string): Promise<PaymentRow[]> {
  return selectPayments(ctx, sql`p.order_id = ${orderId}`, sql`order by p.made_at, p.id limit 500`)
}

export interface PaymentFilter extends PaymentsQuery {
  /** Business days, both included. */
  from: Day
  to: Day
  customerIds: readonly string[]
}

/** One page of payments, the latest day first, after the last one seen (day, id). */
export function listPaymentPage(
  ctx: Ctx,
  filter: PaymentFilter,
  page: { after: CursorKey | undefined; limit: number },
): Promise<PaymentRow[]> {
  const [day, id] = page.after ?? []
  const after = page.after ? sql`(p.day, p.id) < (${day}::date, ${id}::uuid)` : sql`true`
  return selectPayments(
    ctx,
    sql`${conditions(ctx, filter)} and ${after}`,
    sql`order by p.day desc, p.id desc limit ${page.limit}`,
  )
}

function conditions(ctx: Ctx, filter: PaymentFilter): RawBuilder<unknown> {
  const all = [
    withinOrders(ctx, 'orders.read'),
    sql`p.day >= ${filter.from}::date and p.day <= ${filter.to}::date`,
  ]
  if (filter.method) all.push(sql`p.method = ${filter.method}`)
  if (filter.kind) all.push(sql`p.kind = ${filter.kind}`)
  if (filter.q) {
    const number = filter.q.toUpperCase()
    all.push(sql`(p.customer_id = any (${[...filter.customerIds]}::uuid[]) or p.number = ${number}
      or d.number = ${number} or p.outside_number = ${filter.q})`)
  }
  return sql.join(all, sql` and `)
}

export interface PaymentSum {
  method: PayMethod
  in_fen: number
  out_fen: number
  n: number
}

/** Sums of what the filter finds, by method. */
export async function sumPayments(ctx: Ctx, filter: PaymentFilter): Promise<PaymentSum[]> {
  const { rows } = await sql<PaymentSum>`
    select p.method, coalesce(sum(p.amount_fen) filter (where p.amount_fen > 0), 0)::bigint as in_fen,
           coalesce(sum(p.amount_fen) filter (where p.amount_fen < 0), 0)::bigint as out_fen, count(*)::int as n
      from order_payments p
      join orders d on d.store_id = p.store_id and d.id = p.order_id
     where p.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and p.withdrawn_at is null
       and ${conditions(ctx, filter)}
     group by p.method order by p.method`.execute(ctx.tx)
  return rows
}

/** Whether it is new; a resent id, or a second taking back of one payment, changes nothing. */
export async function insertPayment(ctx: Ctx, row: Insertable<OrderPayments>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('order_payments')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** What was paid for an order less what was refunded, as it is in the tables. */
export async function sumOfOrder(ctx: Ctx, orderId: string): Promise<number> {
  const { rows } = await sql<{ fen: number }>`
    select coalesce(sum(amount_fen), 0)::bigint as fen from order_payments
     where store_id = ${ctx.store.id} and order_id = ${orderId} and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return rows[0]?.fen ?? 0
}

/** Keeps the sum with the order; its version stays, since nobody's edit is touched by it. */
export async function keepPaid(ctx: Ctx, orderId: string, fen: number): Promise<void> {
  await sql`update orders set paid_fen = ${fen}
    where store_id = ${ctx.store.id} and id = ${orderId}`.execute(ctx.tx)
}

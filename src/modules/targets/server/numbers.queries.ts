import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

interface Span {
  from: Day
  to: Day
}

const values = {
  deals: sql`1`,
  cars_sold: sql`v.quantity`,
  deal_amount: sql`v.amount_fen`,
  deliveries: sql`1`,
} as const
export type Credited = keyof typeof values

/** Whether a number is shared between the people a contract is credited to. */
export const creditedWhat = (metric: string): Credited | undefined =>
  metric in values ? (metric as Credited) : undefined

const dayOf = (what: Credited) => (what === 'deliveries' ? sql`v.delivered_on` : sql`v.signed_on`)

/** Contracts that stand, their cars or amount (fen), by the share credited to each person. */
export async function sumCredits({ tx, store }: Ctx, what: Credited, { from, to }: Span) {
  const { rows } = await sql<{ person_id: string; total: number }>`
    select c.person_id, (sum(${values[what]} * c.percent) / 100.0)::float8 as total
      from deals_counted v
      join order_credits c on c.store_id = v.store_id and c.order_id = v.id
     where v.store_id = ${store.id} and c.store_id = ${store.id} and v.cancelled_on is null
       and ${dayOf(what)} between ${from} and ${to} group by 1`.execute(tx)
  return rows
}

export interface CreditRow {
  id: string
  number: string
  customer_id: string
  customer: string | null
  day: Day
  percent: number
  quantity: number
  amount_fen: number
}

/** The contracts behind a person's figure, latest first; their shares add up to it. */
export async function listCredits(
  { tx, store }: Ctx,
  what: Credited,
  { personId, from, to }: Span & { personId: string },
): Promise<CreditRow[]> {
  const { rows } = await sql<CreditRow>`
    select v.id, v.number, v.customer_id, h.name as customer, ${dayOf(what)} as day, c.percent,
           v.quantity, v.amount_fen
      from deals_counted v
      join order_credits c on c.store_id = v.store_id and c.order_id = v.id
      left join customer_heads h on h.store_id = ${store.id} and h.id = v.customer_id
     where v.store_id = ${store.id} and c.store_id = ${store.id} and v.cancelled_on is null
       and c.person_id = ${personId} and ${dayOf(what)} between ${from} and ${to}
     order by 5 desc, v.id limit 1000`.execute(tx)
  return rows
}

/** Promises due in the period that could be kept by now, and those kept by their day, per person. */
export async function sumPromises({ tx, store }: Ctx, { from, to }: Span, today: Day) {
  const { rows } = await sql<{ person_id: string; due: number; kept: number }>`
    select v.owner_id as person_id, count(*)::int as due,
           (count(*) filter (where v.ended_on <= v.due_on))::int as kept
      from promises_made v
     where v.store_id = ${store.id} and v.state in ('open', 'done', 'replaced') and not v.is_frozen
       and v.due_on between ${from} and ${to}
       and (v.due_on < ${today} or v.ended_on is not null) group by 1`.execute(tx)
  return rows
}

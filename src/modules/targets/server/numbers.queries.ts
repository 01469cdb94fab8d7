import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

export type NumberBy = 'store' | 'consultant' | 'series' | 'month' | 'day' | 'weekday'

export interface NumberQuestion {
  storeIds: readonly number[]
  from: Day
  to: Day
  by: NumberBy
}

interface SumRow {
  bucket: string
  total: number
}

/** The bucket of a row: its day, month or weekday, or the column that names person or series. */
function bucketOf(
  by: NumberBy,
  columns: { day: RawBuilder<unknown>; person: RawBuilder<unknown> },
): RawBuilder<unknown> {
  switch (by) {
    case 'consultant':
      return sql`coalesce(${columns.person}::text, '-')`
    case 'series':
      return sql`coalesce(v.series_id::text, '-')`
    case 'month':
      return sql`to_char(${columns.day}, 'YYYY-MM')`
    case 'day':
      return sql`${columns.day}::text`
    case 'weekday':
      return sql`extract(isodow from ${columns.day})::text`
    default:
      return sql`v.store_id::text`
  }
}

const stores = ({ storeIds }: NumberQuestion) => sql`v.store_id = any (${[...storeIds]}::int[])`

/** Visits that count in the traffic, or those filed of them. */
export async function sumDoor(
  tx: Tx,
  question: NumberQuestion,
  outcomes: readonly ('filed' | 'unfiled')[],
): Promise<SumRow[]> {
  const bucket = bucketOf(question.by, { day: sql`v.business_day`, person: sql`v.received_by` })
  const { rows } = await sql<SumRow>`
    select ${bucket} as bucket, count(*)::float8 as total from door_visits v
     where ${stores(question)} and v.outcome = any (${[...outcomes]}::text[])
       and v.business_day between ${question.from} and ${question.to} group by 1`.execute(tx)
  return rows
}

const dealValue = {
  deals: sql`1`,
  cars_sold: sql`v.quantity`,
  deal_amount: sql`v.amount_fen`,
} as const

/** Deals, their cars or their amount; of a person by the share credited to them. */
export async function sumDeals(
  tx: Tx,
  question: NumberQuestion,
  what: keyof typeof dealValue,
  day: 'signed_on' | 'delivered_on',
): Promise<SumRow[]> {
  const at = day === 'signed_on' ? sql`v.signed_on` : sql`v.delivered_on`
  const isByPerson = question.by === 'consultant'
  const bucket = bucketOf(question.by, { day: at, person: sql`c.person_id` })
  const value = isByPerson
    ? sql`${dealValue[what]} * c.percent / 100.0`
    : sql`${dealValue[what]}::numeric`
  const credits = isByPerson
    ? sql`join order_credits c on c.store_id = v.store_id and c.order_id = v.id`
    : sql``
  const { rows } = await sql<SumRow>`
    select ${bucket} as bucket, sum(${value})::float8 as total from deals_counted v ${credits}
     where ${stores(question)} and v.cancelled_on is null
       and ${at} between ${question.from} and ${question.to} group by 1`.execute(tx)
  return rows
}

/** Test drives that took place, by who drove along. */
export async function sumTestDrives(tx: Tx, question: NumberQuestion): Promise<SumRow[]> {
  const bucket =
    question.by === 'series'
      ? sql`coalesce(o.series_id::text, '-')`
      : bucketOf(question.by, { day: sql`v.on_day`, person: sql`v.person_id` })
  const cards =
    question.by === 'series'
      ? sql`left join cards_standing o on o.store_id = v.store_id and o.id = v.opportunity_id`
      : sql``
  const { rows } = await sql<SumRow>`
    select ${bucket} as bucket, count(*)::float8 as total from contacts_made v ${cards}
     where ${stores(question)} and v.method = 'test_drive' and v.is_reached
       and v.on_day between ${question.from} and ${question.to} group by 1`.execute(tx)
  return rows
}

/** Promises due in the period and before today, and those kept by their day, per person. */
export async function sumPromises(
  tx: Tx,
  question: NumberQuestion,
  today: Day,
): Promise<{ bucket: string; due: number; kept: number }[]> {
  const bucket = bucketOf(question.by, { day: sql`v.due_on`, person: sql`v.owner_id` })
  const { rows } = await sql<{ bucket: string; due: number; kept: number }>`
    select ${bucket} as bucket, count(*)::int as due,
           (count(*) filter (where v.ended_on <= v.due_on))::int as kept
      from promises_made v
     where ${stores(question)} and v.state in ('open', 'done', 'replaced') and not v.is_frozen
       and v.due_on between ${question.from} and ${question.to}
       and (v.due_on < ${today} or v.ended_on is not null) group by 1`.execute(tx)
  return rows
}

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { baseColumns, baseRows, endingColumns, endingCondition } from './base.queries.ts'
import { cardColumns, cardCondition, promiseColumns, promiseCondition } from './cards.queries.ts'
import { type Fragment, filtersSql, inStores } from './counting.queries.ts'
import type { DoorMeasure, Metric, RecordSet } from './definitions.ts'
import { allDays, closedAsOf, doorColumns, doorRules } from './door.queries.ts'
import { lifeColumns, lifeRows } from './life.queries.ts'
import type { Question } from './question.ts'

export interface RecordRow {
  kind: 'visit' | 'card' | 'promise' | 'lead'
  id: string
  store_id: number
  day: string
  at: Date | null
  channel: 'walk-in' | 'call-in' | null
  outcome: string
  consultant: string
  series: string
  source: string
  is_numerator: boolean
  customer_id: string | null
  opportunity_id: string | null
}

/** Where a page begins: after this record, newest first. */
export interface RecordPlace {
  day: string
  atMs: number
  id: string
}

interface Page {
  after: RecordPlace | undefined
  limit: number
}

/** Exactly the records behind a number (of a rate: behind its denominator), newest first. */
export async function listRecords(
  tx: Tx,
  metric: Metric,
  question: Question,
  { after, limit }: Page,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select r.* from (${recordsOf(metric, question)}) r
     where ${after ? placeAfter(after) : sql`true`}
     order by r.day desc, coalesce(r.at, 'epoch') desc, r.id desc limit ${limit}`.execute(tx)
  return rows
}

const placeAfter = ({ day, atMs, id }: RecordPlace): Fragment =>
  sql`(r.day, coalesce(r.at, 'epoch'), r.id) < (${day}::date, ${new Date(atMs)}::timestamptz, ${id}::uuid)`

function recordsOf(metric: Metric, question: Question): Fragment {
  switch (metric.source) {
    case 'door':
      return question.asOf
        ? closureRecords(metric, question, question.asOf)
        : visitRecords(metric, question)
    case 'cards':
      return sql`select 'card' as kind, v.id, v.store_id, v.opened_on as day, v.opened_at as at,
          null::text as channel, v.state as outcome, ${dimensions(cardColumns)}, true as is_numerator,
          v.customer_id, v.id as opportunity_id
        from cards_opened v where ${cardCondition(question)}`
    case 'promises':
      return sql`select 'promise' as kind, v.id, v.store_id, v.due_on as day, null::timestamptz as at,
          null::text as channel, v.purpose as outcome, ${dimensions(promiseColumns)},
          true as is_numerator, v.customer_id, v.opportunity_id
        from promises_open v where ${promiseCondition(question)}`
    case 'endings':
      return sql`select 'card' as kind, v.id, v.store_id, v.ended_on as day, v.recorded_at as at,
          null::text as channel, v.outcome, ${dimensions(endingColumns)}, true as is_numerator,
          v.customer_id, v.id as opportunity_id
        from card_endings v where ${endingCondition(question)}
          and v.outcome = any (${[...metric.numerator]}::text[])`
    case 'life':
      return sql`select 'card' as kind, v.id, v.store_id, v.day, v.at, null::text as channel, v.outcome,
          ${dimensions(lifeColumns)}, true as is_numerator, v.customer_id, v.id as opportunity_id
        from ${lifeRows(question, metric.numerator)} v`
    case 'base':
      return sql`select v.kind, v.id, v.store_id, v.day, v.at, null::text as channel, v.outcome,
          ${dimensions(baseColumns)}, true as is_numerator, v.customer_id, v.opportunity_id
        from ${baseRows(question, metric.numerator)} v`
  }
}

function visitRecords(metric: Metric, question: Question): Fragment {
  return sql`select 'visit' as kind, v.id, v.store_id, v.business_day as day, v.arrived_at as at,
      v.channel, v.outcome, ${dimensions(doorColumns)}, ${isIn(metric.numerator)} as is_numerator,
      v.customer_id, v.opportunity_id
    from door_visits v
   where ${inStores(sql`v.store_id`, question)} and ${allDays(question)}
     and ${isIn(metric.denominator ?? metric.numerator)} ${filtersSql(question.filters, doorColumns)}`
}

function closureRecords(metric: Metric, question: Question, asOf: Date): Fragment {
  return sql`select 'visit' as kind, v.visit_id as id, v.store_id, v.business_day as day,
      (select t.arrived_at from door_visits t
        where ${inStores(sql`t.store_id`, question)} and t.store_id = v.store_id and t.id = v.visit_id) as at,
      v.channel, v.outcome, ${dimensions(doorColumns)}, ${isIn(metric.numerator)} as is_numerator,
      v.customer_id, v.opportunity_id
    from ${closedAsOf(question, asOf)} v
   where ${allDays(question)} and v.outcome <> 'withdrawn' and ${isIn(metric.denominator ?? metric.numerator)}
     ${filtersSql(question.filters, doorColumns)}`
}

const isIn = (set: RecordSet): Fragment =>
  sql`(${sql.join(
    set.map((measure) => doorRules[measure as DoorMeasure]),
    sql` or `,
  )})`

const dimensions = (columns: Partial<Record<string, Fragment>>): RawBuilder<unknown> =>
  sql`${columns.consultant} as consultant, ${columns.series} as series, ${columns.source} as source`

export interface Face {
  id: string
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
}

/** Names and first numbers (sealed) of customers of one store. */
export async function listFaces(tx: Tx, storeId: number, ids: string[]): Promise<Face[]> {
  const { rows } = await sql<Face>`
    select id, name, sealed_key, phone_sealed from customer_heads
     where store_id = ${storeId} and id = any (${ids}::uuid[])`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import {
  bucketOf,
  type Counts,
  dimensionOf,
  type Fragment,
  filtersSql,
  groupOf,
  inStores,
  toCounts,
} from './counting.queries.ts'
import type { Question, RecordDimension } from './question.ts'

/** `v` is a row of cards_opened; the consultant is the first owner, so hand-overs move nothing. */
export const cardColumns: Partial<Record<RecordDimension, Fragment>> = {
  consultant: sql`coalesce(v.opened_by, '-')`,
  series: sql`coalesce(v.series_id::text, '-')`,
  source: sql`coalesce(v.source_id::text, '-')`,
}

/** `v` is a row of promises_open. */
export const promiseColumns: Partial<Record<RecordDimension, Fragment>> = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  series: cardColumns.series,
  source: cardColumns.source,
}

/** The cards made without a visit in the period, now or as of a past time. */
export function cardCondition(question: Question): Fragment {
  const known = question.asOf
    ? sql`and v.opened_at <= ${question.asOf}
          and (v.withdrawn_at is null or v.withdrawn_at > ${question.asOf})`
    : sql`and v.withdrawn_at is null`
  return sql`${inStores(sql`v.store_id`, question)} and v.opened_visit_id is null
    and v.opened_on between ${question.from} and ${question.to} ${known}
    ${filtersSql(question.filters, cardColumns)}`
}

/** The promises due in the period and before today that are still to be kept. */
export function promiseCondition(question: Question): Fragment {
  return sql`${inStores(sql`v.store_id`, question)} and not v.is_frozen
    and v.due_on between ${question.from} and ${question.to} and v.due_on < ${question.today}
    ${filtersSql(question.filters, promiseColumns)}`
}

/** Cards without a visit per bucket, always from the index of the cards themselves. */
export async function countCards(tx: Tx, question: Question): Promise<Counts> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket, sum(g.cards_without_visit)::int as cards_without_visit
      from (select ${groupOf(question.by)} as grouped, count(*)::int as cards_without_visit
              from (select v.store_id, v.opened_on as day, ${valueOf(question, cardColumns)} as value
                      from cards_opened v where ${cardCondition(question)}) c group by 1) g
     group by 1`.execute(tx)
  return toCounts(rows, ['cards_without_visit'])
}

/** Overdue promises per bucket; their day is the day they were due. */
export async function countPromises(tx: Tx, question: Question): Promise<Counts> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket, sum(g.overdue_promises)::int as overdue_promises
      from (select ${groupOf(question.by)} as grouped, count(*)::int as overdue_promises
              from (select v.store_id, v.due_on as day, ${valueOf(question, promiseColumns)} as value
                      from promises_open v where ${promiseCondition(question)}) c group by 1) g
     group by 1`.execute(tx)
  return toCounts(rows, ['overdue_promises'])
}

/** The value of the breakdown's dimension in a row `v`. */
export function valueOf(
  { by }: Question,
  columns: Partial<Record<RecordDimension, Fragment>>,
): Fragment {
  const dimension = dimensionOf(by)
  return (dimension && columns[dimension]) ?? sql`''::text`
}

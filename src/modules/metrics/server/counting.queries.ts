import { type RawBuilder, sql } from 'kysely'
import type { Breakdown } from '../contract.ts'
import type { Measure } from './definitions.ts'
import { type Question, type RecordDimension, recordDimensions } from './question.ts'

// The pieces of SQL that the counting queries share; no statement is sent from here.

export type Fragment = RawBuilder<unknown>

/** Sums per bucket of the breakdown; without one the only bucket is ''. */
export type Counts = Map<string, Partial<Record<Measure, number>>>

const timeBreakdowns: readonly Breakdown[] = ['day', 'week', 'month']

/** The dimension of a breakdown that records carry themselves. */
export function dimensionOf(by: Breakdown | undefined): RecordDimension | undefined {
  return recordDimensions.find((dimension) => dimension === by)
}

export const isTime = (by: Breakdown | undefined): boolean =>
  by !== undefined && timeBreakdowns.includes(by)

/** `column` is in the question's stores; one store is named alone, so that one node is asked. */
export function inStores(column: Fragment, { stores }: Question): Fragment {
  const [first] = stores
  return stores.length === 1 && first
    ? sql`${column} = ${first.id}`
    : sql`${column} = any (${stores.map((store) => store.id)}::int[])`
}

/** What counted rows c (store_id, day, value) are gathered by first: cheap, days still as days. */
export function groupOf(by: Breakdown | undefined): Fragment {
  if (by === undefined) return sql`''::text`
  if (by === 'store') return sql`c.store_id`
  return isTime(by) ? sql`c.day` : sql`c.value`
}

/** The bucket of gathered rows g: their group as text, days as their week or month where asked. */
export function bucketOf(by: Breakdown | undefined): Fragment {
  switch (by) {
    case 'week':
      return sql`date_trunc('week', g.grouped)::date::text`
    case 'month':
      return sql`to_char(g.grouped, 'YYYY-MM')`
    default:
      return sql`g.grouped::text`
  }
}

/** `and …` for every filter, given the column of each dimension as text. */
export function filtersSql(
  filters: Question['filters'],
  columns: Partial<Record<RecordDimension, Fragment>>,
): Fragment {
  const parts = Object.entries(filters).map(([dimension, values]) => {
    const column = columns[dimension as RecordDimension]
    // A source that has no such dimension has no record with that value.
    return column ? sql`and ${column} = any (${[...values]}::text[])` : sql`and false`
  })
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `)
}

/** Reads the rows of a counting query into sums per bucket. */
export function toCounts(
  rows: readonly Record<string, unknown>[],
  measures: readonly Measure[],
): Counts {
  return new Map(
    rows.map((row) => [
      String(row.bucket),
      Object.fromEntries(measures.map((measure) => [measure, Number(row[measure] ?? 0)])),
    ]),
  )
}

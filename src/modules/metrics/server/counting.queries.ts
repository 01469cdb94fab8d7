import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { type Breakdown, notStated } from '#shared/breakdowns.ts'
import { isRecordDimension, isTime, type RecordDimension } from './breakdowns.ts'
import type { Measure } from './measures.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'
import {
  cardJoin,
  checkJoin,
  customerJoin,
  hobbyJoin,
  needsJoin,
  traitColumns,
} from './traits.queries.ts'

/** The sums of one combination of values, in the order of the breakdowns asked. */
export interface Cell {
  keys: readonly string[]
  sums: Partial<Record<Measure, number>>
}

/** Sums of two sets of records that have none in common. */
export function addSums(a: Cell['sums'], b: Cell['sums']): Cell['sums'] {
  const sums = { ...a }
  for (const [measure, n] of Object.entries(b) as [Measure, number][])
    sums[measure] = (sums[measure] ?? 0) + n
  return sums
}

/** `column` is in the question's stores; one store is named alone, so that one node is asked. */
export function inStores(column: Fragment, { stores }: Pick<Question, 'stores'>): Fragment {
  const [first] = stores
  return stores.length === 1 && first
    ? sql`${column} = ${first.id}`
    : sql`${column} = any (${stores.map((store) => store.id)}::int[])`
}

/** `column`, a day, is in the question's period and on one of its days of the week. */
export function inPeriod(column: Fragment, { from, to, weekdays }: Question): Fragment {
  const onDays = weekdays
    ? sql`and extract(isodow from ${column}) = any (${[...weekdays]}::int[])`
    : sql``
  return sql`${column} between ${from} and ${to} ${onDays}`
}

/** Sums of a source's measures for every combination of values of the breakdowns. */
export async function countRecords(
  tx: Tx,
  source: RecordSource,
  question: Question,
  by: readonly Breakdown[],
  of: readonly Measure[],
): Promise<Cell[]> {
  const joins = joinsOf(source, question, by)
  const count = () =>
    sumGrouped(tx, by, of, {
      grouped: by.map((one) => groupOf(source, one)),
      sums: of.map((measure) => sql`${sumOf(source, measure)} as ${sql.ref(measure)}`),
      from: sql`from ${source.from(question, of)} ${joins.sql}
        where ${source.where(question)} ${filtersSql(source, question)}`,
    })
  if (!joins.any) return count()
  return planned(tx, question.stores.length > 1 ? ['mergejoin', 'seqscan'] : ['mergejoin'], count)
}

/**
 * Counts without some ways of planning. A scan of a whole table would read the list of visible stores
 * anew for each row (policies). A merge would join by the store alone, every customer with every
 * record: PostgreSQL takes the policy for a second narrowing and expects a handful of rows.
 */
async function planned<T>(
  tx: Tx,
  without: readonly ('mergejoin' | 'seqscan')[],
  work: () => Promise<T>,
): Promise<T> {
  const turn = async (way: string) => {
    for (const one of without) await sql.raw(`set local enable_${one} = ${way}`).execute(tx)
  }
  await turn('off')
  try {
    return await work()
  } finally {
    await turn('on')
  }
}

/** Gathers counted rows by the raw values first, days still as days, then by their buckets. */
export async function sumGrouped(
  tx: Tx,
  by: readonly Breakdown[],
  of: readonly Measure[],
  counted: { grouped: readonly Fragment[]; sums: readonly Fragment[]; from: Fragment },
): Promise<Cell[]> {
  const names = by.map((_, place) => sql.ref(`k${place}`))
  const raw = counted.grouped.map((value, place) => sql`${value} as ${names[place]}`)
  const buckets = by.map((one, place) => sql`${bucketOf(one, place)} as ${names[place]}`)
  const places = by.map((_, place) => sql.lit(place + 1))
  const group = by.length > 0 ? sql`group by ${sql.join(places)}` : sql``
  const totals = of.map((one) => sql`sum(g.${sql.ref(one)}) as ${sql.ref(one)}`)
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([...buckets, ...totals])}
      from (select ${sql.join([...raw, ...counted.sums])} ${counted.from} ${group}) g
     ${group}`.execute(tx)
  return rows.map((row) => ({
    keys: by.map((_, place) => String(row[`k${place}`])),
    sums: Object.fromEntries(of.map((measure) => [measure, Number(row[measure] ?? 0)])),
  }))
}

/** The bucket of gathered rows g: their value as text, days as their week or month where asked. */
function bucketOf(by: Breakdown, place: number): Fragment {
  const value = sql`g.${sql.ref(`k${place}`)}`
  switch (by) {
    case 'week':
      return sql`date_trunc('week', ${value})::date::text`
    case 'month':
      return sql`to_char(${value}, 'YYYY-MM')`
    case 'quarter':
      return sql`to_char(${value}, 'YYYY-"Q"Q')`
    case 'year':
      return sql`to_char(${value}, 'YYYY')`
    case 'weekday':
      return sql`extract(isodow from ${value})::int::text`
    default:
      return sql`${value}::text`
  }
}

function groupOf(source: RecordSource, by: Breakdown): Fragment {
  if (by === 'store') return sql`v.store_id`
  if (isTime(by)) return source.day
  return isRecordDimension(by) ? columnOf(source, by) : sql`${notStated}::text`
}

/** What one row `v` adds to a measure. */
export function partOf(source: RecordSource, measure: Measure): Fragment {
  const rule = source.measures[measure]
  return rule
    ? sql`(case when ${rule.counts} then ${rule.part ?? sql`1`} else 0 end)::bigint`
    : sql`0::bigint`
}

function sumOf(source: RecordSource, measure: Measure): Fragment {
  const rule = source.measures[measure]
  if (!rule) return sql`0`
  return rule.part
    ? sql`coalesce(sum(${rule.part}) filter (where ${rule.counts}), 0)`
    : sql`count(*) filter (where ${rule.counts})`
}

/** The value of a dimension in a row `v`, or in its customer `t` or card `o`. */
export function columnOf(source: RecordSource, dimension: RecordDimension): Fragment {
  return (
    source.columns[dimension] ?? traitColumns(source)[dimension]?.value ?? sql`${notStated}::text`
  )
}

/** `and …` for every filter; a record whose source has no such dimension has none of its values. */
export function filtersSql(source: RecordSource, { filters }: Question): Fragment {
  const parts = Object.entries(filters).map(([name, values]) => {
    const dimension = name as RecordDimension
    const own = source.columns[dimension]
    const trait = own ? undefined : traitColumns(source)[dimension]
    if (trait?.matches) return sql`and ${trait.matches(values)}`
    const column = own ?? trait?.value
    return column ? sql`and ${column} = any (${[...values]}::text[])` : sql`and false`
  })
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `)
}

/** What must be joined so that the breakdowns and filters of a question can be read. */
export function joinsOf(
  source: RecordSource,
  question: Question,
  by: readonly Breakdown[],
): { sql: Fragment; any: boolean } {
  const asked = [...by, ...(Object.keys(question.filters) as Breakdown[])].filter(isRecordDimension)
  const needed = new Set(
    asked.flatMap((one) => (source.columns[one] ? [] : (traitColumns(source)[one]?.of ?? []))),
  )
  const joins = {
    customer: customerJoin,
    card: cardJoin,
    needs: needsJoin,
    check: checkJoin,
  } as const
  const parts = [...needed].map((one) => joins[one](source, question))
  if (by.includes('hobby')) parts.push(hobbyJoin)
  return { sql: parts.length === 0 ? sql`` : sql.join(parts, sql` `), any: parts.length > 0 }
}

import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { addDays, type Day, daysBetween, earlierDay } from '#shared/days.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { isTime } from './breakdowns.ts'
import { type Cell, countRecords, filtersSql, inStores, sumGrouped } from './counting.queries.ts'
import { doorSource } from './door.queries.ts'
import { type DoorMeasure, measuresOf } from './measures.ts'
import type { Question } from './question.ts'
import type { Fragment } from './record-source.ts'

/** The dimensions that facts are kept by, one at a time. */
export const factDimensions = ['consultant', 'series', 'channel', 'source'] as const
type FactDimension = (typeof factDimensions)[number]

const doorMeasures: readonly DoorMeasure[] = measuresOf.door

/**
 * Sums of the door: facts for clean past days, records for dirty days and from today on; records
 * alone for past times, where two dimensions cross, and for dimensions that facts do not keep.
 * Exact as of the moment the marks were read.
 */
export async function countDoor(
  tx: Tx,
  question: Question,
  by: readonly Breakdown[],
): Promise<Cell[]> {
  const dimension = factDimensionFor(question, by)
  if (!dimension) return countDoorFromRecords(tx, question, by)
  const marks = await listDirtyMarks(tx, question)
  return sumGrouped(tx, by, doorMeasures, {
    grouped: by.map((one) =>
      one === 'store' ? sql`c.store_id` : isTime(one) ? sql`c.day` : sql`c.value`,
    ),
    sums: doorMeasures.map((one) => sql`sum(c.${sql.ref(one)})::int as ${sql.ref(one)}`),
    from: sql`from (${exactRows(question, dimension, marks)}) c`,
  })
}

/** The same sums from the records alone; what the facts must always equal. */
export function countDoorFromRecords(
  tx: Tx,
  question: Question,
  by: readonly Breakdown[],
): Promise<Cell[]> {
  return countRecords(tx, doorSource, question, by, doorMeasures)
}

/** The one dimension whose facts answer the question; undefined where none does. */
function factDimensionFor(
  { filters, weekdays, asOf }: Question,
  by: readonly Breakdown[],
): FactDimension | 'total' | undefined {
  if (asOf || weekdays) return undefined
  const grouped = by.filter((one) => one !== 'store' && !isTime(one))
  const asked = [...new Set([...Object.keys(filters), ...grouped])]
  if (asked.length === 0) return 'total'
  return asked.length === 1 ? factDimensions.find((one) => one === asked[0]) : undefined
}

interface DirtyMark {
  store_id: number
  day: Day
}

/** The store-days of the period whose facts are behind. */
async function listDirtyMarks(tx: Tx, question: Question): Promise<DirtyMark[]> {
  const { rows } = await sql<DirtyMark>`
    select d.store_id, d.day from dirty_days d
     where ${inStores(sql`d.store_id`, question)}
       and d.day between ${question.from} and ${lastPastDay(question)}`.execute(tx)
  return rows
}

const lastPastDay = ({ to, today }: Question): Day => earlierDay(to, addDays(today, -1))

function exactRows(
  question: Question,
  dimension: FactDimension | 'total',
  marks: DirtyMark[],
): Fragment {
  const { from, to, today, filters } = question
  const wanted = dimension === 'total' ? undefined : filters[dimension]
  const columns = sql.join(doorMeasures.map((one) => sql`f.${sql.ref(one)}`))
  const facts = sql`
    select f.store_id, f.day, f.value, ${columns}
      from day_facts f
     where ${inStores(sql`f.store_id`, question)} and f.dimension = ${dimension}
       and f.superseded_at is null and f.day between ${from} and ${lastPastDay(question)}
       ${wanted ? sql`and f.value = any (${[...wanted]}::text[])` : sql``}
       ${marks.length > 0 ? sql`and not ${isMarked(question, marks, sql`f.store_id`, sql`f.day`)}` : sql``}`
  const present = visitRows(
    question,
    dimension,
    sql`v.business_day between ${from} and ${to} and v.business_day >= ${today}`,
  )
  if (marks.length === 0) return sql`${facts} union all ${present}`
  const dirty = visitRows(
    question,
    dimension,
    isMarked(question, marks, sql`v.store_id`, sql`v.business_day`),
  )
  return sql`${facts} union all ${dirty} union all ${present}`
}

/**
 * Whether a row's store-day is marked: by the day, which few are, then by store and day as one
 * number; a join with the marks would visit the index of each store in turn.
 */
function isMarked(
  { stores }: Question,
  marks: DirtyMark[],
  store: Fragment,
  day: Fragment,
): Fragment {
  const isMarkedDay = sql`${day} = any (${[...new Set(marks.map((mark) => mark.day))]}::date[])`
  if (stores.length === 1) return sql`(${isMarkedDay})`
  const numbers = marks.map((mark) => mark.store_id * 100_000 + daysBetween(epoch, mark.day))
  return sql`(${isMarkedDay}
    and ${store}::bigint * 100000 + (${day} - ${epoch}::date) = any (${numbers}::bigint[]))`
}

const epoch: Day = '2000-01-01'

function visitRows(
  question: Question,
  dimension: FactDimension | 'total',
  days: Fragment,
): Fragment {
  const value = dimension === 'total' ? sql`''::text` : doorSource.columns[dimension]
  const sums = doorMeasures.map((one) => sql`(${doorSource.measures[one]?.counts})::int`)
  return sql`
    select v.store_id, v.business_day as day, ${value} as value, ${sql.join(sums)}
      from door_visits v
     where ${inStores(sql`v.store_id`, question)} and ${days} ${filtersSql(doorSource, question)}`
}

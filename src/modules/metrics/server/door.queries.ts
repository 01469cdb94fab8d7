import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { addDays, type Day, daysBetween, earlierDay } from '#shared/days.ts'
import {
  bucketOf,
  type Counts,
  type Fragment,
  filtersSql,
  groupOf,
  inStores,
  isTime,
  toCounts,
} from './counting.queries.ts'
import { type DoorMeasure, doorMeasures } from './definitions.ts'
import { type FactDimension, factDimensions, type Question } from './question.ts'

/** What makes a closed visit count in each measure; `v` is a row of door_visits or door_closures. */
export const doorRules: Record<DoorMeasure, Fragment> = {
  unfiled: sql`v.outcome = 'unfiled'`,
  newly_filed: sql`v.outcome = 'filed'`,
  repeat_visits: sql`v.outcome = 'repeat'`,
  not_prospects: sql`v.outcome = 'not_prospect'`,
  walk_ins: sql`(v.channel = 'walk-in' and v.outcome in ('unfiled', 'filed', 'repeat'))`,
  call_ins: sql`(v.channel = 'call-in' and v.outcome in ('unfiled', 'filed', 'repeat'))`,
  returning_filed: sql`(v.outcome = 'filed' and v.is_returning)`,
}

export const doorColumns: Record<FactDimension, Fragment> = {
  consultant: sql`coalesce(v.received_by::text, '-')`,
  series: sql`coalesce(v.series_id::text, '-')`,
  channel: sql`v.channel`,
  source: sql`coalesce(v.source_id::text, '-')`,
}

/**
 * Sums of the door per bucket: facts for clean past days, records for dirty days and from today
 * on; records alone where two dimensions cross. Exact as of the moment the marks were read.
 */
export async function countDoor(tx: Tx, question: Question): Promise<Counts> {
  if (question.asOf) return sumCounted(tx, question, closuresAsOf(question, question.asOf))
  const dimension = factDimensionFor(question)
  if (!dimension) return sumCounted(tx, question, visitRows(question, allDays(question)))
  const marks = await listDirtyMarks(tx, question)
  return sumCounted(tx, question, exactRows(question, dimension, marks))
}

/** The same sums from the records alone; what the facts must always equal. */
export function countDoorFromRecords(tx: Tx, question: Question): Promise<Counts> {
  return sumCounted(tx, question, visitRows(question, allDays(question)))
}

/** The one dimension whose facts answer the question; undefined when dimensions cross. */
function factDimensionFor(question: Question): FactDimension | 'total' | undefined {
  const filtered = Object.keys(question.filters) as FactDimension[]
  const own = factDimensions.find((dimension) => dimension === question.by)
  const [only] = filtered
  if (filtered.length > 1) return undefined
  if (only === undefined) return own ?? 'total'
  return own === undefined || own === only ? only : undefined
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
  const facts = sql`
    select f.store_id, f.day, f.value, ${measureColumns((m) => sql`f.${sql.ref(m)}`)}
      from day_facts f
     where ${inStores(sql`f.store_id`, question)} and f.dimension = ${dimension}
       and f.superseded_at is null and f.day between ${from} and ${lastPastDay(question)}
       ${wanted ? sql`and f.value = any (${[...wanted]}::text[])` : sql``}
       ${marks.length > 0 ? sql`and not ${isMarked(question, marks, sql`f.store_id`, sql`f.day`)}` : sql``}`
  const present = visitRows(
    question,
    sql`v.business_day between ${from} and ${to} and v.business_day >= ${today}`,
  )
  if (marks.length === 0) return sql`${facts} union all ${present}`
  const dirty = visitRows(question, isMarked(question, marks, sql`v.store_id`, sql`v.business_day`))
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

function visitRows(question: Question, days: Fragment): Fragment {
  return sql`
    select v.store_id, v.business_day as day, ${valueOf(question)} as value, ${measureColumns(visitMeasure)}
      from door_visits v
     where ${inStores(sql`v.store_id`, question)} and ${days} ${filtersSql(question.filters, doorColumns)}`
}

function closuresAsOf(question: Question, asOf: Date): Fragment {
  return sql`
    select v.store_id, v.business_day as day, ${valueOf(question)} as value, ${measureColumns(visitMeasure)}
      from ${closedAsOf(question, asOf)} v
     where ${allDays(question)} and v.outcome <> 'withdrawn'
       ${filtersSql(question.filters, doorColumns)}`
}

/**
 * The newest closing of each visit known at that time, by time recorded and id (rules.md), of the
 * visits that had one in the period; a closing may have moved since, so its day is checked outside.
 */
export function closedAsOf(question: Question, asOf: Date): Fragment {
  return sql`(select distinct on (k.store_id, k.visit_id) k.* from door_closures k
       where ${inStores(sql`k.store_id`, question)} and k.recorded_at <= ${asOf}
         and (k.store_id, k.visit_id) in (
           select v.store_id, v.visit_id from door_closures v
            where ${inStores(sql`v.store_id`, question)} and ${allDays(question)}
              and v.recorded_at <= ${asOf})
       order by k.store_id, k.visit_id, k.recorded_at desc, k.id desc)`
}

export function allDays({ from, to }: Question): Fragment {
  return sql`v.business_day between ${from} and ${to}`
}

async function sumCounted(tx: Tx, question: Question, counted: Fragment): Promise<Counts> {
  const sumsOf = (rows: string) =>
    measureColumns((measure) => sql`sum(${sql.ref(`${rows}.${measure}`)})::int`)
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket, ${sumsOf('g')}
      from (select ${groupOf(question.by)} as grouped, ${sumsOf('c')} from (${counted}) c group by 1) g
     group by 1`.execute(tx)
  return toCounts(rows, doorMeasures)
}

const measureColumns = (expression: (measure: DoorMeasure) => Fragment): Fragment =>
  sql.join(doorMeasures.map((measure) => sql`${expression(measure)} as ${sql.ref(measure)}`))

const visitMeasure = (measure: DoorMeasure): Fragment => sql`(${doorRules[measure]})::int`

function valueOf({ by }: Question): Fragment {
  const dimension = factDimensions.find((one) => one === by)
  return dimension && !isTime(by) ? doorColumns[dimension] : sql`''::text`
}

/** Days of the store whose facts are to be computed, oldest first; those before `before` only. */
export async function listDirtyDays(
  tx: Tx,
  storeId: number,
  before: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select day from dirty_days where store_id = ${storeId} and day < ${before}
     order by day limit ${limit}`.execute(tx)
  return rows.map((row) => row.day)
}

/** Marks every day of a store that has visits or facts, after rows were written in bulk. */
export async function markAllDays(tx: Tx, storeId: number, at: Date): Promise<void> {
  await sql`insert into dirty_days (store_id, day, marked_at)
    select v.store_id, v.business_day, ${at} from door_visits v
     where v.store_id = ${storeId} group by v.store_id, v.business_day
    on conflict do nothing`.execute(tx)
  await sql`insert into dirty_days (store_id, day, marked_at)
    select f.store_id, f.day, ${at} from day_facts f
     where f.store_id = ${storeId} and f.superseded_at is null group by f.store_id, f.day
    on conflict do nothing`.execute(tx)
}

/** Takes the marks away first: a writer of these days now waits, and marks them anew afterwards. */
export async function takeDirtyMarks(tx: Tx, storeId: number, days: string[]): Promise<void> {
  await sql`delete from dirty_days where store_id = ${storeId} and day = any (${days}::date[])`.execute(
    tx,
  )
}

/** When the facts of these days were last recorded; undefined when never. */
export async function findLastRecording(
  tx: Tx,
  storeId: number,
  days: string[],
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(recorded_at) as at from day_facts
     where store_id = ${storeId} and day = any (${days}::date[])`.execute(tx)
  return rows[0]?.at ?? undefined
}

export async function supersedeFacts(
  tx: Tx,
  storeId: number,
  days: string[],
  at: Date,
): Promise<void> {
  await sql`update day_facts set superseded_at = ${at}
     where store_id = ${storeId} and day = any (${days}::date[]) and superseded_at is null`.execute(
    tx,
  )
}

/** Writes new facts of these days from the visits, in total and by each dimension. */
export async function insertFacts(
  tx: Tx,
  storeId: number,
  days: string[],
  at: Date,
): Promise<void> {
  const columns = sql.join(doorMeasures.map((measure) => sql.ref(measure)))
  const sums = measureColumns((measure) => sql`sum((${doorRules[measure]})::int)::int`)
  for (const dimension of ['total', ...factDimensions] as const) {
    const value = dimension === 'total' ? sql`''::text` : doorColumns[dimension]
    await sql`insert into day_facts (store_id, day, dimension, value, recorded_at, ${columns})
      select v.store_id, v.business_day, ${dimension}::text, ${value}, ${at}::timestamptz, ${sums}
        from door_visits v
       where v.store_id = ${storeId} and v.business_day = any (${days}::date[])
       group by v.store_id, v.business_day, ${value}`.execute(tx)
  }
}

import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'
import type { RecordDimension } from './breakdowns.ts'
import { columnOf, joinsOf, partOf } from './counting.queries.ts'
import { factSources, severalDimensions, singleDimensions } from './fact-shape.ts'
import { measuresOf, type SourceName } from './measures.ts'
import type { Question } from './question.ts'
import { sources } from './sources.ts'

export interface FactMark {
  id: string
  ids: string[] | null
  /** Months that rows were taken out of. */
  months: Day[]
}

const factLocks = 7_120_449

/** One upkeep of a store at a time; held until the end of the transaction. */
export async function lockFacts(tx: Tx, storeId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${factLocks}, ${storeId}::int)`.execute(tx)
}

/**
 * Joins by hashing alone until the end of the transaction: PostgreSQL takes the policy for a second
 * narrowing, expects a handful of a store's rows, and would compare each with every other.
 */
export async function planForAll(tx: Tx): Promise<void> {
  await sql`set local enable_mergejoin = off`.execute(tx)
  await sql`set local enable_nestloop = off`.execute(tx)
  await sql`set local work_mem = '64MB'`.execute(tx)
}

/** What was written in a store and is not in its facts. */
export async function listMarks(tx: Tx, storeId: number): Promise<FactMark[]> {
  const { rows } = await sql<FactMark>`
    select m.id, m.ids, m.months::text[] as months from fact_marks m where m.store_id = ${storeId}`.execute(
    tx,
  )
  return rows
}

/** Marks of other transactions stay: only what was seen is taken away. */
export async function deleteMarks(tx: Tx, storeId: number, ids: string[]): Promise<void> {
  await sql`delete from fact_marks where store_id = ${storeId} and id = any (${ids}::uuid[])`.execute(
    tx,
  )
}

export async function insertMark(tx: Tx, storeId: number, id: string): Promise<void> {
  await sql`insert into fact_marks (store_id, id, ids) values (${storeId}, ${id}, null)`.execute(tx)
}

/** The first days of the months in which records of these ids, or of their customers, count. */
export async function listMonthsOf(tx: Tx, storeId: number, ids: string[]): Promise<Day[]> {
  const people = await sql<{ customer_id: string }>`
    select p.customer_id from counted_people p
     where p.store_id = ${storeId} and p.id = any (${ids}::uuid[]) and p.customer_id is not null
     group by 1`.execute(tx)
  const customers = people.rows.map((row) => row.customer_id)
  const { rows } = await sql<{ month: Day }>`
    select date_trunc('month', d.day)::date as month from counted_days d
     where d.store_id = ${storeId} and d.customer_id = any (${customers}::uuid[]) and d.day is not null
     group by 1
    union
    select date_trunc('month', d.day)::date from counted_days d
     where d.store_id = ${storeId} and d.record_id = any (${ids}::uuid[]) and d.day is not null
     group by 1`.execute(tx)
  return rows.map((row) => row.month)
}

export async function findShape(tx: Tx, storeId: number): Promise<string | undefined> {
  const { rows } = await sql<{ shape: string }>`
    select s.shape from fact_shapes s where s.store_id = ${storeId}`.execute(tx)
  return rows[0]?.shape
}

export async function saveShape(tx: Tx, storeId: number, shape: string): Promise<void> {
  await sql`insert into fact_shapes (store_id, shape) values (${storeId}, ${shape})
    on conflict (store_id) do update set shape = excluded.shape`.execute(tx)
}

/** Takes away the facts of a store's months, or all of them. */
export async function deleteFacts(tx: Tx, storeId: number, months?: Day[]): Promise<void> {
  const which = months ? sql`and month = any (${months}::date[])` : sql``
  await sql`delete from number_facts where store_id = ${storeId} ${which}`.execute(tx)
}

/** Writes the facts of one kind of record for the days of a question about one store. */
export async function insertFacts(tx: Tx, name: SourceName, question: Question): Promise<void> {
  const dimensions = factSources.get(name) ?? []
  await insertSums(tx, name, question, { by: singleDimensions(dimensions), withTotal: true })
  for (const one of severalDimensions(dimensions))
    await insertSums(tx, name, question, { by: [one], withTotal: false })
}

/** Sums by day and one dimension at a time in one reading of the records, gathered into months. */
async function insertSums(
  tx: Tx,
  name: SourceName,
  question: Question,
  { by, withTotal }: { by: readonly RecordDimension[]; withTotal: boolean },
): Promise<void> {
  const source = sources[name]
  const measures = measuresOf[name]
  const keys = by.map((_, place) => sql.ref(`k${place}`))
  const all = 2 ** by.length - 1
  const sets = [
    ...(withTotal ? [sql`(r.store_id, r.day)`] : []),
    ...keys.map((key) => sql`(r.store_id, r.day, r.${key})`),
  ]
  const names = by.map(
    (one, place) =>
      sql`when ${sql.lit(all - 2 ** (by.length - 1 - place))} then ${sql.lit(one)}::text`,
  )
  const dimension =
    by.length === 0
      ? sql`'total'::text`
      : sql`case grouping(${sql.join(keys.map((key) => sql`r.${key}`))}) ${sql.join(names, sql` `)}
              else 'total'::text end`
  const value = sql`coalesce(${sql.join([...keys.map((key) => sql`r.${key}`), sql`''::text`])})`
  const sums = measures.map((one) => sql`${partOf(source, one)} as ${sql.ref(one)}`)
  const rows = sql`select v.store_id, ${source.day} as day,
      ${sql.join([...by.map((one, place) => sql`${columnOf(source, one)} as ${keys[place]}`), ...sums])}
    from ${source.from(question, measures)} ${joinsOf(source, question, by).sql}
   where ${source.where(question)}`
  const totals = measures.map((one) => sql`sum(r.${sql.ref(one)})::bigint as ${sql.ref(one)}`)
  const monthly = measures.map((one) => sql`sum(g.${sql.ref(one)})`)
  const daily = measures.map((one) => sql`g.${sql.ref(one)}`)
  await sql`insert into number_facts (store_id, source, dimension, month, value, sums, days, day_sums)
    select g.store_id, ${name}::text, g.dimension, date_trunc('month', g.day)::date, g.value,
           array[${sql.join(monthly)}]::bigint[],
           array_agg(extract(day from g.day)::int order by g.day),
           array_agg(array[${sql.join(daily)}]::bigint[] order by g.day)
      from (select r.store_id, r.day, ${dimension} as dimension, ${value} as value, ${sql.join(totals)}
              from (${rows}) r group by grouping sets (${sql.join(sets)})) g
     group by 1, 3, 4, 5
    on conflict (store_id, source, dimension, month, value) do nothing`.execute(tx)
}

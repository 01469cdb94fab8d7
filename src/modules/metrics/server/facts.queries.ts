import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { doorSource } from './door.queries.ts'
import { factDimensions } from './door-facts.queries.ts'
import { measuresOf } from './measures.ts'
import type { Fragment } from './record-source.ts'

const measureColumns = (
  expression: (measure: (typeof measuresOf.door)[number]) => Fragment,
): Fragment =>
  sql.join(measuresOf.door.map((measure) => sql`${expression(measure)} as ${sql.ref(measure)}`))

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
  const columns = sql.join(measuresOf.door.map((measure) => sql.ref(measure)))
  const sums = measureColumns(
    (measure) => sql`count(*) filter (where ${doorSource.measures[measure]?.counts})`,
  )
  for (const dimension of ['total', ...factDimensions] as const) {
    const value = dimension === 'total' ? sql`''::text` : doorSource.columns[dimension]
    await sql`insert into day_facts (store_id, day, dimension, value, recorded_at, ${columns})
      select v.store_id, v.business_day, ${dimension}::text, ${value}, ${at}::timestamptz, ${sums}
        from door_visits v
       where v.store_id = ${storeId} and v.business_day = any (${days}::date[])
       group by v.store_id, v.business_day, ${value}`.execute(tx)
  }
}

import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { EventRow } from '../module.ts'

/** Stores that have events still to be handled. */
export async function listStoresWithOpenEvents(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ store_id: number }>`
    select distinct store_id from events where store_id = any (visible_stores()) and handled_at is null`.execute(
    tx,
  )
  return rows.map((r) => r.store_id)
}

export interface OpenEvent extends EventRow {
  attempts: number
  /** Failed before and not yet due again: 5 s after the first time, then twice as long each time. */
  isWaiting: boolean
}

/** The oldest open events of a store but of the given records, in the order they were written. */
export async function listOpenEvents(
  tx: Tx,
  storeId: number,
  { now, except, limit }: { now: Date; except: string[]; limit: number },
): Promise<OpenEvent[]> {
  const { rows } = await sql<OpenEvent>`
    select id, store_id as "storeId", type, record_id as "recordId", data, at, actor_id as "actorId", attempts,
           attempts > 0 and at + (5 * (power(2, attempts) - 1)) * interval '1 second' > ${now} as "isWaiting"
      from events
     where store_id = ${storeId} and handled_at is null and record_id <> all (${except}::uuid[])
     order by at, id limit ${limit}`.execute(tx)
  return rows
}

export async function markHandled(tx: Tx, storeId: number, ids: string[], at: Date): Promise<void> {
  await sql`update events set handled_at = ${at} where store_id = ${storeId} and id = any (${ids})`.execute(
    tx,
  )
}

export async function markFailed(
  tx: Tx,
  storeId: number,
  id: string,
  error: string,
): Promise<void> {
  await sql`update events set attempts = attempts + 1, last_error = ${error.slice(0, 500)}
    where store_id = ${storeId} and id = ${id}`.execute(tx)
}

/** One worker at a time per store; false when another holds it. Ends with the transaction. */
export async function tryLockStore(tx: Tx, storeId: number): Promise<boolean> {
  const { rows } = await sql<{
    ok: boolean
  }>`select pg_try_advisory_xact_lock(7120446, ${storeId}) as ok`.execute(tx)
  return rows[0]?.ok ?? false
}

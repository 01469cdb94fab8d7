import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

export interface PeerAverage {
  /** First day of the month. */
  month: Day
  key: string
  /** null: too few other stores. */
  average: number | null
}

/** What the worker wrote for a store about its peers. */
export async function selectPeerAverages(
  tx: Tx,
  storeId: number,
  from: Day,
): Promise<PeerAverage[]> {
  const { rows } = await sql<PeerAverage>`
    select p.month, p.key, p.average from peer_averages p
     where p.store_id = ${storeId} and p.month >= ${from} order by p.month, p.key`.execute(tx)
  return rows
}

/** Writes a store's averages of its peers, over those of an earlier run. */
export async function upsertPeerAverages(
  tx: Tx,
  storeId: number,
  rows: readonly PeerAverage[],
  at: Date,
): Promise<void> {
  await sql`insert into peer_averages (store_id, month, key, average, computed_at)
    select ${storeId}, r.month, r.key, r.average, ${at}::timestamptz
      from unnest(${rows.map((row) => row.month)}::date[], ${rows.map((row) => row.key)}::text[],
                  ${rows.map((row) => row.average)}::double precision[]) as r (month, key, average)
    on conflict (store_id, month, key)
    do update set average = excluded.average, computed_at = excluded.computed_at`.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

/** Who stands in on a day, by card. */
export async function listShared(tx: Tx, storeId: number, day: Day): Promise<Map<string, string>> {
  const { rows } = await sql<{ opportunity_id: string; person_id: string }>`
    select opportunity_id, person_id from customer_stand_ins
     where store_id = ${storeId} and day = ${day} and withdrawn_at is null`.execute(tx)
  return new Map(rows.map((row) => [row.opportunity_id, row.person_id]))
}

import type { Insertable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { People, Regions } from '#foundation/db/schema.ts'

export async function insertRegions(tx: Tx, rows: Insertable<Regions>[]): Promise<void> {
  await tx.insertInto('regions').values(rows).execute()
}

export async function insertPeople(tx: Tx, rows: Insertable<People>[]): Promise<void> {
  await tx.insertInto('people').values(rows).execute()
}

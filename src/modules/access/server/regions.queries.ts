import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'

export interface RegionRow {
  id: number
  name: string
  name_en: string
  version: number
  stores: number
}

const regionColumns = sql`
  r.id, r.name, r.name_en, r.version,
  (select count(*) from stores s where s.group_id = r.group_id and s.region_id = r.id) as stores`

export async function listRegionRows(tx: Tx, groupId: number): Promise<RegionRow[]> {
  const { rows } = await sql<RegionRow>`
    select ${regionColumns} from regions r where r.group_id = ${groupId} order by r.id`.execute(tx)
  return rows
}

export async function findRegion(
  tx: Tx,
  groupId: number,
  id: number,
): Promise<RegionRow | undefined> {
  const { rows } = await sql<RegionRow>`
    select ${regionColumns} from regions r
     where r.group_id = ${groupId} and r.id = ${id}`.execute(tx)
  return rows[0]
}

/** Changes of the regions of a group wait for each other until the end of the transaction. */
export async function lockRegions(tx: Tx, groupId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120449, ${groupId}::int)`.execute(tx)
}

/** Adds a region and gives its number in the group; call with the regions locked. */
export async function insertRegion(
  tx: Tx,
  groupId: number,
  region: { name: string; nameEn: string },
): Promise<number> {
  const row = await tx
    .selectFrom('regions')
    .select(sql<number>`coalesce(max(id), 0) + 1`.as('id'))
    .where('group_id', '=', groupId)
    .executeTakeFirst()
  const id = row?.id ?? 1
  await tx
    .insertInto('regions')
    .values({ group_id: groupId, id, name: region.name, name_en: region.nameEn })
    .execute()
  return id
}

/** Renames a region over the version that was seen; false when it is another by now. */
export async function updateRegion(
  tx: Tx,
  region: { groupId: number; id: number; version: number },
  names: { name: string; nameEn: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('regions')
    .set({ name: names.name, name_en: names.nameEn, version: region.version + 1 })
    .where('group_id', '=', region.groupId)
    .where('id', '=', region.id)
    .where('version', '=', region.version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function deleteRegionRow(tx: Tx, groupId: number, id: number): Promise<void> {
  await tx.deleteFrom('regions').where('group_id', '=', groupId).where('id', '=', id).execute()
}

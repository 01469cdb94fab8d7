import type { Selectable, Updateable } from 'kysely'
import type { StoreInfo } from '#foundation/ctx.ts'
import type { Database, Tx } from '#foundation/db/database.ts'
import type { Stores } from '#foundation/db/schema.ts'

export function toStoreInfo(row: Selectable<Stores>): StoreInfo {
  return {
    id: row.id,
    groupId: row.group_id,
    regionId: row.region_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    city: row.city,
    timeZone: row.time_zone,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    isHeadOffice: row.is_head_office,
    settings: row.settings as Record<string, unknown>,
  }
}

/** The stores of a group; within one region, or one store, when given. */
export async function listStores(
  db: Database | Tx,
  within: { groupId?: number; regionId?: number | null; storeId?: number },
): Promise<StoreInfo[]> {
  let query = db.selectFrom('stores').selectAll().orderBy('is_head_office').orderBy('code')
  if (within.groupId !== undefined) query = query.where('group_id', '=', within.groupId)
  if (within.regionId) query = query.where('region_id', '=', within.regionId)
  if (within.storeId !== undefined) query = query.where('id', '=', within.storeId)
  return (await query.execute()).map(toStoreInfo)
}

export async function findStore(db: Database | Tx, id: number): Promise<StoreInfo | undefined> {
  const row = await db.selectFrom('stores').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toStoreInfo(row)
}

export async function findStoreByCode(
  db: Database | Tx,
  code: string,
): Promise<StoreInfo | undefined> {
  const row = await db.selectFrom('stores').selectAll().where('code', '=', code).executeTakeFirst()
  return row && toStoreInfo(row)
}

/** The store that carries what belongs to a whole group. */
export async function findHeadOffice(
  db: Database | Tx,
  groupId: number,
): Promise<StoreInfo | undefined> {
  const row = await db
    .selectFrom('stores')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('is_head_office', '=', true)
    .executeTakeFirst()
  return row && toStoreInfo(row)
}

export type StoreRow = Selectable<Stores>

/** The rows of given stores, the head office last. */
export async function listStoreRows(
  tx: Tx,
  groupId: number,
  ids: readonly number[],
): Promise<StoreRow[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('stores')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('id', 'in', ids as number[])
    .orderBy('is_head_office')
    .orderBy('code')
    .execute()
}

export function findStoreRow(tx: Tx, groupId: number, id: number): Promise<StoreRow | undefined> {
  return tx
    .selectFrom('stores')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Writes changed values over the version that was seen; false when it is another by now. */
export async function updateStore(
  tx: Tx,
  store: { id: number; version: number },
  change: Updateable<Stores>,
): Promise<boolean> {
  const done = await tx
    .updateTable('stores')
    .set({ ...change, version: store.version + 1 })
    .where('id', '=', store.id)
    .where('version', '=', store.version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Brands, Models, Series } from '#foundation/db/schema.ts'

export type BrandRow = Selectable<Brands>
export type ModelRow = Selectable<Models>
export type SeriesRow = Selectable<Series> & {
  brand_name: string
  brand_name_en: string
  brand_aliases: string[]
  is_own: boolean
  brand_is_active: boolean
}

export function selectBrands(tx: Tx, groupId: number): Promise<BrandRow[]> {
  return tx
    .selectFrom('brands')
    .selectAll()
    .where('group_id', '=', groupId)
    .orderBy('is_own', 'desc')
    .orderBy('position')
    .orderBy('name')
    .execute()
}

function seriesWithBrand(tx: Tx, groupId: number) {
  return tx
    .selectFrom('series as s')
    .innerJoin('brands as b', (join) =>
      join.onRef('b.group_id', '=', 's.group_id').onRef('b.id', '=', 's.brand_id'),
    )
    .selectAll('s')
    .select([
      'b.name as brand_name',
      'b.name_en as brand_name_en',
      'b.aliases as brand_aliases',
      'b.is_own',
      'b.is_active as brand_is_active',
    ])
    .where('s.group_id', '=', groupId)
}

/** The group's series, own brands first, in the order of the lists. */
export function selectSeries(tx: Tx, groupId: number): Promise<SeriesRow[]> {
  return seriesWithBrand(tx, groupId)
    .orderBy('b.is_own', 'desc')
    .orderBy('b.position')
    .orderBy('b.name')
    .orderBy('s.position')
    .orderBy('s.name')
    .execute()
}

export function findSeriesRow(tx: Tx, groupId: number, id: string): Promise<SeriesRow | undefined> {
  return seriesWithBrand(tx, groupId).where('s.id', '=', id).executeTakeFirst()
}

export function selectModels(tx: Tx, groupId: number, seriesId?: string): Promise<ModelRow[]> {
  let query = tx.selectFrom('models').selectAll().where('group_id', '=', groupId)
  if (seriesId) query = query.where('series_id', '=', seriesId)
  return query
    .orderBy('series_id')
    .orderBy(sql`year desc nulls last`)
    .orderBy('position')
    .orderBy('name')
    .execute()
}

export function findBrand(tx: Tx, groupId: number, id: string): Promise<BrandRow | undefined> {
  return tx
    .selectFrom('brands')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export function findModel(tx: Tx, groupId: number, id: string): Promise<ModelRow | undefined> {
  return tx
    .selectFrom('models')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Each insert leaves what is already there (by id or by name) and gives how many were added. */
export async function insertBrands(tx: Tx, rows: Insertable<Brands>[]): Promise<number> {
  const answer = await tx
    .insertInto('brands')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(answer.numInsertedOrUpdatedRows ?? 0)
}

export async function insertSeries(tx: Tx, rows: Insertable<Series>[]): Promise<number> {
  const answer = await tx
    .insertInto('series')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(answer.numInsertedOrUpdatedRows ?? 0)
}

export async function insertModels(tx: Tx, rows: Insertable<Models>[]): Promise<number> {
  const answer = await tx
    .insertInto('models')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(answer.numInsertedOrUpdatedRows ?? 0)
}

/** Changes a row if it still has the version seen; false where it has not. */
export async function updateRow(
  tx: Tx,
  table: 'brands' | 'series' | 'models',
  key: { groupId: number; id: string; version: number },
  change: Updateable<Brands> | Updateable<Series> | Updateable<Models>,
): Promise<boolean> {
  const answer = await tx
    .updateTable(table)
    .set({ ...change, version: key.version + 1 } as Updateable<Brands>)
    .where('group_id', '=', key.groupId)
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

/** Keeps two writers of one group's catalogue apart until the transaction ends. */
export async function lockCatalog(tx: Tx, groupId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${groupId}, hashtext('catalog'))`.execute(tx)
}

import type { Tx } from '#foundation/db/database.ts'
import type { Series } from '../contract.ts'
import { selectSeries, type SeriesRow } from './catalog.queries.ts'

/** Every series of a group, own brands first, resting ones too (old records keep their words). */
export async function listSeries(tx: Tx, groupId: number): Promise<Series[]> {
  return (await selectSeries(tx, groupId)).map(presentSeries)
}

/** Row to the series as both sides know it. */
export function presentSeries(row: SeriesRow): Series {
  return {
    id: row.id,
    brandId: row.brand_id,
    brandName: row.brand_name,
    brandNameEn: row.brand_name_en,
    brandAliases: row.brand_aliases,
    isOwn: row.is_own,
    name: row.name,
    nameEn: row.name_en,
    aliases: row.aliases,
    position: row.position,
    isActive: row.is_active && row.brand_is_active,
    isResting: !row.is_active,
    version: row.version,
  }
}

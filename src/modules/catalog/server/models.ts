import type { Tx } from '#foundation/db/database.ts'
import type { Model } from '../contract.ts'
import { type ModelRow, selectModels } from './catalog.queries.ts'

/** The models (trims) of a group, or of one series, the newest year first. */
export async function listModels(tx: Tx, groupId: number, seriesId?: string): Promise<Model[]> {
  return (await selectModels(tx, groupId, seriesId)).map(presentModel)
}

/** Row to the model as both sides know it; the guide price in fen. */
export function presentModel(row: ModelRow): Model {
  return {
    id: row.id,
    seriesId: row.series_id,
    name: row.name,
    nameEn: row.name_en,
    year: row.year,
    guidePriceFen: row.guide_price_fen,
    isActive: row.is_active,
    version: row.version,
  }
}

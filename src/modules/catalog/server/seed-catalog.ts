import type { Tx } from '#foundation/db/database.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  insertBrands,
  insertModels,
  insertSeries,
  selectBrands,
  selectSeries,
} from './catalog.queries.ts'
import { standardCatalog } from './standard-catalog.ts'

/** Gives a group the standard brands, series and models; what it already has (by name) stays. */
export async function seedCatalog(tx: Tx, groupId: number): Promise<void> {
  await insertBrands(
    tx,
    standardCatalog.map((brand, position) => ({
      group_id: groupId,
      id: uuidv7(),
      name: brand.zh,
      name_en: brand.en,
      aliases: [...brand.aliases],
      is_own: brand.isOwn,
      position,
    })),
  )
  const brandIds = new Map((await selectBrands(tx, groupId)).map((b) => [b.name, b.id]))
  await insertSeries(
    tx,
    standardCatalog.flatMap((brand) =>
      brand.series.map((series, position) => ({
        group_id: groupId,
        id: uuidv7(),
        brand_id: brandIds.get(brand.zh) as string,
        name: series.zh,
        name_en: series.en,
        aliases: [...series.aliases],
        position,
      })),
    ),
  )
  const seriesIds = new Map((await selectSeries(tx, groupId)).map((s) => [s.name, s.id]))
  await insertModels(
    tx,
    standardCatalog.flatMap((brand) =>
      brand.series.flatMap((series) =>
        (series.models ?? []).map((model, position) => ({
          group_id: groupId,
          id: uuidv7(),
          series_id: seriesIds.get(series.zh) as string,
          name: model.zh,
          name_en: model.en,
          year: model.year,
          guide_price_fen: model.guidePriceYuan * 100,
          position,
        })),
      ),
    ),
  )
}

import type { Tx } from '#foundation/db/database.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Energy } from '#shared/price-book.ts'
import { hasPriceBook, insertItems, insertListPrices, lockPrices } from './pricing.queries.ts'
import { standardItems } from './standard-items.ts'

/** What the standard price list lets every consultant take off, and where its floor is, in per cent. */
const authorisedPercent = 1
const floorPercent = 92
const hundredYuan = 10_000

/** Gives a group without a price book the standard one; a group that has one keeps it as it is. */
export async function seedPrices(tx: Tx, groupId: number, now: Date): Promise<void> {
  if (await hasPriceBook(tx, groupId)) return
  await lockPrices(tx, groupId)
  if (await hasPriceBook(tx, groupId)) return
  const series = await listSeries(tx, groupId)
  const seriesIds = new Map(series.map(({ name, id }) => [name, id]))
  const ids = new Map(standardItems.map(({ kind, code }) => [`${kind}:${code}`, uuidv7()]))
  const idsOf = (keys: readonly string[] = []) => keys.map((key) => ids.get(key) ?? uuidv7())
  await insertItems(
    tx,
    standardItems.map((item, position) => ({
      group_id: groupId,
      id: ids.get(`${item.kind}:${item.code}`) ?? uuidv7(),
      kind: item.kind,
      code: item.code,
      name: item.zh,
      name_en: item.en,
      price_fen: item.yuan * 100,
      cost_fen: item.costYuan === undefined ? null : item.costYuan * 100,
      series_ids: (item.series ?? []).flatMap((name) => seriesIds.get(name) ?? []),
      needs: idsOf(item.needs),
      excludes: idsOf(item.excludes),
      rule: JSON.stringify(item.rule ?? {}),
      valid_from: item.validFrom ?? null,
      valid_to: item.validTo ?? null,
      position,
      // An item of series the group does not sell would be offered with every car.
      is_active: (item.series ?? ['']).some((name) => name === '' || seriesIds.has(name)),
    })),
  )
  const own = new Map(series.filter(({ isOwn }) => isOwn).map((one) => [one.id, one.name]))
  const models = await listModels(tx, groupId)
  await insertListPrices(
    tx,
    models.flatMap((model) => {
      const seriesName = own.get(model.seriesId)
      if (seriesName === undefined || model.guidePriceFen === null) return []
      return [
        {
          group_id: groupId,
          id: uuidv7(),
          model_id: model.id,
          energy: energyOf(`${seriesName} ${model.name}`),
          valid_from: `${(model.year ?? 2020) - 1}-01-01`,
          list_fen: model.guidePriceFen,
          discount_fen: roughly((model.guidePriceFen * authorisedPercent) / 100),
          floor_fen: roughly((model.guidePriceFen * floorPercent) / 100),
          made_at: now,
        },
      ]
    }),
  )
}

const roughly = (fen: number) => Math.round(fen / hundredYuan) * hundredYuan

/** What a name says about the drive: where no price list says it. */
export function energyOf(name: string): Energy {
  return /ID\.|e-tron|纯电|插电|插混|增程|新能源|\b(?:EV|BEV|PHEV|EREV)\b/i.test(name)
    ? 'nev'
    : 'fuel'
}

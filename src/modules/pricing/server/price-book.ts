import type { Ctx } from '#foundation/ctx.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { Fen } from '#shared/money.ts'
import type { PriceBook } from '#shared/price-book.ts'
import { pricingError } from '../contract.ts'
import { type PriceItemRow, pricesOn, selectItems } from './pricing.queries.ts'
import { energyOf, seedPrices } from './seed-prices.ts'

/**
 * What a model costs in this store on a day (the store's zone; today unless given) and what can be
 * sold with it then. Throws `core.not_found`, `pricing.no_price`.
 */
export async function readPriceBook(
  ctx: Ctx,
  modelId: string,
  on: Day = dayInZone(ctx.now, ctx.store.timeZone),
): Promise<PriceBook> {
  const { groupId } = ctx.store
  await seedPrices(ctx.tx, groupId, ctx.now)
  const model = (await listModels(ctx.tx, groupId)).find(({ id }) => id === modelId)
  const series = (await listSeries(ctx.tx, groupId)).find(({ id }) => id === model?.seriesId)
  if (!model || !series) throw coreError('core.not_found')
  const price = (await pricesOn(ctx, on, modelId)).get(modelId)
  const listFen = price?.list_fen ?? model.guidePriceFen
  if (listFen === null) throw pricingError('pricing.no_price', { day: on })
  const items = (await selectItems(ctx)).filter((item) => isSold(item, model, on))
  return {
    day: on,
    model: {
      id: model.id,
      seriesId: model.seriesId,
      name: `${series.name} ${model.name}`,
      nameEn: `${series.nameEn || series.name} ${model.nameEn || model.name}`,
      energy: price?.energy ?? energyOf(`${series.name} ${model.name}`),
      listFen,
      authorisedFen: price?.discount_fen ?? 0,
    },
    items: items.map((item) => ({
      id: item.id,
      kind: item.kind,
      name: item.name,
      nameEn: item.name_en,
      priceFen: item.price_fen,
      needs: item.needs,
      excludes: item.excludes,
      rule: item.rule,
    })),
  }
}

/** The lowest net price of a car that its managers may approve; null where none is set. */
export async function readFloor(
  ctx: Ctx,
  modelId: string,
  on: Day = dayInZone(ctx.now, ctx.store.timeZone),
): Promise<Fen | null> {
  return (await pricesOn(ctx, on, modelId)).get(modelId)?.floor_fen ?? null
}

function isSold(item: PriceItemRow, model: { id: string; seriesId: string }, day: Day): boolean {
  const isForAll = item.series_ids.length === 0 && item.model_ids.length === 0
  return (
    item.is_active &&
    (item.valid_from === null || item.valid_from <= day) &&
    (item.valid_to === null || item.valid_to >= day) &&
    (isForAll || item.series_ids.includes(model.seriesId) || item.model_ids.includes(model.id))
  )
}

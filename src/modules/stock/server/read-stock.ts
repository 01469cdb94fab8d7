import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { itemNames } from '#modules/pricing/index.ts'
import { addDays, dayInZone, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { type FittingCar, type StockCar, type StockQuery, type StockState } from '../contract.ts'
import { countStock, keyOfAge, selectStock, type StockRow } from './stock.queries.ts'

const usualStates: readonly StockState[] = ['in_stock', 'on_the_way', 'allocated']
const mostFitting = 200
const oldestShown = 5

const todayOf = (ctx: Ctx) => dayInZone(ctx.now, ctx.store.timeZone)

/** A page of the cars in stock, the longest there first. */
export async function readStock(
  ctx: Ctx,
  query: StockQuery & { cursor?: string | undefined; limit: number },
) {
  const today = todayOf(ctx)
  const decoded = query.cursor === undefined ? undefined : decodeCursor(query.cursor, today, 2)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const filter = {
    states: query.state === undefined ? usualStates : (query.state.split(',') as StockState[]),
    series: query.series,
    model: query.model,
    before: query.age === undefined ? undefined : addDays(today, -query.age),
    q: query.q,
  }
  const after = decoded && ([String(decoded.key[0]), String(decoded.key[1])] as const)
  const rows = await selectStock(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await present(ctx, page),
    nextCursor: rows.length > query.limit && last ? encodeCursor(keyOfAge(last), today) : null,
    count: decoded === undefined ? await countStock(ctx, filter) : null,
  }
}

/** What is free of a model, for the quote: the aged ones first. Throws `core.not_found`. */
export async function readStockOfModel(ctx: Ctx, modelId: string) {
  const model = (await listModels(ctx.tx, ctx.store.groupId)).find(({ id }) => id === modelId)
  if (!model) throw coreError('core.not_found')
  const agedDays = agedDaysOf(ctx)
  const free = { states: ['in_stock', 'on_the_way'] as const, model: modelId }
  const count = (states: readonly StockState[], before?: string) =>
    countStock(ctx, { ...free, states, before })
  return {
    inStock: await count(['in_stock']),
    onTheWay: await count(['on_the_way']),
    aged: await count(['in_stock'], addDays(todayOf(ctx), -agedDays)),
    agedDays,
    oldest: await present(ctx, await selectStock(ctx, free, { limit: oldestShown })),
  }
}

/**
 * Cars that may be chosen for an order: free, of its series (of any where it names none), the same
 * model and colour first, then the longest in stock.
 */
export async function fittingCars(
  ctx: Ctx,
  order: { seriesId: string | null; modelId: string | null; colour: string },
): Promise<FittingCar[]> {
  const rows = await selectStock(
    ctx,
    { states: ['in_stock', 'on_the_way'], series: order.seriesId ?? undefined },
    { limit: mostFitting },
  )
  const sayItem = await itemNames(ctx)
  const colour = sayItem(order.colour.trim())
  const cars = (await present(ctx, rows)).map((car) => ({
    ...car,
    isModel: order.modelId !== null && car.modelId === order.modelId,
    isColour:
      colour !== '' &&
      car.colour !== '' &&
      (car.colour.includes(colour) || colour.includes(car.colour)),
  }))
  const rank = (car: FittingCar) =>
    (car.isModel ? 4 : 0) + (car.isColour ? 2 : 0) + (car.state === 'in_stock' ? 1 : 0)
  return cars.sort((a, b) => rank(b) - rank(a))
}

const agedDaysOf = (ctx: Ctx) => storeSettings(ctx.store).stockAgedDays

async function present(ctx: Ctx, rows: readonly StockRow[]): Promise<StockCar[]> {
  const zh = ctx.locale === 'zh'
  const today = todayOf(ctx)
  const agedDays = agedDaysOf(ctx)
  const series = new Map(
    (await listSeries(ctx.tx, ctx.store.groupId)).map((one) => [
      one.id,
      zh ? one.name : one.nameEn || one.name,
    ]),
  )
  const models = new Map(
    (await listModels(ctx.tx, ctx.store.groupId)).map((one) => [
      one.id,
      zh ? one.name : one.nameEn || one.name,
    ]),
  )
  const sayItem = await itemNames(ctx)
  return rows.map((row) => {
    const isHere = row.arrived_on !== null && row.arrived_on <= today
    const ageDays =
      isHere && row.arrived_on !== null
        ? daysBetween(row.arrived_on, row.delivered_on ?? today)
        : null
    return {
      id: row.id,
      vin: row.vin,
      seriesId: row.series_id,
      seriesName: series.get(row.series_id ?? '') ?? '',
      modelId: row.model_id,
      modelText: models.get(row.model_id ?? '') ?? row.model_text,
      colour: sayItem(row.colour),
      interior: sayItem(row.interior),
      state: row.state,
      arrivedOn: row.arrived_on,
      expectedOn: row.expected_on,
      ageDays,
      isAged: row.state === 'in_stock' && ageDays !== null && ageDays >= agedDays,
      location: row.location,
      note: row.note,
      orderId: row.order_id,
    }
  })
}

import { authorise, type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { type ListPrice, type putListPrice, pricingChanged, pricingError } from '../contract.ts'
import {
  findListPrice,
  insertListPrices,
  type ListPriceRow,
  lockPrices,
  pricesOfModel,
  pricesOn,
  updateListPrice,
} from './pricing.queries.ts'
import { energyOf, seedPrices } from './seed-prices.ts'

export interface PriceListQuery {
  on?: string | undefined
  series?: string | undefined
  q?: string | undefined
}

/** The models of the group's own brands with the price that stands on a day; a page of them. */
export async function readPriceList(
  ctx: Ctx,
  query: PriceListQuery & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const all = await pricesAsOf(ctx, query.on ?? today, query)
  const decoded = query.cursor === undefined ? undefined : decodeCursor(query.cursor, today, 1)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const after = all.findIndex(({ modelId }) => modelId === decoded?.key[0]) + 1
  const items = all.slice(after, after + query.limit)
  const last = after + query.limit < all.length ? items.at(-1) : undefined
  return {
    items,
    nextCursor: last ? encodeCursor([last.modelId], today) : null,
    count: decoded === undefined ? all.length : null,
  }
}

/** How many models have a price today. */
export async function countPrices(ctx: Ctx): Promise<number> {
  return (await pricesOn(ctx, dayInZone(ctx.now, ctx.store.timeZone))).size
}

async function pricesAsOf(ctx: Ctx, day: string, query: PriceListQuery): Promise<ListPrice[]> {
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  const faces = await facesOf(ctx)
  const prices = await pricesOn(ctx, day)
  const wanted = query.q?.toLowerCase()
  return [...faces.values()]
    .filter((face) => face.isOwnBrand && face.isActive)
    .filter((face) => query.series === undefined || face.seriesId === query.series)
    .filter(
      (face) =>
        wanted === undefined ||
        `${face.brandName} ${face.seriesName} ${face.modelName}`.toLowerCase().includes(wanted),
    )
    .map((face) => present(ctx, face, prices.get(face.modelId)))
}

/** Every price of a model, the newest first. */
export async function readPricesOfModel(ctx: Ctx, modelId: string): Promise<ListPrice[]> {
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  const face = (await facesOf(ctx)).get(modelId)
  if (!face) throw coreError('core.not_found')
  return (await pricesOfModel(ctx, modelId)).map((row) => present(ctx, face, row))
}

/**
 * Adds a price (version 0) or changes one; for all stores needs the right over the group. Throws
 * `core.stale_version`, `pricing.first_day_taken`, `pricing.wrong_rule`.
 */
export async function saveListPrice(
  ctx: Ctx,
  id: string,
  body: HandlerInput<typeof putListPrice>['body'],
): Promise<ListPrice> {
  authorise(ctx, 'pricing.manage', body.isOwn ? 'store' : 'group')
  const face = (await facesOf(ctx)).get(body.modelId)
  if (!face) throw coreError('core.not_found')
  assertSensible(ctx, body)
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  await lockPrices(ctx.tx, ctx.store.groupId)
  const before = await findListPrice(ctx, id)
  const values = {
    store_id: body.isOwn ? ctx.store.id : null,
    energy: body.energy,
    valid_from: body.validFrom,
    valid_to: body.validTo,
    list_fen: body.listFen,
    discount_fen: body.authorisedFen,
    floor_fen: body.floorFen,
    note: body.note,
  }
  // A resent new one is the same record, not a stale one.
  if (before && body.version === 0) return present(ctx, face, before)
  if (!before && body.version > 0) throw coreError('core.not_found')
  const others = (await pricesOfModel(ctx, body.modelId)).filter((row) => row.id !== id)
  if (
    others.some(
      (row) => row.valid_from === body.validFrom && (row.store_id !== null) === body.isOwn,
    )
  )
    throw pricingError('pricing.first_day_taken', { day: body.validFrom })
  if (before) {
    // What is every store's is not turned into one store's own, nor the other way round, unasked.
    authorise(ctx, 'pricing.manage', before.store_id === null ? 'group' : 'store')
    if (before.model_id !== body.modelId || before.withdrawn_at) throw coreError('core.not_found')
    if (!(await updateListPrice(ctx, id, body.version, values)))
      throw coreError('core.stale_version', { current: present(ctx, face, before) })
  } else {
    const added = await insertListPrices(ctx.tx, [
      {
        ...values,
        group_id: ctx.store.groupId,
        id,
        model_id: body.modelId,
        made_at: ctx.now,
        made_by: personOf(ctx),
      },
    ])
    if (added === 0) throw coreError('core.duplicate')
  }
  const saved = await findListPrice(ctx, id)
  if (!saved) throw coreError('core.not_found')
  const price = present(ctx, face, saved)
  note(ctx, before ? 'list_price.changed' : 'list_price.added', id, {
    before: before && present(ctx, face, before),
    after: price,
  })
  return price
}

/** Withdraws a price: the one before it stands again. Throws `core.stale_version`. */
export async function withdrawPrice(ctx: Ctx, id: string, version: number): Promise<string> {
  const row = await loadForChange(ctx, id)
  if (row.withdrawn_at !== null) return id
  if (!(await updateListPrice(ctx, id, version, { withdrawn_at: ctx.now })))
    throw coreError('core.stale_version', { current: { version: row.version } })
  note(ctx, 'list_price.withdrawn', id, { modelId: row.model_id })
  return id
}

/** Brings a withdrawn price back. Throws `pricing.first_day_taken`. */
export async function restorePrice(ctx: Ctx, id: string): Promise<string> {
  const row = await loadForChange(ctx, id)
  if (row.withdrawn_at === null) return id
  const others = await pricesOfModel(ctx, row.model_id)
  if (others.some((o) => o.valid_from === row.valid_from && o.store_id === row.store_id))
    throw pricingError('pricing.first_day_taken', { day: row.valid_from })
  await updateListPrice(ctx, id, row.version, { withdrawn_at: null })
  note(ctx, 'list_price.restored', id, { modelId: row.model_id })
  return id
}

async function loadForChange(ctx: Ctx, id: string): Promise<ListPriceRow> {
  await lockPrices(ctx.tx, ctx.store.groupId)
  const row = await findListPrice(ctx, id)
  if (!row) throw coreError('core.not_found')
  authorise(ctx, 'pricing.manage', row.store_id === null ? 'group' : 'store')
  return row
}

function note(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'list_price', recordId: id, detail })
  announce(ctx, { type: pricingChanged, recordId: id, data: { table: 'list_prices' } })
}

function assertSensible(ctx: Ctx, body: HandlerInput<typeof putListPrice>['body']): void {
  const zh = ctx.locale === 'zh'
  if (body.validTo !== null && body.validTo < body.validFrom)
    throw pricingError('pricing.wrong_rule', {
      field: zh ? '有效期止' : 'Valid to',
      why: zh ? '早于有效期起' : 'it is before the first day',
    })
  if (body.authorisedFen > body.listFen)
    throw pricingError('pricing.wrong_rule', {
      field: zh ? '授权优惠' : 'Authorised discount',
      why: zh ? '超过了指导价' : 'it is above the list price',
    })
  if (body.floorFen !== null && body.floorFen > body.listFen)
    throw pricingError('pricing.wrong_rule', {
      field: zh ? '底价' : 'Floor price',
      why: zh ? '超过了指导价' : 'it is above the list price',
    })
}

interface Face {
  modelId: string
  brandName: string
  seriesId: string
  seriesName: string
  modelName: string
  year: number | null
  guideFen: number | null
  isOwnBrand: boolean
  isActive: boolean
}

async function facesOf(ctx: Ctx): Promise<Map<string, Face>> {
  const zh = ctx.locale === 'zh'
  const series = await listSeries(ctx.tx, ctx.store.groupId)
  const models = await listModels(ctx.tx, ctx.store.groupId)
  return new Map(
    series.flatMap((one) =>
      models
        .filter((model) => model.seriesId === one.id)
        .map((model): [string, Face] => [
          model.id,
          {
            modelId: model.id,
            brandName: zh ? one.brandName : one.brandNameEn || one.brandName,
            seriesId: one.id,
            seriesName: zh ? one.name : one.nameEn || one.name,
            modelName: zh ? model.name : model.nameEn || model.name,
            year: model.year,
            guideFen: model.guidePriceFen,
            isOwnBrand: one.isOwn,
            isActive: one.isActive && model.isActive,
          },
        ]),
    ),
  )
}

function present(ctx: Ctx, face: Face, row: ListPriceRow | undefined): ListPrice {
  const seesFloor = can(ctx, 'pricing.manage') || can(ctx, 'quotes.approve')
  return {
    id: row?.id ?? null,
    modelId: face.modelId,
    brandName: face.brandName,
    seriesId: face.seriesId,
    seriesName: face.seriesName,
    modelName: face.modelName,
    year: face.year,
    energy: row?.energy ?? energyOf(`${face.seriesName} ${face.modelName}`),
    isOwn: row?.store_id !== null && row !== undefined,
    validFrom: row?.valid_from ?? null,
    validTo: row?.valid_to ?? null,
    listFen: row?.list_fen ?? face.guideFen,
    authorisedFen: row?.discount_fen ?? 0,
    floorFen: seesFloor ? (row?.floor_fen ?? null) : null,
    note: row?.note ?? '',
    version: row?.version ?? 0,
  }
}

import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { roadError, roadEvents } from '../contract.ts'
import type { Place, Rival } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import {
  countDeals,
  countLost,
  findRival,
  findTwin,
  insertRival,
  listLost,
  listOwn,
  listRivalRows,
  type RivalRow,
  updateRival,
  writeOwn,
} from './rivals.queries.ts'

/** The rivals of the group, or those of one own series; resting ones too if asked. */
export async function readRivals(
  ctx: Ctx,
  asked: { ownSeriesId?: string | undefined; all: boolean },
): Promise<Rival[]> {
  const rows = await listRivalRows(ctx, asked.all)
  return presentAll(
    ctx,
    rows.filter(
      (row) => asked.ownSeriesId === undefined || row.own_series_id === asked.ownSeriesId,
    ),
  )
}

async function presentAll(ctx: Ctx, rows: readonly RivalRow[]): Promise<Rival[]> {
  const names = await namesOf(ctx)
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.keeper_id, row.changed_by].filter((id) => id !== null)),
  )
  return rows.map((row) => ({
    id: row.id,
    optionId: row.option_id,
    optionName: names.options.get(row.option_id ?? '') ?? null,
    ownSeriesId: row.own_series_id,
    ownSeriesName: names.series.get(row.own_series_id ?? '') ?? null,
    brand: row.brand,
    name: row.name,
    priceFromFen: row.price_from_fen,
    priceToFen: row.price_to_fen,
    attributes: row.attributes as Rival['attributes'],
    strong: row.strong,
    weak: row.weak,
    answer: row.answer,
    links: row.links as Rival['links'],
    keeperId: row.keeper_id,
    keeperName: people.get(row.keeper_id ?? '') ?? null,
    isActive: row.is_active,
    changedAt: row.changed_at.toISOString(),
    changedBy: people.get(row.changed_by ?? '') ?? null,
    version: row.version,
  }))
}

async function namesOf(ctx: Ctx) {
  const zh = ctx.locale === 'zh'
  const options = await listOptions(ctx.tx, ctx.store.groupId, 'competitor', ctx.store.id)
  const series = await listSeries(ctx.tx, ctx.store.groupId)
  return {
    options: new Map(options.map((one) => [one.id, zh ? one.label : one.labelEn || one.label])),
    series: new Map(series.map((one) => [one.id, zh ? one.name : one.nameEn || one.name])),
  }
}

async function readOne(ctx: Ctx, id: string): Promise<Rival> {
  const row = await findRival(ctx, id)
  if (!row) throw coreError('core.not_found')
  const [rival] = await presentAll(ctx, [row])
  return rival as Rival
}

type Facts = Partial<{
  [K in
    | 'optionId'
    | 'ownSeriesId'
    | 'brand'
    | 'name'
    | 'priceFromFen'
    | 'priceToFen'
    | 'attributes'
    | 'strong'
    | 'weak'
    | 'answer'
    | 'links'
    | 'keeperId'
    | 'isActive']: Rival[K] | undefined
}>

function columnsOf(given: Facts) {
  const columns = {
    option_id: given.optionId,
    own_series_id: given.ownSeriesId,
    brand: given.brand,
    name: given.name,
    price_from_fen: given.priceFromFen,
    price_to_fen: given.priceToFen,
    attributes: given.attributes === undefined ? undefined : JSON.stringify(given.attributes),
    strong: given.strong,
    weak: given.weak,
    answer: given.answer,
    links: given.links === undefined ? undefined : JSON.stringify(given.links),
    keeper_id: given.keeperId,
    is_active: given.isActive,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<typeof columns>
}

function assertPrices(from: number | null | undefined, to: number | null | undefined): void {
  if (typeof from === 'number' && typeof to === 'number' && to < from)
    throw roadError('road.price_backwards')
}

/** Adds a rival to the group's records; throws `road.rival_taken` for one that is there. */
export async function addRival(
  ctx: Ctx,
  given: Facts & { id?: string | undefined; brand: string; name: string },
): Promise<Rival> {
  assertPrices(given.priceFromFen, given.priceToFen)
  const id = given.id ?? uuidv7()
  if (await findRival(ctx, id)) return readOne(ctx, id)
  const isNew = await insertRival(ctx, {
    group_id: ctx.store.groupId,
    id,
    ...columnsOf(given),
    brand: given.brand,
    name: given.name,
    keeper_id: given.keeperId ?? ctx.actor.personId,
    changed_at: ctx.now,
    changed_by: ctx.actor.personId,
  })
  if (!isNew) throw roadError('road.rival_taken')
  note(ctx, 'rival.added', id, { brand: given.brand, name: given.name })
  return readOne(ctx, id)
}

/** Changes a rival; what is not named stays. Throws `core.stale_version` with it as it is now. */
export async function changeRival(
  ctx: Ctx,
  id: string,
  given: Facts & { version: number },
): Promise<Rival> {
  const row = await findRival(ctx, id)
  if (!row) throw coreError('core.not_found')
  assertPrices(
    given.priceFromFen === undefined ? row.price_from_fen : given.priceFromFen,
    given.priceToFen === undefined ? row.price_to_fen : given.priceToFen,
  )
  const named = { id, brand: given.brand ?? row.brand, name: given.name ?? row.name }
  if ((given.isActive ?? row.is_active) && (await findTwin(ctx, named)))
    throw roadError('road.rival_taken')
  const saved = await updateRival(ctx, id, given.version, {
    ...columnsOf(given),
    changed_at: ctx.now,
    changed_by: ctx.actor.personId,
  })
  if (!saved) throw coreError('core.stale_version', { current: await readOne(ctx, id) })
  note(ctx, 'rival.changed', id, { fields: Object.keys(columnsOf(given)) })
  return readOne(ctx, id)
}

function note(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'rival', recordId: id, detail })
  announce(ctx, { type: roadEvents.rivalsChanged, recordId: id })
}

function periodOf(ctx: Ctx, asked: { from?: Day | undefined; to?: Day | undefined }) {
  const to = asked.to ?? dayInZone(ctx.now, ctx.store.timeZone)
  return { from: asked.from ?? addDays(to, -364), to }
}

/**
 * Own series and rivals by price and attributes, with the store's deals and losses of a period (the
 * last 365 days unless given). A loss belongs to the competitor the card names in the dictionary, so
 * rivals of one competitor show the same figure, and `lost` adds up to all losses.
 */
export async function readMarket(
  ctx: Ctx,
  asked: { from?: Day | undefined; to?: Day | undefined },
) {
  const { from, to } = periodOf(ctx, asked)
  const rivals = await listRivalRows(ctx, false)
  const lost = await countLost(ctx, from, to)
  const byOption = new Map(lost.map((row) => [row.option_id, row.n]))
  const names = await namesOf(ctx)
  return {
    from,
    to,
    items: [
      ...(await ownPlaces(ctx, from, to)),
      ...rivals.map(
        (row): Place => ({
          id: row.id,
          isOwn: false,
          name: row.name,
          brand: row.brand,
          priceFromFen: row.price_from_fen,
          priceToFen: row.price_to_fen,
          attributes: row.attributes as Place['attributes'],
          ownSeriesId: row.own_series_id,
          optionId: row.option_id,
          losses: row.option_id ? (byOption.get(row.option_id) ?? 0) : 0,
          deals: null,
          version: null,
        }),
      ),
    ],
    lost: lost.map((row) => ({
      optionId: row.option_id,
      name: row.option_id
        ? (names.options.get(row.option_id) ?? '—')
        : say(roadWords.noCompetitor, ctx.locale),
      n: row.n,
    })),
    lostTotal: lost.reduce((sum, row) => sum + row.n, 0),
  }
}

async function ownPlaces(ctx: Ctx, from: Day, to: Day): Promise<Place[]> {
  const zh = ctx.locale === 'zh'
  const series = (await listSeries(ctx.tx, ctx.store.groupId)).filter(
    (one) => one.isOwn && one.isActive,
  )
  const kept = new Map((await listOwn(ctx)).map((row) => [row.series_id, row]))
  const deals = new Map((await countDeals(ctx, from, to)).map((row) => [row.series_id, row.n]))
  const models = await listModels(ctx.tx, ctx.store.groupId)
  return series.map((one) => {
    const row = kept.get(one.id)
    // Without a price of its own a series stands at the guide prices of its models.
    const prices = models
      .filter((model) => model.seriesId === one.id && model.isActive)
      .flatMap((model) => model.guidePriceFen ?? [])
    return {
      id: one.id,
      isOwn: true,
      name: zh ? one.name : one.nameEn || one.name,
      brand: zh ? one.brandName : one.brandNameEn || one.brandName,
      priceFromFen: row?.price_from_fen ?? (prices.length > 0 ? Math.min(...prices) : null),
      priceToFen: row?.price_to_fen ?? (prices.length > 0 ? Math.max(...prices) : null),
      attributes: (row?.attributes ?? {}) as Place['attributes'],
      ownSeriesId: null,
      optionId: null,
      losses: null,
      deals: deals.get(one.id) ?? 0,
      version: row?.version ?? 0,
    }
  })
}

/** The cards behind a number of losses, within the cards one may see. */
export async function readLostTo(
  ctx: Ctx,
  asked: { optionId: string; from?: Day | undefined; to?: Day | undefined },
) {
  const { from, to } = periodOf(ctx, asked)
  const rows = await listLost(ctx, asked.optionId, from, to)
  const names = await namesOf(ctx)
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.map((row) => row.owner_id),
  )
  return {
    items: rows.map((row) => ({
      id: row.id,
      customer: { id: row.customer_id, name: row.customer_name },
      ownerName: people.get(row.owner_id) ?? null,
      seriesName: names.series.get(row.series_id ?? '') ?? row.series_text,
      competitor: row.competitor ?? names.options.get(asked.optionId) ?? '',
      closedOn: row.closed_on,
    })),
  }
}

/** Writes price and attributes of an own series. */
export async function placeOwn(
  ctx: Ctx,
  seriesId: string,
  given: {
    version: number
    priceFromFen: number | null
    priceToFen: number | null
    attributes: Place['attributes']
  },
) {
  assertPrices(given.priceFromFen, given.priceToFen)
  const series = await listSeries(ctx.tx, ctx.store.groupId)
  if (!series.some((one) => one.id === seriesId)) throw coreError('core.not_found')
  const saved = await writeOwn(
    ctx,
    {
      group_id: ctx.store.groupId,
      series_id: seriesId,
      price_from_fen: given.priceFromFen,
      price_to_fen: given.priceToFen,
      attributes: JSON.stringify(given.attributes),
      changed_at: ctx.now,
      changed_by: ctx.actor.personId,
    },
    given.version,
  )
  if (!saved) throw coreError('core.stale_version')
  note(ctx, 'own_position.changed', seriesId, {})
  return { version: given.version + 1 }
}

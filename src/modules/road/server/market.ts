import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import type { Place } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { countDeals, countLost, listLost, listOwn, writeOwn } from './market.queries.ts'
import { assertPrices, namesOf, note } from './rivals.ts'
import { listRivalRows } from './rivals.queries.ts'

function periodOf(ctx: Ctx, asked: { from?: Day | undefined; to?: Day | undefined }) {
  const to = asked.to ?? dayInZone(ctx.now, ctx.store.timeZone)
  return { from: asked.from ?? addDays(to, -364), to }
}

/**
 * Own series and rivals by price and attributes, with the store's deals and losses of a period (the
 * last 365 days unless given). A loss belongs to the model the card names, and to its competitor of the
 * dictionary; `lost` adds up to all losses, and says how many of each name no model.
 */
export async function readMarket(
  ctx: Ctx,
  asked: { from?: Day | undefined; to?: Day | undefined },
) {
  const { from, to } = periodOf(ctx, asked)
  const rivals = await listRivalRows(ctx, false)
  const lost = await countLost(ctx, from, to)
  const byRival = sumBy(lost, (row) => row.rival_id)
  const byOption = sumBy(lost, (row) => row.option_id)
  const unnamed = sumBy(
    lost.filter((row) => row.rival_id === null),
    (row) => row.option_id,
  )
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
          losses: byRival.get(row.id) ?? 0,
          deals: null,
          version: null,
        }),
      ),
    ],
    lost: [...byOption]
      .sort(([, a], [, b]) => b - a)
      .map(([optionId, n]) => ({
        optionId,
        name: optionId
          ? (names.options.get(optionId) ?? '—')
          : say(roadWords.noCompetitor, ctx.locale),
        n,
        unnamed: unnamed.get(optionId) ?? 0,
      })),
    lostTotal: lost.reduce((sum, row) => sum + row.n, 0),
  }
}

function sumBy(
  rows: readonly { option_id: string | null; rival_id: string | null; n: number }[],
  key: (row: { option_id: string | null; rival_id: string | null }) => string | null,
): Map<string | null, number> {
  const sums = new Map<string | null, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.n)
  return sums
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
  asked: {
    optionId?: string | undefined
    rivalId?: string | undefined
    from?: Day | undefined
    to?: Day | undefined
  },
) {
  const { from, to } = periodOf(ctx, asked)
  const rows = await listLost(ctx, asked, from, to)
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
      competitor: row.competitor ?? names.options.get(asked.optionId ?? '') ?? '',
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

import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { stagesOf } from '#modules/opportunities/index.ts'
import { type Day, dayInZone, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import {
  type FunnelGroup,
  type FunnelLine,
  type FunnelSum,
  forecastError,
  type Inlet,
  inlets,
  longestFunnelDays,
} from '../contract.ts'
import { forecastWords } from '../words.ts'
import {
  countFunnelRows,
  type FunnelCell,
  type FunnelFilter,
  listFunnelRows,
  listSourceFamilies,
  sumFunnel,
} from './funnel.queries.ts'
import { readCardsById } from './history.ts'
import { chanceOf, modelOf } from './win-chance.ts'

export interface AskedFunnel {
  from?: Day | undefined
  to?: Day | undefined
  by: FunnelGroup
  owner?: string | undefined
  stores?: string | undefined
}

/**
 * The funnel: stages with their inlets, the sums of expected sales of a period, and the same by series,
 * brand, model, consultant, inlet or month (seed 000-49, 000-51, 000-53). A card's day is the day it
 * was signed, else the expected one; without a period all open cards.
 */
export async function readFunnel(ctx: Ctx, asked: AskedFunnel) {
  const filter = await filterOf(ctx, asked)
  const cells = await sumFunnel(ctx, filter, asked.by)
  const names = await stageNames(ctx)
  const stages = [...new Set([...names.keys(), ...cells.map((cell) => cell.stage)])].sort(
    (a, b) => a - b,
  )
  const keys = [...new Set(cells.map((cell) => cell.grp))]
  const labels = await labelsOf(ctx, asked.by, keys)
  return {
    from: filter.from ?? null,
    to: filter.to ?? null,
    stores: filter.storeIds.length,
    stages: stages.map((stage) => {
      const own = cells.filter((cell) => cell.stage === stage)
      return {
        stage,
        ...(names.get(stage) ?? { name: `${stage}%`, nameEn: `${stage}%` }),
        ...sumOf(own),
        inlets: inlets.map((inlet) => ({
          inlet,
          ...sumOf(own.filter((cell) => cell.inlet === inlet)),
        })),
      }
    }),
    total: sumOf(cells),
    overdue: sumOf(cells.filter((cell) => cell.is_overdue)),
    unpriced: cells.reduce((sum, cell) => sum + cell.unpriced, 0),
    groups: keys
      .map((key) => ({
        key,
        ...(labels.get(key) ?? { label: key, labelEn: key }),
        ...sumOf(cells.filter((cell) => cell.grp === key)),
      }))
      .sort((a, b) =>
        asked.by === 'month'
          ? a.key < b.key
            ? -1
            : 1
          : b.amountFen - a.amountFen || b.cards - a.cards,
      ),
  }
}

/** The stages of the store by their per cent, those of the order among them. */
export async function stageNames(ctx: Ctx): Promise<Map<number, { name: string; nameEn: string }>> {
  const own = await stagesOf(ctx)
  const names = new Map(own.map(({ percent, name, nameEn }) => [percent, { name, nameEn }]))
  for (const stage of [90, 100] as const)
    if (!names.has(stage)) {
      const phrase = forecastWords[stage === 90 ? 'stage90' : 'stage100']
      names.set(stage, { name: say(phrase, 'zh'), nameEn: say(phrase, 'en') })
    }
  return names
}

function sumOf(cells: readonly FunnelCell[]): FunnelSum {
  const total = { cards: 0, cars: 0, amountFen: 0, weightedFen: 0 }
  for (const cell of cells) {
    total.cards += cell.cards
    total.cars += cell.cars
    total.amountFen += Math.round(cell.amount_fen)
    total.weightedFen += Math.round((cell.amount_fen * cell.stage) / 100)
  }
  return total
}

async function labelsOf(ctx: Ctx, by: FunnelGroup, keys: readonly string[]) {
  const { groupId } = ctx.store
  const labels = new Map<string, { label: string; labelEn: string }>()
  const put = (key: string, label: string, labelEn: string) =>
    labels.set(key, { label, labelEn: labelEn || label })
  if (by === 'consultant')
    for (const [id, name] of await nameOfPeople(ctx.tx, groupId, keys)) put(id, name, name)
  if (by === 'series' || by === 'brand')
    for (const series of await listSeries(ctx.tx, groupId)) {
      if (by === 'series') put(series.id, series.name, series.nameEn)
      else put(series.brandId, series.brandName, series.brandNameEn)
    }
  if (by === 'model') {
    const series = new Map((await listSeries(ctx.tx, groupId)).map((one) => [one.id, one]))
    for (const model of await listModels(ctx.tx, groupId)) {
      const of = series.get(model.seriesId)
      put(
        model.id,
        `${of?.name ?? ''} ${model.name}`.trim(),
        `${of?.nameEn || of?.name || ''} ${model.nameEn || model.name}`.trim(),
      )
    }
  }
  if (by === 'inlet')
    for (const inlet of inlets)
      put(inlet, say(forecastWords[inlet], 'zh'), say(forecastWords[inlet], 'en'))
  put('-', say(forecastWords.notStated, 'zh'), say(forecastWords.notStated, 'en'))
  return labels
}

export interface AskedLines {
  from?: Day | undefined
  to?: Day | undefined
  stage?: string | undefined
  inlet?: Inlet | undefined
  series?: string | undefined
  brand?: string | undefined
  model?: string | undefined
  owner?: string | undefined
  overdue?: 'yes' | undefined
  cursor?: string | undefined
  limit: number
}

/** A page of the funnel's lines with the probability of each open one (seed 000-52, 002-58). */
export async function listLines(ctx: Ctx, asked: AskedLines) {
  const filter: FunnelFilter = {
    ...(await filterOf(ctx, asked)),
    stages: asked.stage?.split(',').map(Number),
    inlet: asked.inlet,
    seriesId: asked.series,
    brandId: asked.brand,
    modelId: asked.model,
    isOverdue: asked.overdue === 'yes',
  }
  const decoded =
    asked.cursor === undefined ? undefined : decodeCursor(asked.cursor, filter.today, 2)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const after = decoded && { closeOn: String(decoded.key[0]), id: String(decoded.key[1]) }
  const rows = await listFunnelRows(ctx, filter, { after, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? page.at(-1) : undefined
  const chances = await chancesOf(
    ctx,
    page.filter((row) => !row.is_signed).map((row) => row.id),
  )
  return {
    items: page.map(
      (row): FunnelLine => ({
        id: row.id,
        customerId: row.customer_id,
        customer: row.customer ?? '',
        ownerName: row.owner,
        brand: row.brand,
        series: row.series,
        model: row.model,
        quantity: row.quantity,
        stage: row.stage,
        level: row.level,
        inlet: row.inlet,
        amountFen: row.amount_fen === null ? null : Math.round(row.amount_fen),
        weightedFen: Math.round(((row.amount_fen ?? 0) * row.stage) / 100),
        closeOn: row.close_on,
        isOverdue: row.is_overdue,
        state: row.state,
        probability: chances.get(row.id) ?? null,
      }),
    ),
    nextCursor: last ? encodeCursor([last.close_on, last.id], filter.today) : null,
    count: decoded === undefined ? await countFunnelRows(ctx, filter) : null,
  }
}

async function chancesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const known = ids.length > 0 ? await modelOf(ctx) : undefined
  if (!known) return new Map()
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const cards = await readCardsById(ctx, ids)
  return new Map(
    cards.map((card) => [card.id, chanceOf(known, card, { today, sourceName: null }).probability]),
  )
}

async function filterOf(
  ctx: Ctx,
  asked: {
    from?: Day | undefined
    to?: Day | undefined
    owner?: string | undefined
    stores?: string | undefined
  },
): Promise<FunnelFilter> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const { from, to } = fullPeriod(asked)
  if (from !== undefined && to !== undefined)
    if (from > to || daysBetween(from, to) > longestFunnelDays)
      throw forecastError('forecast.period', { days: longestFunnelDays })
  const several = storesOf(ctx, asked.stores)
  const families = await listSourceFamilies(ctx)
  const of = (family: string) =>
    families.filter((row) => row.family === family).map((row) => row.id)
  return {
    storeIds: several ?? [ctx.store.id],
    isWhole: several !== undefined,
    from,
    to,
    ownerId: asked.owner === 'me' ? (ctx.actor.personId ?? undefined) : asked.owner,
    today,
    sources: { market: of('web'), showroom: of('storefront') },
  }
}

/** One end alone is a period too: from it on, or up to it. */
function fullPeriod({ from, to }: { from?: Day | undefined; to?: Day | undefined }) {
  if (from === undefined && to === undefined) return {}
  if (from !== undefined && to === undefined)
    return { from, to: `${Number(from.slice(0, 4)) + 2}-12-31` }
  return { from: from ?? `${Number((to as Day).slice(0, 4)) - 2}-01-01`, to }
}

/** Several stores, where the caller sees all of each; undefined for the one of the request. */
export function storesOf(ctx: Ctx, asked: string | undefined): number[] | undefined {
  if (asked === undefined) return undefined
  const visible = ctx.actor.stores.filter((store) => {
    const scope = scopeOf({ actor: ctx.actor, store }, 'opportunities.read')
    return !store.isHeadOffice && scope !== undefined && scope !== 'own' && scope !== 'team'
  })
  if (asked === 'all') return visible.length > 0 ? visible.map((store) => store.id) : undefined
  const ids = [...new Set(asked.split(',').map(Number))]
  if (ids.some((id) => !visible.some((store) => store.id === id))) throw coreError('core.not_found')
  return ids
}

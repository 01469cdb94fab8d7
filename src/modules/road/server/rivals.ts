import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { roadError, roadEvents } from '../contract.ts'
import type { Rival } from '../contracts/rivals.ts'
import {
  findRival,
  findTwin,
  insertRival,
  listRivalRows,
  type RivalRow,
  updateRival,
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

/** The words of competitors and series in the language of the request. */
export async function namesOf(ctx: Ctx) {
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

/** Throws `road.price_backwards` where a range ends below its begin. */
export function assertPrices(from: number | null | undefined, to: number | null | undefined): void {
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

export function note(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'rival', recordId: id, detail })
  announce(ctx, { type: roadEvents.rivalsChanged, recordId: id })
}

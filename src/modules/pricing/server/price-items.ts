import { authorise, type Ctx, can } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import type { ItemRule, PriceItemKind } from '#shared/price-book.ts'
import {
  type PriceItemRecord,
  type putPriceItem,
  pricingChanged,
  pricingError,
} from '../contract.ts'
import {
  findItemRow,
  insertItems,
  lockPrices,
  type PriceItemRow,
  selectItems,
  updateItem,
} from './pricing.queries.ts'
import { seedPrices } from './seed-prices.ts'

/** The items of the price book, of one kind or of all; resting ones unless left out. */
export async function readItems(
  ctx: Ctx,
  query: { kind?: PriceItemKind | undefined; state: 'active' | 'all' },
): Promise<PriceItemRecord[]> {
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  const rows = await selectItems(ctx, query.kind)
  return rows
    .filter((row) => query.state === 'all' || row.is_active)
    .map((row) => present(ctx, row))
}

/**
 * Adds an item (version 0) or changes one; for all stores needs the right over the group. Throws
 * `core.stale_version`, `pricing.code_taken`, `pricing.wrong_rule`.
 */
export async function saveItem(
  ctx: Ctx,
  id: string,
  body: HandlerInput<typeof putPriceItem>['body'],
): Promise<PriceItemRecord> {
  authorise(ctx, 'pricing.manage', body.isOwn ? 'store' : 'group')
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  await lockPrices(ctx.tx, ctx.store.groupId)
  const before = await findItemRow(ctx, id)
  if (before && body.version === 0) return present(ctx, before)
  if (!before && body.version > 0) throw coreError('core.not_found')
  const all = await selectItems(ctx)
  assertSensible(ctx, { ...body, id }, all)
  const values = {
    kind: body.kind,
    code: body.code,
    store_id: body.isOwn ? ctx.store.id : null,
    name: body.name,
    name_en: body.nameEn,
    price_fen: body.priceFen,
    cost_fen: body.costFen,
    series_ids: body.seriesIds,
    model_ids: body.modelIds,
    needs: body.needs,
    excludes: body.excludes,
    rule: JSON.stringify(body.rule),
    valid_from: body.validFrom,
    valid_to: body.validTo,
    is_active: body.isActive,
  }
  if (before) {
    authorise(ctx, 'pricing.manage', before.store_id === null ? 'group' : 'store')
    if (!(await updateItem(ctx, id, body.version, values)))
      throw coreError('core.stale_version', { current: present(ctx, before) })
  } else {
    const position = Math.max(0, ...all.map((row) => row.position + 1))
    const added = await insertItems(ctx.tx, [
      { ...values, group_id: ctx.store.groupId, id, position },
    ])
    if (added === 0) throw coreError('core.duplicate')
  }
  const saved = await findItemRow(ctx, id)
  if (!saved) throw coreError('core.not_found')
  const item = present(ctx, saved)
  audit(ctx, {
    action: before ? 'price_item.changed' : 'price_item.added',
    recordType: 'price_item',
    recordId: id,
    detail: { before: before && present(ctx, before), after: item },
  })
  announce(ctx, { type: pricingChanged, recordId: id, data: { table: 'price_items' } })
  return item
}

type Given = HandlerInput<typeof putPriceItem>['body'] & { id: string }

function assertSensible(ctx: Ctx, given: Given, all: readonly PriceItemRow[]): void {
  const zh = ctx.locale === 'zh'
  const wrong = (field: readonly [string, string], why: readonly [string, string]) =>
    pricingError('pricing.wrong_rule', { field: field[zh ? 0 : 1], why: why[zh ? 0 : 1] })
  const twin = all.find(
    (row) =>
      row.id !== given.id &&
      row.kind === given.kind &&
      row.code === given.code &&
      (row.store_id !== null) === given.isOwn,
  )
  if (twin) throw pricingError('pricing.code_taken', { code: given.code, name: twin.name })
  const known = new Set(all.map((row) => row.id))
  for (const [field, ids] of [
    [['需要同时选', 'Needs'], given.needs],
    [['不能同时选', 'Excludes'], given.excludes],
  ] as const) {
    if (ids.includes(given.id)) throw wrong(field, ['不能写它自己', 'it cannot name itself'])
    if (ids.some((id) => !known.has(id)))
      throw wrong(field, ['有不存在的项目', 'it names something that does not exist'])
  }
  if (given.needs.some((id) => given.excludes.includes(id)))
    throw wrong(
      ['需要同时选', 'Needs'],
      ['同一项目又写在“不能同时选”里', 'the same item is excluded as well'],
    )
  if (given.validFrom !== null && given.validTo !== null && given.validTo < given.validFrom)
    throw wrong(['有效期止', 'Valid to'], ['早于有效期起', 'it is before the first day'])
  const missing = missingRule(given.kind, given.rule)
  if (missing) throw wrong(missing, ['必须填写', 'it must be filled in'])
}

function missingRule(kind: PriceItemKind, rule: ItemRule): readonly [string, string] | undefined {
  if (kind === 'finance' && (rule.terms ?? []).length === 0)
    return ['期数与费率', 'Terms and rates']
  if (kind === 'tax' && rule.rateBp === undefined) return ['税率', 'Rate']
  return undefined
}

function present(ctx: Ctx, row: PriceItemRow): PriceItemRecord {
  return {
    id: row.id,
    kind: row.kind,
    code: row.code,
    isOwn: row.store_id !== null,
    name: row.name,
    nameEn: row.name_en,
    priceFen: row.price_fen,
    costFen: can(ctx, 'pricing.manage') ? row.cost_fen : null,
    seriesIds: row.series_ids,
    modelIds: row.model_ids,
    needs: row.needs,
    excludes: row.excludes,
    // The contract's shape has lists that can be changed, the shared one has not.
    rule: row.rule as PriceItemRecord['rule'],
    validFrom: row.valid_from,
    validTo: row.valid_to,
    position: row.position,
    isActive: row.is_active,
    version: row.version,
  }
}

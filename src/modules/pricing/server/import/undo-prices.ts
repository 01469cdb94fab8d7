import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import { listModels } from '#modules/catalog/index.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { pricingChanged } from '../../contract.ts'
import { type ListPriceRow, lockPrices, type PriceItemRow } from '../pricing.queries.ts'
import { itemsById, pricesById, setItem, setPrice } from './price-rows.queries.ts'
import { itemCells, type Kept, printOf } from './write-price-file.ts'

const touchedShown = 200
type Row = ListPriceRow | PriceItemRow

interface Change<R extends Row> extends Kept<R> {
  now: R
  /** Somebody changed it since, or withdrew it. */
  isTouched: boolean
}

/** What taking a price list back would do. */
export async function previewPriceUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const prices = await changesOf(ctx, operationId, 'list_prices', pricesById)
  const items = await changesOf(ctx, operationId, 'price_items', itemsById)
  const all: Change<Row>[] = [...prices, ...items]
  const models = new Map(
    (await listModels(ctx.tx, ctx.store.groupId)).map((model) => [model.id, model.name]),
  )
  const touched = all.filter((change) => change.isTouched)
  const isNew = (change: Change<Row>) => change.before === null
  return {
    withdrawn: {
      list_prices: prices.filter(isNew).length,
      price_items: items.filter(isNew).length,
    },
    restored: all.filter((change) => !isNew(change)).length,
    touched: touched.slice(0, touchedShown).map(({ now }) =>
      'model_id' in now
        ? {
            id: now.id,
            record: 'list_prices',
            name: models.get(now.model_id) ?? null,
            day: now.valid_from,
          }
        : { id: now.id, record: 'price_items', name: now.name, day: null },
    ),
    touchedTotal: touched.length,
  }
}

/** Takes a price list back: what it made is withdrawn, what it changed is as before. */
export async function takePricesBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  await lockPrices(ctx.tx, ctx.store.groupId)
  const prices = await changesOf(ctx, operationId, 'list_prices', pricesById)
  const items = await changesOf(ctx, operationId, 'price_items', itemsById)
  const all: Change<Row>[] = [...prices, ...items]
  if (ctx.actor.kind !== 'system' && all.some(({ now }) => now.store_id === null))
    authorise(ctx, 'pricing.manage', 'group')
  const isMeant = (change: Change<Row>) => withTouched || !change.isTouched
  for (const { before, now } of prices.filter(isMeant))
    await setPrice(ctx, now.id, before ? { ...before, version: now.version + 1 } : gone(ctx, now))
  for (const { before, now } of items.filter(isMeant))
    await setItem(
      ctx,
      now.id,
      before ? { ...itemCells(before), version: now.version + 1 } : gone(ctx, now),
    )
  announce(ctx, { type: pricingChanged, recordId: operationId, data: { table: 'list_prices' } })
  const done = all.filter(isMeant)
  const withdrawn = done.filter(({ before }) => before === null).length
  return { withdrawn, restored: done.length - withdrawn, kept: all.length - done.length }
}

const gone = (ctx: Ctx, now: Row) => ({
  withdrawn_at: now.withdrawn_at ?? ctx.now,
  version: now.version + 1,
})

async function changesOf<R extends Row>(
  ctx: Ctx,
  operationId: string,
  table: 'list_prices' | 'price_items',
  byId: (ctx: Ctx, ids: readonly string[]) => Promise<R[]>,
): Promise<Change<R>[]> {
  const rows = await listOperationChanges(ctx.tx, ctx.store.id, operationId, table)
  const now = new Map(
    (
      await byId(
        ctx,
        rows.map((row) => row.record_id),
      )
    ).map((row) => [row.id, row]),
  )
  return rows.flatMap((row) => {
    const current = now.get(row.record_id)
    if (!row.before_sealed || !current) return []
    const kept = JSON.parse(ctx.vault.open(row.before_sealed)) as Kept<R>
    return [{ ...kept, now: current, isTouched: !printOf(current).equals(row.after_fingerprint) }]
  })
}

import { hash } from 'node:crypto'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import { pricingChanged } from '../../contract.ts'
import type { ListPriceRow, PriceItemRow } from '../pricing.queries.ts'
import type { ItemChange } from './item-lines.ts'
import type { PriceChange } from './price-lines.ts'
import { addItems, addPrices, setItem, setPrice } from './price-rows.queries.ts'

/** What an import keeps of a row: as it was (null: there was none), and the version it left. */
export interface Kept<Row> {
  before: Row | null
}

/** What a row says, whoever wrote it, so that a later change shows. */
export function printOf(row: ListPriceRow | PriceItemRow): Buffer {
  const says =
    'model_id' in row
      ? [row.energy, row.valid_from, row.valid_to, row.list_fen, row.discount_fen, row.floor_fen]
      : [
          [row.kind, row.code, row.name, row.name_en, row.price_fen, row.cost_fen, row.is_active],
          [row.series_ids, row.model_ids, row.needs, row.excludes],
          [row.valid_from, row.valid_to, Object.entries(row.rule).sort()],
        ]
  const note = 'model_id' in row ? row.note : ''
  return hash('sha256', JSON.stringify([says, note, row.withdrawn_at !== null]), 'buffer')
}

/** Writes what the lines of a price list decided, and what takes it back. */
export async function writePriceFile(
  ctx: Ctx,
  operationId: string,
  from: { prices: { all(): PriceChange[] }; items: { all(): ItemChange[] } },
): Promise<void> {
  const prices = from.prices.all()
  const items = from.items.all()
  await addPrices(
    ctx,
    prices.flatMap(({ before, after }) => (before === null ? [after] : [])),
  )
  for (const { before, after } of prices) if (before) await setPrice(ctx, after.id, after)
  await addItems(
    ctx,
    items.flatMap(({ before, after }) => (before === null ? [itemCells(after)] : [])),
  )
  for (const { before, after } of items) if (before) await setItem(ctx, after.id, itemCells(after))
  const kept = [
    ...prices.map((change) => ({ table: 'list_prices', ...change })),
    ...items.map((change) => ({ table: 'price_items', ...change })),
  ]
  await insertOperationChanges(
    ctx.tx,
    kept.map(({ table, before, after }, position) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position,
      table_name: table,
      record_id: after.id,
      customer_id: null,
      before_sealed: ctx.vault.seal(
        JSON.stringify({ before } satisfies Kept<ListPriceRow | PriceItemRow>),
      ),
      after_fingerprint: printOf(after),
    })),
  )
  if (kept.length > 0)
    announce(ctx, { type: pricingChanged, recordId: operationId, data: { table: 'list_prices' } })
}

/** The rule as the text that the column takes. */
export const itemCells = (row: PriceItemRow) => ({ ...row, rule: JSON.stringify(row.rule) })

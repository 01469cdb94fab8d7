import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { stockChanged } from '../../contract.ts'
import { stockById, type StockRow, updateStock } from '../stock.queries.ts'
import { type KeptCar, printOf, toldOf } from './judge-stock.ts'

const touchedShown = 200

interface Change extends KeptCar {
  now: StockRow
  /** A later list or an order changed it since. */
  isTouched: boolean
}

async function changesOf(ctx: Ctx, operationId: string): Promise<Change[]> {
  const rows = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'stock_cars')
  const now = new Map(
    (
      await stockById(
        ctx,
        rows.map((row) => row.record_id),
      )
    ).map((row) => [row.id, row]),
  )
  return rows.flatMap((row) => {
    const current = now.get(row.record_id)
    if (!row.before_sealed || !current) return []
    const kept = JSON.parse(ctx.vault.open(row.before_sealed)) as KeptCar
    const isTouched =
      current.order_id !== null ||
      current.withdrawn_at !== null ||
      !printOf(toldOf(current)).equals(row.after_fingerprint)
    return [{ ...kept, now: current, isTouched }]
  })
}

/** What taking a list of cars back would do. */
export async function previewStockUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const changes = await changesOf(ctx, operationId)
  const touched = changes.filter((one) => one.isTouched)
  const added = changes.filter((one) => one.before === null).length
  return {
    withdrawn: { stock_cars: added },
    restored: changes.length - added,
    touched: touched.slice(0, touchedShown).map(({ now }) => ({
      id: now.id,
      record: 'stock_cars',
      name: now.vin,
      day: now.arrived_on,
    })),
    touchedTotal: touched.length,
  }
}

/** Takes a list of cars back: new ones go, changed ones are told as before. */
export async function takeStockBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const all = await changesOf(ctx, operationId)
  const changes = all.filter((one) => withTouched || !one.isTouched)
  for (const { before, now } of changes)
    await updateStock(ctx, [now.id], before ?? { withdrawn_at: ctx.now })
  announce(ctx, { type: stockChanged, recordId: operationId, data: {} })
  const withdrawn = changes.filter(({ before }) => before === null).length
  return { withdrawn, restored: changes.length - withdrawn, kept: all.length - changes.length }
}

import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Day } from '#shared/days.ts'
import { stockChanged } from '../contract.ts'
import { stockByVin, updateStock } from './stock.queries.ts'

/** Notes which order a car went to; a VIN the list does not know is nobody's here. */
export async function holdCar(ctx: Ctx, vin: string, orderId: string): Promise<void> {
  await note(ctx, [vin], { order_id: orderId })
}

/** The cars of an order that were given back. */
export async function freeCars(ctx: Ctx, vins: readonly string[]): Promise<void> {
  await note(ctx, vins, { order_id: null, delivered_on: null })
}

/** The cars of an order that were handed over on a day; null takes that back. */
export async function deliverCars(
  ctx: Ctx,
  vins: readonly string[],
  deliveredOn: Day | null,
): Promise<void> {
  await note(ctx, vins, { delivered_on: deliveredOn })
}

async function note(
  ctx: Ctx,
  vins: readonly string[],
  change: { order_id?: string | null; delivered_on?: Day | null },
): Promise<void> {
  if (vins.length === 0) return
  const cars = await stockByVin(ctx, vins, { lock: true })
  await updateStock(
    ctx,
    cars.map(({ id }) => id),
    change,
  )
  for (const { id } of cars) announce(ctx, { type: stockChanged, recordId: id, data: {} })
}

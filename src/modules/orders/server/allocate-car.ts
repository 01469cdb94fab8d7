import type { Ctx } from '#foundation/ctx.ts'
import { findVehicleByVin } from '#modules/customers/index.ts'
import type { FittingCar } from '#modules/stock/contract.ts'
import { fittingCars, freeCars, holdCar } from '#modules/stock/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { coreError } from '#shared/errors.ts'
import { normaliseVin } from '#shared/vin.ts'
import { ordersError } from '../contract.ts'
import { findHolder, heldVins, insertCar, listCars, updateCar } from './cars.queries.ts'
import { noteOrder } from './note-order.ts'
import { assertState, lockOrder } from './orders.policy.ts'
import { updateOrder } from './orders.queries.ts'

/**
 * Allocates a VIN to an order under way. Of two orders at once one gets it, the other is told whose
 * it is (`orders.vin_taken` with the order's number). The same VIN again on its own order is fine.
 */
export async function allocate(
  ctx: Ctx,
  orderId: string,
  given: { id?: string | undefined; vin: string },
): Promise<void> {
  const row = await lockOrder(ctx, orderId, 'orders.write')
  assertState(ctx, row, 'draft', 'signed')
  const vin = normaliseVin(given.vin)
  if (vin === undefined) throw ordersError('orders.not_a_vin')
  const cars = (await listCars(ctx, orderId)).filter((car) => car.released_at === null)
  if (cars.some((car) => car.vin === vin)) return
  if (cars.length >= row.quantity) throw ordersError('orders.cars_full', { quantity: row.quantity })
  if (await findVehicleByVin(ctx, vin)) throw ordersError('orders.vin_owned', { vin })
  const isFree = await insertCar(ctx, {
    store_id: ctx.store.id,
    id: given.id ?? uuidv7(),
    order_id: orderId,
    vin,
    allocated_at: ctx.now,
    allocated_by: ctx.actor.personId,
  })
  if (!isFree) {
    const holder = await findHolder(ctx, vin)
    throw holder
      ? ordersError('orders.vin_taken', { vin, number: holder.number })
      : coreError('core.duplicate')
  }
  await holdCar(ctx, vin, orderId)
  await updateOrder(ctx, orderId, {})
  await noteOrder(ctx, await lockOrder(ctx, orderId, 'any'), 'allocated', {
    reason: vin,
    detail: { vin },
  })
}

/** Gives an allocated car back, with the reason; one that was delivered stays. */
export async function release(
  ctx: Ctx,
  orderId: string,
  carId: string,
  reason: string,
): Promise<void> {
  const row = await lockOrder(ctx, orderId, 'orders.write')
  assertState(ctx, row, 'draft', 'signed')
  const car = (await listCars(ctx, orderId)).find((one) => one.id === carId)
  if (!car) throw coreError('core.not_found')
  if (car.released_at !== null) return
  await updateCar(ctx, carId, { released_at: ctx.now, release_reason: maskPhonesInText(reason) })
  await freeCars(ctx, [car.vin])
  await updateOrder(ctx, orderId, {})
  await noteOrder(ctx, await lockOrder(ctx, orderId, 'any'), 'released', {
    reason: `${car.vin}: ${reason}`,
    detail: { vin: car.vin },
  })
}

/** The cars in stock that fit an order under way and no order has, the best fit first. */
export async function carsFor(ctx: Ctx, orderId: string): Promise<FittingCar[]> {
  const row = await lockOrder(ctx, orderId, 'orders.write')
  const cars = await fittingCars(ctx, {
    seriesId: row.series_id,
    modelId: row.model_id,
    colour: row.colour,
  })
  const held = new Set(
    await heldVins(
      ctx,
      cars.map(({ vin }) => vin),
    ),
  )
  return cars.filter(({ vin }) => !held.has(vin))
}

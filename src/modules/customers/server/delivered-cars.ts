import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { customersError } from '../contract.ts'
import { noteChange, renewSearchKeys } from './customer-record.ts'
import { findCustomer, insertVehicle } from './customers.queries.ts'
import {
  findCarByVin,
  setOwner,
  setOwnerByCars,
  withdrawCar,
  writeDelivery,
} from './delivered-cars.queries.ts'

export interface DeliveredCar {
  customerId: string
  vin: string
  seriesId: string | null
  modelId: string | null
  colour: string
  /** Business days of the store. */
  boughtOn: string
  deliveredOn: string
  orderNumber: string
}

/** Whose car a VIN is in this store, whoever asks. */
export async function findVehicleByVin(
  ctx: Ctx,
  vin: string,
): Promise<{ id: string; customerId: string } | undefined> {
  const car = await findCarByVin(ctx, vin)
  return car && { id: car.id, customerId: car.customer_id }
}

/**
 * A car was handed over: the customer is an owner and the car is theirs, whoever delivers. A car the
 * customer has on record already gets what the delivery tells. Throws `customers.vin_taken`.
 */
export async function takeDelivery(ctx: Ctx, given: DeliveredCar): Promise<string> {
  const customer = await findCustomer(ctx, given.customerId)
  if (!customer) throw coreError('core.not_found')
  const known = await findCarByVin(ctx, given.vin)
  if (known && known.customer_id !== customer.id) throw customersError('customers.vin_taken')
  const id = known?.id ?? uuidv7()
  const facts = {
    series_id: given.seriesId,
    model_id: given.modelId,
    colour: given.colour,
    bought_on: given.boughtOn,
    delivered_on: given.deliveredOn,
    order_number: given.orderNumber,
  }
  if (known) await writeDelivery(ctx, id, facts)
  else {
    const isNew = await insertVehicle(ctx, {
      store_id: ctx.store.id,
      id,
      customer_id: customer.id,
      vin: given.vin,
      created_at: ctx.now,
      ...facts,
    })
    if (!isNew) throw customersError('customers.vin_taken')
  }
  await setOwner(ctx, customer.id)
  await renewSearchKeys(ctx, customer.id, customer.name)
  noteChange(ctx, customer, 'customer.car_delivered', {
    detail: { vehicleId: id, orderNumber: given.orderNumber },
    personal: { vin: given.vin },
  })
  return id
}

/** The delivery was a mistake: the car leaves the customer, who is an owner only of what is left. */
export async function takeDeliveryBack(
  ctx: Ctx,
  customerId: string,
  vehicleId: string,
): Promise<boolean> {
  const customer = await findCustomer(ctx, customerId)
  if (!customer) throw coreError('core.not_found')
  if (!(await withdrawCar(ctx, customerId, vehicleId))) return false
  await setOwnerByCars(ctx, customerId)
  await renewSearchKeys(ctx, customerId, customer.name)
  noteChange(ctx, customer, 'customer.delivery_undone', { detail: { vehicleId } })
  return true
}

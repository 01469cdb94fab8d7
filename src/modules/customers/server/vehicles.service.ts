import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'
import { type Customer, customersError } from '../contract.ts'
import {
  loadCustomer,
  noteChange,
  present,
  readCustomer,
  renewSearchKeys,
} from './customer-record.ts'
import { insertVehicle, listVehicles, type VehicleRow } from './customers.queries.ts'
import { restoreVehicleRow, updateVehicle } from './vehicles.queries.ts'

export interface VehicleChange {
  plate?: string | undefined
  vin?: string | undefined
  seriesId?: string | null | undefined
  modelId?: string | null | undefined
  colour?: string | undefined
  boughtOn?: string | null | undefined
  orderNumber?: string | null | undefined
}

/** Adds a car; plate and VIN are kept in their one form. Throws when either is none, or taken. */
export async function addVehicle(
  ctx: Ctx,
  id: string,
  given: VehicleChange & { id?: string | undefined },
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const { plate, vin } = readPlates(given)
  const vehicleId = given.id ?? uuidv7()
  const isTaken = !(await insertVehicle(ctx, {
    store_id: ctx.store.id,
    id: vehicleId,
    customer_id: id,
    plate: plate ?? null,
    vin: vin ?? null,
    series_id: given.seriesId ?? null,
    model_id: given.modelId ?? null,
    colour: given.colour ?? '',
    bought_on: given.boughtOn ?? null,
    order_number: given.orderNumber ?? null,
    created_at: ctx.now,
  }))
  if (isTaken) throw customersError('customers.vin_taken')
  await renewSearchKeys(ctx, id, row.name)
  noteChange(ctx, row, 'customer.vehicle_added', {
    detail: { vehicleId },
    personal: { plate, vin },
  })
  return readCustomer(ctx, id)
}

/** Changes a car; '' takes plate or VIN away, but one of them stays. Throws `core.stale_version`. */
export async function changeVehicle(
  ctx: Ctx,
  id: string,
  vehicleId: string,
  given: VehicleChange & { version: number },
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const before = await loadVehicle(ctx, id, vehicleId)
  const { plate, vin } = readPlates(given)
  const after = {
    plate: plate === undefined ? before.plate : plate,
    vin: vin === undefined ? before.vin : vin,
    series_id: given.seriesId === undefined ? before.series_id : given.seriesId,
    model_id: given.modelId === undefined ? before.model_id : given.modelId,
    colour: given.colour ?? before.colour,
    bought_on: given.boughtOn === undefined ? before.bought_on : given.boughtOn,
    order_number: given.orderNumber === undefined ? before.order_number : given.orderNumber,
  }
  if (after.plate === null && after.vin === null)
    throw customersError('customers.plate_or_vin_needed')
  const done = await updateVehicle(ctx, vehicleId, after, given.version)
  if (done === 'taken') throw customersError('customers.vin_taken')
  if (done === 'stale') throw coreError('core.stale_version', { current: await present(ctx, row) })
  await renewSearchKeys(ctx, id, row.name)
  const { id: _id, version: _version, series_name: _name, delivered_on: _day, ...was } = before
  const differs = (Object.keys(after) as (keyof typeof after)[]).filter((k) => was[k] !== after[k])
  const pick = (from: typeof after) => Object.fromEntries(differs.map((k) => [wordOf[k], from[k]]))
  noteChange(ctx, row, 'customer.vehicle_changed', {
    detail: { vehicleId },
    personal: { before: pick(was), after: pick(after) },
  })
  return readCustomer(ctx, id)
}

/** Takes a car off the customer: marked, never deleted. Throws `core.stale_version`. */
export async function removeVehicle(
  ctx: Ctx,
  id: string,
  vehicleId: string,
  version: number,
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const car = await loadVehicle(ctx, id, vehicleId)
  if ((await updateVehicle(ctx, vehicleId, { withdrawn_at: ctx.now }, version)) !== 'done')
    throw coreError('core.stale_version', { current: await present(ctx, row) })
  await renewSearchKeys(ctx, id, row.name)
  noteChange(ctx, row, 'customer.vehicle_removed', {
    detail: { vehicleId },
    personal: { plate: car.plate, vin: car.vin },
  })
  return readCustomer(ctx, id)
}

/** Puts a removed car back. Throws `customers.vin_taken` when its VIN is another's meanwhile. */
export async function restoreVehicle(ctx: Ctx, id: string, vehicleId: string): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const restored = await restoreVehicleRow(ctx, id, vehicleId)
  if (restored === 'unknown') throw coreError('core.not_found')
  if (restored === 'taken') throw customersError('customers.vin_taken')
  if (restored === 'done') {
    await renewSearchKeys(ctx, id, row.name)
    noteChange(ctx, row, 'customer.vehicle_restored', { detail: { vehicleId } })
  }
  return readCustomer(ctx, id)
}

const wordOf = {
  plate: 'plate',
  vin: 'vin',
  series_id: 'seriesId',
  model_id: 'modelId',
  colour: 'colour',
  bought_on: 'boughtOn',
  order_number: 'orderNumber',
} as const

/** Plate and VIN in their one form; undefined where not given, null where taken away. */
function readPlates(given: VehicleChange): {
  plate: string | null | undefined
  vin: string | null | undefined
} {
  const plate = given.plate ? normalisePlate(given.plate) : null
  if (plate === undefined) throw customersError('customers.not_a_plate')
  const vin = given.vin ? normaliseVin(given.vin) : null
  if (vin === undefined) throw customersError('customers.not_a_vin')
  return {
    plate: given.plate === undefined ? undefined : plate,
    vin: given.vin === undefined ? undefined : vin,
  }
}

async function loadVehicle(ctx: Ctx, id: string, vehicleId: string): Promise<VehicleRow> {
  const car = (await listVehicles(ctx, id)).find((one) => one.id === vehicleId)
  if (!car) throw coreError('core.not_found')
  return car
}

import type { Ctx } from '#foundation/ctx.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  addSearchKeys,
  insertVehicleRows,
  listVehiclesOf,
  markOwners,
  type NewVehicleRow,
  removeSearchKeys,
  withdrawVehicles,
} from './vehicle-imports.queries.ts'
import { keysOfCar } from './vehicle-keys.ts'

export type NewCar = Partial<Omit<NewVehicleRow, 'id' | 'customer_id'>> & { customerId: string }

/** Adds cars of many customers; those whose plate or VIN is on record are left out by the caller. */
export async function addCars(
  ctx: Ctx,
  operationId: string,
  cars: readonly NewCar[],
  options: { ownersToo?: boolean } = {},
): Promise<void> {
  if (cars.length === 0) return
  await insertVehicleRows(
    ctx,
    operationId,
    cars.map(({ customerId, ...car }) => ({
      id: uuidv7(),
      customer_id: customerId,
      plate: null,
      vin: null,
      series_id: null,
      colour: '',
      bought_on: null,
      delivered_on: null,
      order_number: null,
      ...car,
    })),
  )
  if (!options.ownersToo) return
  await addSearchKeys(
    ctx,
    cars.map((car) => ({ id: car.customerId, keys: keysOfCar(ctx, car) })),
  )
  await markOwners(
    ctx,
    cars.map((car) => car.customerId),
  )
}

export function carsOfOperation(ctx: Ctx, operationId: string) {
  return listVehiclesOf(ctx, operationId)
}

/** Withdraws the cars an operation added, but for those of customers that stay. */
export async function takeBackCars(
  ctx: Ctx,
  operationId: string,
  stay: ReadonlySet<string>,
): Promise<number> {
  const cars = (await listVehiclesOf(ctx, operationId)).filter((car) => !stay.has(car.customer_id))
  await withdrawVehicles(
    ctx,
    cars.map((car) => car.id),
  )
  await removeSearchKeys(
    ctx,
    cars.map((car) => ({
      id: car.customer_id,
      keys: keysOfCar(ctx, { plate: car.plate, vin: car.vin }),
    })),
  )
  return cars.length
}

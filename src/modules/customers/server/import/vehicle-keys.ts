import type { Ctx } from '#foundation/ctx.ts'
import { searchKeysOf } from '../search-keys.ts'
import type { NewVehicleRow } from './vehicle-imports.queries.ts'

/** The keys under which a customer is found by a car. */
export function keysOfCar(
  ctx: Pick<Ctx, 'store'>,
  car: { plate?: string | null; vin?: string | null; order_number?: string | null },
): string[] {
  return searchKeysOf({
    storeId: ctx.store.id,
    name: '',
    phones: [],
    plates: car.plate ? [car.plate] : [],
    vins: car.vin ? [car.vin] : [],
    orderNumbers: car.order_number ? [car.order_number] : [],
  })
}

/** What an import compares of a car, in one order. */
export function carContent(car: NewVehicleRow): unknown[] {
  return [
    car.customer_id,
    car.plate,
    car.vin,
    car.series_id,
    car.colour,
    car.bought_on,
    car.delivered_on,
    car.order_number,
  ]
}

import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { maskPhone, normalisePhone } from '#shared/phone.ts'
import { listVehiclesAfter } from './vehicle-imports.queries.ts'

const atOnce = 2_000

/** Every car of the store under the columns in which lists of cars come in. */
export async function* exportVehicles(
  ctx: Ctx,
  { phones: areWhole }: { phones: boolean },
): AsyncGenerator<Readonly<Record<string, Cell>>[]> {
  let after: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof listVehiclesAfter>> = await listVehiclesAfter(
      ctx,
      after,
      atOnce,
    )
    const last = page.at(-1)
    if (!last) return
    after = last.id
    yield page.map((car) => {
      const phone =
        car.sealed_key && car.phone_sealed
          ? ctx.vault.openFor(car.sealed_key, car.phone_sealed)
          : null
      return {
        phone:
          phone === null
            ? null
            : areWhole
              ? (normalisePhone(phone)?.national ?? phone)
              : maskPhone(phone),
        name: car.name,
        plate: car.plate,
        vin: car.vin,
        series: car.series_name,
        colour: car.colour || null,
        boughtOn: car.bought_on,
        deliveredOn: car.delivered_on,
        orderNumber: car.order_number,
      }
    })
  }
}

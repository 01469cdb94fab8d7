import type { Ctx } from '#foundation/ctx.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { contentMark } from './change-customers.ts'
import {
  type KnownVehicle,
  listVehicleRows,
  listVehiclesOf,
  removeSearchKeys,
  unmarkOwners,
  updateVehicleRows,
  withdrawVehicles,
} from './vehicle-imports.queries.ts'
import { carContent, keysOfCar } from './vehicle-keys.ts'

const touchedShown = 200

/** What taking a list of cars back would do. */
export async function previewVehicleUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const { made, changes, touched } = await stateOf(ctx, operationId)
  return {
    withdrawn: { vehicles: made.length },
    restored: changes.length,
    touched: [...touched.values()].slice(0, touchedShown).map((car) => ({
      id: car.id,
      record: 'vehicles',
      name: car.plate ?? car.vin,
      day: null,
    })),
    touchedTotal: touched.size,
  }
}

async function stateOf(ctx: Ctx, operationId: string) {
  const made = await listVehiclesOf(ctx, operationId)
  const changes = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'vehicles')
  const now = new Map(
    (
      await listVehicleRows(
        ctx,
        changes.map((change) => change.record_id),
      )
    ).map((car) => [car.id, car]),
  )
  const touched = new Map<string, KnownVehicle>()
  for (const car of made) if (isWorkedOn(car)) touched.set(car.id, car)
  for (const change of changes) {
    const car = now.get(change.record_id)
    if (car && !contentMark(ctx, carContent(car)).equals(change.after_fingerprint))
      touched.set(car.id, car)
  }
  return { made, changes, now, touched }
}

function isWorkedOn(car: KnownVehicle): boolean {
  return car.version > (car.imported_version ?? 1)
}

/** Takes a list of cars back: new ones are withdrawn, changed ones are as before. */
export async function takeVehiclesBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const { made, changes, now, touched } = await stateOf(ctx, operationId)
  const stays = (id: string) => !withTouched && touched.has(id)
  const gone = made.filter((car) => !stays(car.id))
  await withdrawVehicles(
    ctx,
    gone.map((car) => car.id),
  )
  const restored = changes.flatMap((change) => {
    const car = now.get(change.record_id)
    if (!car || !change.before_sealed || stays(car.id)) return []
    return [{ car, before: JSON.parse(ctx.vault.open(change.before_sealed)) as KnownVehicle }]
  })
  await updateVehicleRows(
    ctx,
    restored.map(({ before }) => ({ ...before, is_untouched: !isWorkedOn(before) })),
  )
  await removeSearchKeys(
    ctx,
    gone.map((car) => ({ id: car.customer_id, keys: keysOfCar(ctx, car) })),
  )
  await unmarkOwners(
    ctx,
    [...gone, ...restored.map(({ car }) => car)].map((car) => car.customer_id),
  )
  return {
    withdrawn: gone.length,
    restored: restored.length,
    kept: made.length - gone.length + changes.length - restored.length,
  }
}

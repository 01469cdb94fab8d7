import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { ImportRun, Judge, RecordLine, StoreWords } from '#modules/imports/index.ts'
import { contentMark } from './change-customers.ts'
import { findOwners, type OwnerWords } from './find-owners.ts'
import {
  addSearchKeys,
  type KnownVehicle,
  listKnownVehicles,
  markOwners,
  type NewVehicleRow,
  updateVehicleRows,
} from './vehicle-imports.queries.ts'
import { carContent, keysOfCar } from './vehicle-keys.ts'
import { addCars, type NewCar } from './vehicle-rows.ts'

export interface VehicleValues extends OwnerWords {
  plate: string | null
  vin: string | null
  seriesId: string | null
  colour: string | null
  boughtOn: string | null
  deliveredOn: string | null
  orderNumber: string | null
}

type Line = RecordLine<VehicleValues>

/** Decides which lines are new cars and which change one: a car is its VIN, else its plate. */
export async function createVehicleJudge(
  ctx: Ctx,
  _words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<VehicleValues>> {
  const seen = new Map<string, number>()
  let count = 0
  let position = 0
  return {
    made: () => ({ vehicles: count }),
    async judge(lines) {
      const known = await knownCars(ctx, lines)
      const owners = await findOwners(ctx, lines, (line) => known.has(line))
      const added: NewCar[] = []
      const changed: { now: KnownVehicle; next: NewVehicleRow }[] = []
      for (const line of lines) {
        const { values, reader } = line
        const marks = [values.vin, values.plate].filter((mark) => mark !== null)
        const before = marks.map((mark) => seen.get(mark)).find(Boolean)
        if (before !== undefined) reader.refuse('vin', 'same_as_line', String(before))
        if (reader.reasons.length > 0) continue
        for (const mark of marks) seen.set(mark, reader.row)
        const car = known.get(line)
        const owner = owners.get(line)
        if (!car) {
          line.outcome = 'new'
          added.push({ ...columnsOf(values), customerId: owner ?? '' })
          continue
        }
        const next = changedCar(car, values, owner)
        line.outcome = next ? 'updated' : 'unchanged'
        if (next) changed.push({ now: car, next })
      }
      count += added.length
      if (!run) return
      await addCars(ctx, run.operationId, added, { ownersToo: true })
      await changeCars(ctx, run.operationId, changed, position)
      position += changed.length
    },
    async *finish() {
      if (run)
        announce(ctx, {
          type: 'vehicles.imported',
          recordId: run.operationId,
          data: { count },
        })
      yield 1
    },
  }
}

async function knownCars(ctx: Ctx, lines: readonly Line[]): Promise<Map<Line, KnownVehicle>> {
  const cars = await listKnownVehicles(
    ctx,
    lines.flatMap(({ values }) => (values.vin ? [values.vin] : [])),
    lines.flatMap(({ values }) => (values.plate ? [values.plate] : [])),
  )
  const byVin = new Map(cars.flatMap((car) => (car.vin ? [[car.vin, car]] : [])))
  const byPlate = new Map(cars.flatMap((car) => (car.plate ? [[car.plate, car]] : [])))
  const found = new Map<Line, KnownVehicle>()
  for (const line of lines) {
    const { vin, plate } = line.values
    const sameplate = plate === null ? undefined : byPlate.get(plate)
    // A plate goes over to the next car; with another VIN it is another car.
    const isOther = sameplate?.vin && vin !== null && sameplate.vin !== vin
    const car = (vin === null ? undefined : byVin.get(vin)) ?? (isOther ? undefined : sameplate)
    if (car) found.set(line, car)
  }
  return found
}

function columnsOf(values: VehicleValues): Omit<NewVehicleRow, 'id' | 'customer_id'> {
  return {
    plate: values.plate,
    vin: values.vin,
    series_id: values.seriesId,
    colour: values.colour ?? '',
    bought_on: values.boughtOn,
    delivered_on: values.deliveredOn,
    order_number: values.orderNumber,
  }
}

/** The car with what the line gives; undefined where that is all there. */
function changedCar(
  car: KnownVehicle,
  values: VehicleValues,
  owner: string | undefined,
): NewVehicleRow | undefined {
  const now: NewVehicleRow = car
  const next: NewVehicleRow = {
    id: now.id,
    customer_id: owner ?? now.customer_id,
    plate: values.plate ?? now.plate,
    vin: values.vin ?? now.vin,
    series_id: values.seriesId ?? now.series_id,
    colour: values.colour ?? now.colour,
    bought_on: values.boughtOn ?? now.bought_on,
    delivered_on: values.deliveredOn ?? now.delivered_on,
    order_number: values.orderNumber ?? now.order_number,
  }
  const isSame = (Object.keys(next) as (keyof NewVehicleRow)[]).every(
    (name) => next[name] === now[name],
  )
  return isSame ? undefined : next
}

async function changeCars(
  ctx: Ctx,
  operationId: string,
  cars: readonly { now: KnownVehicle; next: NewVehicleRow }[],
  position: number,
): Promise<void> {
  if (cars.length === 0) return
  await updateVehicleRows(
    ctx,
    cars.map(({ next }) => next),
  )
  await addSearchKeys(
    ctx,
    cars.map(({ next }) => ({ id: next.customer_id, keys: keysOfCar(ctx, next) })),
  )
  await markOwners(
    ctx,
    cars.map(({ next }) => next.customer_id),
  )
  await insertOperationChanges(
    ctx.tx,
    cars.map(({ now, next }, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'vehicles',
      record_id: now.id,
      customer_id: null,
      before_sealed: ctx.vault.seal(JSON.stringify(now)),
      after_fingerprint: contentMark(ctx, carContent(next)),
    })),
  )
}

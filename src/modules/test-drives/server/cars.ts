import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import {
  addDays,
  type Day,
  dayInZone,
  daysFromTo,
  earlierDay,
  instantOf,
  laterDay,
} from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'
import { type DemoCar, type DemoRoute, testDriveError, testDriveEvents } from '../contract.ts'
import {
  type CarRow,
  countAhead,
  countUse,
  findCar,
  findCarByPlate,
  findRoute,
  insertCar,
  insertRoute,
  listCars,
  listRoutes,
  type RouteRow,
  updateCar,
  updateRoute,
} from './test-drives.queries.ts'

const longestUseDays = 400

/** The demo cars of the store with the names of their series. */
export async function readCars(ctx: Ctx, all: boolean): Promise<DemoCar[]> {
  const series = await seriesNames(ctx)
  return (await listCars(ctx, all)).map((row) => presentCar(row, series))
}

async function seriesNames(ctx: Ctx): Promise<Map<string, string>> {
  const all = await listSeries(ctx.tx, ctx.store.groupId)
  return new Map(
    all.map((one) => [one.id, ctx.locale === 'zh' ? one.name : one.nameEn || one.name]),
  )
}

function presentCar(row: CarRow, series: ReadonlyMap<string, string>): DemoCar {
  return {
    id: row.id,
    plate: row.plate,
    name: row.name,
    seriesId: row.series_id,
    seriesName: row.series_id ? (series.get(row.series_id) ?? null) : null,
    modelId: row.model_id,
    vin: row.vin,
    colour: row.colour,
    state: row.state as DemoCar['state'],
    insuredUntil: row.insured_until,
    inspectedUntil: row.inspected_until,
    mileageKm: row.mileage_km,
    note: row.note,
    version: row.version,
  }
}

type CarFacts = {
  [K in keyof Omit<DemoCar, 'id' | 'version' | 'seriesName'>]?: DemoCar[K] | undefined
}

/** Adds a demo car; the id again gives it as it is now. Throws `test_drives.plate_taken`. */
export async function addCar(
  ctx: Ctx,
  given: CarFacts & { id?: string | undefined; plate: string },
) {
  const id = given.id ?? uuidv7()
  if (await findCar(ctx, id)) return readCar(ctx, id)
  const row = {
    store_id: ctx.store.id,
    id,
    ...columnsOf(given),
    plate: plateOf(given.plate),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  }
  if (!(await insertCar(ctx, row))) throw testDriveError('test_drives.plate_taken')
  note(ctx, 'demo_car.added', id, { plate: row.plate })
  return readCar(ctx, id)
}

/** Changes a demo car. One with drives to come cannot go; a stale version gets the present one. */
export async function changeCar(
  ctx: Ctx,
  id: string,
  given: CarFacts & { version: number },
): Promise<DemoCar> {
  const row = await findCar(ctx, id, true)
  if (!row) throw coreError('core.not_found')
  if (row.version !== given.version)
    throw coreError('core.stale_version', { current: await readCar(ctx, id) })
  const columns = columnsOf(given)
  const plate = columns.plate ?? row.plate
  const state = columns.state ?? row.state
  if (state === 'retired' && row.state !== 'retired') {
    const n = await countAhead(ctx, id)
    if (n > 0) throw testDriveError('test_drives.car_has_bookings', { n })
  }
  const other = await findCarByPlate(ctx, plate)
  if (state !== 'retired' && other && other.id !== id)
    throw testDriveError('test_drives.plate_taken')
  await updateCar(ctx, id, columns)
  note(ctx, 'demo_car.changed', id, { plate, state, fields: Object.keys(columns) })
  return readCar(ctx, id)
}

async function readCar(ctx: Ctx, id: string): Promise<DemoCar> {
  const row = await findCar(ctx, id)
  if (!row) throw coreError('core.not_found')
  return presentCar(row, await seriesNames(ctx))
}

const plateOf = (text: string) => normalisePlate(text) ?? text.toUpperCase()

function columnsOf(given: CarFacts) {
  const columns = {
    plate: given.plate === undefined ? undefined : plateOf(given.plate),
    name: given.name,
    series_id: given.seriesId,
    model_id: given.modelId,
    vin: given.vin ? (normaliseVin(given.vin) ?? given.vin) : given.vin,
    colour: given.colour,
    state: given.state,
    insured_until: given.insuredUntil,
    inspected_until: given.inspectedUntil,
    mileage_km: given.mileageKm,
    note: given.note,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<typeof columns>
}

function note(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'demo_car', recordId: id, detail })
  announce(ctx, { type: testDriveEvents.carChanged, recordId: id })
}

const presentRoute = (row: RouteRow): DemoRoute => ({
  id: row.id,
  name: row.name,
  lengthM: row.length_m,
  minutes: row.minutes,
  note: row.note,
  isActive: row.is_active,
  version: row.version,
})

export async function readRoutes(ctx: Ctx, all: boolean): Promise<DemoRoute[]> {
  return (await listRoutes(ctx, all)).map(presentRoute)
}

interface RouteFacts {
  name?: string | undefined
  lengthM?: number | undefined
  minutes?: number | undefined
  note?: string | undefined
  isActive?: boolean | undefined
}

export async function addRoute(
  ctx: Ctx,
  given: RouteFacts & { id?: string | undefined; name: string; lengthM: number; minutes: number },
): Promise<DemoRoute> {
  const id = given.id ?? uuidv7()
  await insertRoute(ctx, {
    store_id: ctx.store.id,
    id,
    name: given.name,
    length_m: given.lengthM,
    minutes: given.minutes,
    note: given.note ?? '',
  })
  note(ctx, 'demo_route.added', id, { name: given.name })
  return presentRoute((await findRoute(ctx, id)) as RouteRow)
}

export async function changeRoute(
  ctx: Ctx,
  id: string,
  given: RouteFacts & { version: number },
): Promise<DemoRoute> {
  const row = await findRoute(ctx, id)
  if (!row) throw coreError('core.not_found')
  const saved = await updateRoute(ctx, id, given.version, {
    name: given.name ?? row.name,
    length_m: given.lengthM ?? row.length_m,
    minutes: given.minutes ?? row.minutes,
    note: given.note ?? row.note,
    is_active: given.isActive ?? row.is_active,
  })
  if (!saved) throw coreError('core.stale_version', { current: presentRoute(row) })
  note(ctx, 'demo_route.changed', id, { name: given.name ?? row.name })
  return presentRoute((await findRoute(ctx, id)) as RouteRow)
}

/**
 * What each car did in a period (the last 30 days unless given), and which share of the store's open
 * hours it was on the road; closed days and days to come are no base.
 */
export async function readUse(ctx: Ctx, asked: { from?: Day | undefined; to?: Day | undefined }) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const to = asked.to ?? today
  const from = laterDay(asked.from ?? addDays(to, -29), addDays(to, -longestUseDays))
  const used = new Map((await countUse(ctx, from, to)).map((row) => [row.car_id, row]))
  const closed = await closedDays(ctx.tx, ctx.store.id, from, to)
  const open = daysFromTo(from, earlierDay(to, today)).filter((day) => !closed.has(day)).length
  const zone = ctx.store.timeZone
  const hours =
    instantOf(today, ctx.store.closesAt, zone).getTime() -
    instantOf(today, ctx.store.opensAt, zone).getTime()
  const base = (open * hours) / 60_000
  const cars = (await listCars(ctx, true)).filter(
    (car) => car.state !== 'retired' || used.has(car.id),
  )
  return {
    from,
    to,
    items: cars.map((car) => {
      const row = used.get(car.id)
      return {
        carId: car.id,
        plate: car.plate,
        name: car.name,
        state: car.state as DemoCar['state'],
        drives: row?.drives ?? 0,
        done: row?.done ?? 0,
        noShows: row?.no_shows ?? 0,
        cancelled: row?.cancelled ?? 0,
        minutesOut: row?.minutes_out ?? 0,
        km: row?.km ?? 0,
        share: base > 0 ? (row?.minutes_out ?? 0) / base : null,
        insuredUntil: car.insured_until,
        inspectedUntil: car.inspected_until,
      }
    }),
  }
}

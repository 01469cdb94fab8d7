import { type App, runInStore } from '#foundation/app.ts'
import { type Ctx, personOf, type StoreInfo } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { loadCustomer, readCustomer } from '#modules/customers/index.ts'
import { addDays, type Day, dayInZone, laterDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { type CarDates, type KeyDateKind, keyDateKinds } from '../contracts/key-dates.ts'
import { keyDateWords } from '../key-date-words.ts'
import {
  deleteDates,
  type KeyDateRow,
  listDatesOfCustomer,
  listDatesToPlan,
  lockDatesOfCar,
  markPlanned,
  writeDate,
} from './key-dates.queries.ts'
import { planTask, unplanTask } from './tasks.ts'

/** How many days before a date its task stands on somebody's list. */
const leadDays: Readonly<Record<KeyDateKind, number>> = {
  insurance: 30,
  inspection: 30,
  first_service: 14,
  care_call: 0,
}
const mostAtOnce = 500

/** The key dates of every car of a customer the actor may see. */
export async function readKeyDates(ctx: Ctx, customerId: string): Promise<CarDates[]> {
  const { vehicles } = await readCustomer(ctx, customerId)
  const rows = await listDatesOfCustomer(ctx, customerId)
  return vehicles.map((vehicle) => ({
    vehicleId: vehicle.id,
    name: nameOf(vehicle),
    dates: keyDateKinds.map((kind) => {
      const row = rows.find((one) => one.vehicle_id === vehicle.id && one.kind === kind)
      return {
        kind,
        dueOn: row?.due_on ?? null,
        remindOn: row?.remind_on ?? null,
        isEstimated: row?.is_estimated ?? false,
        isPlanned: row?.state === 'planned',
        version: row?.version ?? 0,
      }
    }),
  }))
}

/**
 * Changes one key date of a car, or removes it; a task made of the day before goes unless it is done.
 * Throws `core.stale_version` with the dates as they are.
 */
export async function setKeyDate(
  ctx: Ctx,
  at: { customerId: string; vehicleId: string; kind: KeyDateKind },
  given: { version: number; dueOn: Day | null },
): Promise<CarDates[]> {
  const customer = await loadCustomer(ctx, at.customerId)
  const { vehicles } = await readCustomer(ctx, at.customerId)
  if (!vehicles.some((one) => one.id === at.vehicleId)) throw coreError('core.not_found')
  const row = (await lockDatesOfCar(ctx, at.vehicleId)).find((one) => one.kind === at.kind)
  const stale = async () =>
    coreError('core.stale_version', { current: await readKeyDates(ctx, at.customerId) })
  if ((row?.version ?? 0) !== given.version) throw await stale()
  if (row?.task_id) await unplanTask(ctx, row.task_id)
  if (given.dueOn === null) {
    if (row) await deleteDates(ctx, [row.id])
  } else {
    const isWritten = await writeDate(ctx, {
      ...(row ?? { id: uuidv7(), person_id: personOf(ctx), version: 0 }),
      customer_id: at.customerId,
      vehicle_id: at.vehicleId,
      kind: at.kind,
      due_on: given.dueOn,
      remind_on: remindOn(ctx, at.kind, given.dueOn),
      is_estimated: false,
    })
    if (!isWritten) throw await stale()
  }
  audit(ctx, {
    action: 'vehicle.key_date_changed',
    recordType: 'vehicle',
    recordId: at.vehicleId,
    customer: { id: customer.id, sealedKey: customer.sealed_key },
    detail: { kind: at.kind, from: row?.due_on ?? null, to: given.dueOn },
  })
  return readKeyDates(ctx, at.customerId)
}

export interface NewKeyDate {
  kind: KeyDateKind
  dueOn: Day
  isEstimated: boolean
}

/** The key dates a delivery makes, whoever delivers; dates the car has already stay as they are. */
export async function planKeyDates(
  ctx: Ctx,
  car: { customerId: string; vehicleId: string; personId: string },
  dates: readonly NewKeyDate[],
): Promise<void> {
  for (const { kind, dueOn, isEstimated } of dates)
    await writeDate(ctx, {
      id: uuidv7(),
      customer_id: car.customerId,
      vehicle_id: car.vehicleId,
      kind,
      due_on: dueOn,
      remind_on: remindOn(ctx, kind, dueOn),
      is_estimated: isEstimated,
      person_id: car.personId,
      version: 0,
    })
}

/** The delivery was a mistake: the car's dates go, and what was planned of them. */
export async function dropKeyDates(ctx: Ctx, vehicleId: string): Promise<void> {
  const rows = await lockDatesOfCar(ctx, vehicleId)
  for (const row of rows) if (row.task_id) await unplanTask(ctx, row.task_id)
  await deleteDates(
    ctx,
    rows.map((row) => row.id),
  )
}

/**
 * Makes the tasks of the key dates that are near: one per customer, kind and day, for whoever keeps
 * the customer now. Cars of one customer due together make one task. Gives how many were made.
 */
export async function planDueDates(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    const today = dayInZone(ctx.now, ctx.store.timeZone)
    const groups = new Map<string, (KeyDateRow & { name: string })[]>()
    for (const row of await listDatesToPlan(ctx, today, mostAtOnce)) {
      const key = `${row.customer_id} ${row.kind} ${row.due_on} ${row.person_id}`
      groups.set(key, [...(groups.get(key) ?? []), { ...row, name: nameOf(row) }])
    }
    for (const rows of groups.values()) {
      const [first] = rows
      if (!first) continue
      const car = rows
        .slice(0, 5)
        .map((row) => row.name)
        .join('、')
      const taskId = await planTask(ctx, {
        customerId: first.customer_id,
        personId: first.person_id,
        kind: 'call',
        onDay: laterDay(first.remind_on, today),
        note: say(keyDateWords[`task_${first.kind}`], ctx.locale, { car, day: first.due_on }),
      })
      await markPlanned(
        ctx,
        rows.map((row) => row.id),
        taskId,
      )
    }
    return groups.size
  })
}

/** Some days before, yet not before today. */
function remindOn(ctx: Ctx, kind: KeyDateKind, dueOn: Day): Day {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return laterDay(addDays(dueOn, -leadDays[kind]), today)
}

const nameOf = (car: { plate: string | null; vin: string | null }) =>
  car.plate ?? (car.vin ? `…${car.vin.slice(-6)}` : '—')

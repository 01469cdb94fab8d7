import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { cancelQuietly, makeAppointmentFor } from '#modules/appointments/index.ts'
import { findSealedKey, loadCustomer } from '#modules/customers/index.ts'
import { assertStepMayBegin, findOpenCard, recordContactOn } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { type RatingItem, testDriveError, testDriveEvents } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { companionFor, loadDrive, loadForStep } from './policy.ts'
import { holdCar, quarterOf, timesOf } from './slots.ts'
import {
  type CarRow,
  type DriveRow,
  findCar,
  findDrive,
  findLicence,
  findOut,
  findRoute,
  freeSlots,
  insertDrive,
  insertLicence,
  isFileOf,
  setMileage,
  updateDrive,
} from './test-drives.queries.ts'

export interface NewTestDrive {
  id?: string | undefined
  carId: string
  customerId: string
  personId?: string | undefined
  routeId?: string | null | undefined
  startsAt: string
  minutes: number
  note: string
  withAppointment: boolean
}

/**
 * Books a car for a customer the actor may see. The car's row is locked first and each quarter of an
 * hour belongs to one booking: of two at once one is refused with `test_drives.car_taken`.
 */
export async function bookDrive(ctx: Ctx, given: NewTestDrive): Promise<DriveRow> {
  const id = given.id ?? uuidv7()
  if (await findDrive(ctx, id)) return loadDrive(ctx, id, 'test_drives.write')
  const customer = await loadCustomer(ctx, given.customerId)
  const times = timesOf(ctx, given.startsAt, given.minutes)
  const car = await lockReadyCar(ctx, given.carId)
  const card = await findOpenCard(ctx, customer.id)
  if (card) await assertStepMayBegin(ctx, card.id, 'test_drive')
  const personId = await companionFor(ctx, given.personId, card?.ownerId ?? customer.owner_id)
  const routeId = await routeFor(ctx, given.routeId)
  await holdCar(ctx, car, { id, ...times })
  const row = {
    store_id: ctx.store.id,
    id,
    car_id: car.id,
    customer_id: customer.id,
    opportunity_id: card?.id ?? null,
    person_id: personId,
    appointment_id: given.withAppointment ? uuidv7() : null,
    route_id: routeId,
    ...times,
    note: maskPhonesInText(given.note),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  }
  if (!(await insertDrive(ctx, row))) throw coreError('core.duplicate')
  if (row.appointment_id)
    await makeAppointmentFor(ctx, {
      id: row.appointment_id,
      customerId: customer.id,
      personId,
      startsAt: times.starts_at.toISOString(),
      minutes: given.minutes,
      purpose: 'test_drive',
      note: car.plate,
    })
  const drive = (await findDrive(ctx, id)) as DriveRow
  note(ctx, 'test_drive.booked', testDriveEvents.booked, drive)
  return drive
}

async function lockReadyCar(ctx: Ctx, id: string): Promise<CarRow> {
  const car = await findCar(ctx, id, true)
  if (!car) throw coreError('core.not_found')
  if (car.state !== 'ready') throw testDriveError('test_drives.car_not_ready')
  return car
}

async function routeFor(ctx: Ctx, id: string | null | undefined): Promise<string | null> {
  if (!id) return null
  const route = await findRoute(ctx, id)
  if (!route) throw coreError('core.not_found')
  return id
}

/** Moves a booking to another time, car, route or companion; the car must be free then. */
export async function moveDrive(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    carId?: string | undefined
    personId?: string | undefined
    routeId?: string | null | undefined
    startsAt?: string | undefined
    minutes?: number | undefined
    note?: string | undefined
  },
): Promise<DriveRow> {
  // The car first, then the drive: the order in which a booking locks.
  const seen = await loadDrive(ctx, id, 'test_drives.write')
  const moves =
    given.carId !== undefined || given.startsAt !== undefined || given.minutes !== undefined
  const car = moves ? await lockReadyCar(ctx, given.carId ?? seen.car_id) : undefined
  const row = await loadForStep(ctx, id, given.version, ['booked'])
  const minutes = given.minutes ?? (row.ends_at.getTime() - row.starts_at.getTime()) / 60_000
  const times = car
    ? given.startsAt === undefined && row.starts_at < ctx.now
      ? {
          day: row.day,
          starts_at: row.starts_at,
          ends_at: new Date(row.starts_at.getTime() + minutes * 60_000),
        }
      : timesOf(ctx, given.startsAt ?? row.starts_at, minutes)
    : undefined
  if (car && times) await holdCar(ctx, car, { id, ...times })
  const changed = await updateDrive(ctx, id, {
    ...(car && times ? { car_id: car.id, ...times } : {}),
    ...(given.personId === undefined
      ? {}
      : { person_id: await companionFor(ctx, given.personId, null) }),
    ...(given.routeId === undefined ? {} : { route_id: await routeFor(ctx, given.routeId) }),
    ...(given.note === undefined ? {} : { note: maskPhonesInText(given.note) }),
  })
  note(ctx, 'test_drive.changed', testDriveEvents.changed, changed)
  return changed
}

export type LicenceGiven =
  | { version: number; knownId: string }
  | {
      version: number
      licenceClass: string
      holder: string
      number: string
      validUntil: string
      photoId: string | null
    }

/** Somebody looked at the licence: it is kept sealed, and must hold on the day of the drive. */
export async function keepLicence(ctx: Ctx, id: string, given: LicenceGiven): Promise<DriveRow> {
  const row = await loadForStep(ctx, id, given.version, ['booked'])
  const checkId = 'knownId' in given ? await knownFor(ctx, row, given.knownId) : uuidv7()
  if (!('knownId' in given)) await insertCheck(ctx, row, checkId, given)
  const changed = await updateDrive(ctx, id, { licence_check_id: checkId })
  note(ctx, 'test_drive.licence_checked', testDriveEvents.changed, changed)
  return changed
}

async function knownFor(ctx: Ctx, row: DriveRow, knownId: string): Promise<string> {
  const known = await findLicence(ctx, knownId)
  if (!known || known.customer_id !== row.customer_id) throw coreError('core.not_found')
  assertHolds(row, known.valid_until)
  return known.id
}

function assertHolds(row: DriveRow, until: string): void {
  if (until < row.day) throw testDriveError('test_drives.licence_expired', { until })
}

async function insertCheck(
  ctx: Ctx,
  row: DriveRow,
  id: string,
  given: Exclude<LicenceGiven, { knownId: string }>,
): Promise<void> {
  const number = given.number.replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z0-9]{8,20}$/.test(number)) throw testDriveError('test_drives.not_a_licence_number')
  assertHolds(row, given.validUntil)
  if (given.photoId && !(await isFileOf(ctx, given.photoId, row.customer_id)))
    throw testDriveError('test_drives.no_such_file')
  const key = await findSealedKey(ctx, row.customer_id)
  if (!key) throw coreError('core.not_found')
  await insertLicence(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: row.customer_id,
    licence_class: given.licenceClass,
    holder_sealed: ctx.vault.sealFor(key, given.holder),
    number_sealed: ctx.vault.sealFor(key, number),
    valid_until: given.validUntil,
    photo_id: given.photoId,
    checked_at: ctx.now,
    checked_by: ctx.actor.personId,
  })
}

/** The car leaves: only after the licence was checked and the agreement signed. */
export async function leave(
  ctx: Ctx,
  id: string,
  given: { version: number; kmOut: number; isAgreed: boolean; routeId?: string | null | undefined },
): Promise<DriveRow> {
  const seen = await loadDrive(ctx, id, 'test_drives.write')
  const car = await lockReadyCar(ctx, seen.car_id)
  const row = await loadForStep(ctx, id, given.version, ['booked'])
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const licence = row.licence_check_id ? await findLicence(ctx, row.licence_check_id) : undefined
  if (!licence) throw testDriveError('test_drives.licence_needed')
  assertHolds({ ...row, day: today }, licence.valid_until)
  if (!given.isAgreed) throw testDriveError('test_drives.agreement_needed')
  if (await findOut(ctx, car.id)) throw testDriveError('test_drives.still_out')
  if (given.kmOut < car.mileage_km)
    throw testDriveError('test_drives.mileage_backwards', { km: car.mileage_km })
  const changed = await updateDrive(ctx, id, {
    state: 'out',
    left_at: ctx.now,
    km_out: given.kmOut,
    agreed_at: ctx.now,
    ...(given.routeId === undefined ? {} : { route_id: await routeFor(ctx, given.routeId) }),
  })
  note(ctx, 'test_drive.left', testDriveEvents.left, changed)
  return changed
}

/** The car is back: the rest of its time is free again, and the drive counts as a contact. */
export async function comeBack(
  ctx: Ctx,
  id: string,
  given: { version: number; kmIn: number; damage: string },
): Promise<DriveRow> {
  const row = await loadForStep(ctx, id, given.version, ['out'])
  if (given.kmIn < (row.km_out ?? 0))
    throw testDriveError('test_drives.mileage_backwards', { km: row.km_out })
  await setMileage(ctx, row.car_id, given.kmIn)
  const after = new Date(quarterOf(ctx.now).getTime() + 15 * 60_000)
  await freeSlots(ctx, id, after)
  const contact = row.opportunity_id
    ? await recordContactOn(ctx, row.opportunity_id, {
        personId: row.person_id,
        method: 'test_drive',
        isReached: true,
        result: say(testDriveWords.testDrive, ctx.locale),
        at: row.left_at ?? ctx.now,
      })
    : undefined
  const changed = await updateDrive(ctx, id, {
    state: 'done',
    returned_at: ctx.now,
    km_in: given.kmIn,
    damage: maskPhonesInText(given.damage),
    contact_id: contact?.contactId ?? null,
    ended_at: ctx.now,
    ended_by: ctx.actor.personId,
  })
  note(ctx, 'test_drive.done', testDriveEvents.done, changed)
  return changed
}

/** What the customer said of the drive; may be filled in and corrected later. */
export async function keepFeedback(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    ratings: Partial<Record<RatingItem, number>>
    feedback: string
    nextStep: string
  },
): Promise<DriveRow> {
  await loadForStep(ctx, id, given.version, ['done'])
  const changed = await updateDrive(ctx, id, {
    ratings: JSON.stringify(given.ratings),
    feedback: maskPhonesInText(given.feedback),
    next_step: maskPhonesInText(given.nextStep),
    feedback_at: ctx.now,
  })
  note(ctx, 'test_drive.feedback', testDriveEvents.changed, changed)
  return changed
}

/** A drive that did not take place, and why; the car is free again. */
export async function endDrive(
  ctx: Ctx,
  id: string,
  given: { version: number; state: 'cancelled' | 'no_show'; reason: string },
): Promise<DriveRow> {
  const row = await loadForStep(ctx, id, given.version, ['booked'])
  await freeSlots(ctx, id)
  if (row.appointment_id && given.state === 'cancelled')
    await cancelQuietly(ctx, row.appointment_id, given.reason)
  const changed = await updateDrive(ctx, id, {
    state: given.state,
    reason: maskPhonesInText(given.reason),
    ended_at: ctx.now,
    ended_by: ctx.actor.personId,
  })
  note(ctx, `test_drive.${given.state}`, testDriveEvents.ended, changed, given.reason)
  return changed
}

/** Cancelled, no-show or left by mistake: booked again, if the car is still free then. */
export async function undoStep(ctx: Ctx, id: string, version: number): Promise<DriveRow> {
  const seen = await loadDrive(ctx, id, 'test_drives.write')
  const car = await lockReadyCar(ctx, seen.car_id)
  const row = await loadForStep(ctx, id, version, ['cancelled', 'no_show', 'out'])
  if (row.state !== 'out') await holdCar(ctx, car, row)
  const changed = await updateDrive(ctx, id, {
    state: 'booked',
    reason: '',
    ended_at: null,
    ended_by: null,
    left_at: null,
    km_out: null,
    agreed_at: null,
  })
  note(ctx, 'test_drive.undone', testDriveEvents.changed, changed)
  return changed
}

function note(ctx: Ctx, action: string, event: string, row: DriveRow, reason?: string): void {
  const detail = {
    carId: row.car_id,
    customerId: row.customer_id,
    opportunityId: row.opportunity_id,
    personId: row.person_id,
    startsAt: row.starts_at.toISOString(),
    state: row.state,
  }
  audit(ctx, {
    action,
    recordType: 'test_drive',
    recordId: row.id,
    customer: { id: row.customer_id, sealedKey: null },
    detail,
    ...(reason ? { reason } : {}),
  })
  announce(ctx, { type: event, recordId: row.id, data: detail })
}

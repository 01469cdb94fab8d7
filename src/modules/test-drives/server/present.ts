import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { findSealedKey } from '#modules/customers/index.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import type { TestDrive } from '../contract.ts'
import { reachOf } from './policy.ts'
import {
  customersOf,
  type DriveRow,
  type LicenceRow,
  listCars,
  listRoutes,
} from './test-drives.queries.ts'

/** Drives as the screens show them; of colleagues' customers only that the car is taken. */
export async function presentDrives(ctx: Ctx, rows: readonly DriveRow[]): Promise<TestDrive[]> {
  const may = await reachOf(ctx, 'test_drives.read')
  const customers = await customersOf(ctx, [...new Set(rows.map((row) => row.customer_id))])
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.map((row) => row.person_id),
  )
  const cars = new Map((await listCars(ctx, true)).map((car) => [car.id, car]))
  const routes = new Map((await listRoutes(ctx, true)).map((route) => [route.id, route.name]))
  return rows.map((row) => {
    const customer = customers.get(row.customer_id)
    const seen = may(row, customer?.ownerId ?? null)
    const car = cars.get(row.car_id)
    return {
      id: row.id,
      car: { id: row.car_id, plate: car?.plate ?? '—', name: car?.name ?? '' },
      customer: seen ? { id: row.customer_id, name: customer?.name ?? '—' } : null,
      opportunityId: seen ? row.opportunity_id : null,
      consultant: { id: row.person_id, name: people.get(row.person_id) ?? '—' },
      route: row.route_id ? { id: row.route_id, name: routes.get(row.route_id) ?? '—' } : null,
      day: row.day,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      state: row.state as TestDrive['state'],
      note: seen ? row.note : '',
      hasLicence: row.licence_check_id !== null,
      agreedAt: row.agreed_at?.toISOString() ?? null,
      leftAt: row.left_at?.toISOString() ?? null,
      kmOut: row.km_out,
      returnedAt: row.returned_at?.toISOString() ?? null,
      kmIn: row.km_in,
      damage: seen ? row.damage : '',
      ratings: seen ? (row.ratings as TestDrive['ratings']) : null,
      feedback: seen ? row.feedback : '',
      nextStep: seen ? row.next_step : '',
      reason: seen ? row.reason : '',
      version: row.version,
    }
  })
}

export async function presentDrive(ctx: Ctx, row: DriveRow): Promise<TestDrive> {
  const [drive] = await presentDrives(ctx, [row])
  return drive as TestDrive
}

/** A licence as people see it: never more of name and number than tells it is the same. */
export async function presentLicence(ctx: Ctx, row: LicenceRow | undefined) {
  if (!row) return null
  const opened = await openLicence(ctx, row)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    row.checked_by ? [row.checked_by] : [],
  )
  return {
    id: row.id,
    licenceClass: row.licence_class,
    maskedHolder: maskName(opened?.holder ?? ''),
    maskedNumber: opened ? maskIdNumber(opened.number) : '—',
    validUntil: row.valid_until,
    photoId: row.photo_id,
    checkedAt: row.checked_at.toISOString(),
    checkedBy: row.checked_by ? (names.get(row.checked_by) ?? null) : null,
  }
}

/** Name and number in clear; undefined once the customer's key is destroyed. */
async function openLicence(ctx: Ctx, row: LicenceRow) {
  const key = await findSealedKey(ctx, row.customer_id)
  if (!key) return undefined
  return {
    holder: ctx.vault.openFor(key, row.holder_sealed),
    number: ctx.vault.openFor(key, row.number_sealed),
  }
}

const maskName = (name: string) =>
  name === '' ? '—' : `${name.slice(0, 1)}${'*'.repeat(name.length > 2 ? 2 : 1)}`

import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, dayInZone, daysBetween, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import type { TestDriveState } from '../contract.ts'
import { loadDrive } from './policy.ts'
import { presentDrive, presentDrives, presentLicence } from './present.ts'
import { findCar, findLicence, lastLicence, listBetween } from './test-drives.queries.ts'

const longestPeriodDays = 400

export interface DriveQuery {
  from?: Day | undefined
  to?: Day | undefined
  carId?: string | undefined
  customerId?: string | undefined
  state?: TestDriveState | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of a period's test drives (today unless given), earliest first. */
export async function readDrives(ctx: Ctx, query: DriveQuery) {
  const zone = ctx.store.timeZone
  const today = dayInZone(ctx.now, zone)
  const from = query.from ?? query.to ?? today
  const asked = query.to ?? from
  const to = daysBetween(from, asked) > longestPeriodDays ? addDays(from, longestPeriodDays) : asked
  const rows = await listBetween(
    ctx,
    {
      ...query,
      from: instantOf(from, '00:00', zone),
      until: instantOf(addDays(to, 1), '00:00', zone),
    },
    {
      limit: query.limit + 1,
      after: query.cursor ? positionOf(query.cursor, today) : undefined,
    },
  )
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const items = await presentDrives(ctx, page)
  return {
    // Asked for one customer, nothing is told of those the actor may not see.
    items: query.customerId ? items.filter((one) => one.customer !== null) : items,
    nextCursor: last ? encodeCursor([last.starts_at.toISOString(), last.id], today) : null,
  }
}

function positionOf(cursor: string, today: Day): { startsAt: string; id: string } {
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [startsAt, id] = decoded.key
  const isWhole =
    typeof startsAt === 'string' && !Number.isNaN(Date.parse(startsAt)) && typeof id === 'string'
  if (!isWhole) throw coreError('core.bad_request', { why: 'cursor' })
  return { startsAt, id }
}

/** One drive with its licence, and the one known from before. */
export async function readDrive(ctx: Ctx, id: string) {
  const row = await loadDrive(ctx, id, 'test_drives.read')
  const licence = row.licence_check_id ? await findLicence(ctx, row.licence_check_id) : undefined
  const known = licence ? undefined : await lastLicence(ctx, row.customer_id, row.day)
  const car = await findCar(ctx, row.car_id)
  return {
    ...(await presentDrive(ctx, row)),
    licence: await presentLicence(ctx, licence),
    knownLicence: await presentLicence(ctx, known),
    carMileageKm: car?.mileage_km ?? 0,
  }
}

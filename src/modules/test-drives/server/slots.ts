import type { Ctx } from '#foundation/ctx.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, type Day, dayInZone, instantOf, timeInZone } from '#shared/days.ts'
import { longestAheadDays, quarterMinutes, testDriveError } from '../contract.ts'
import {
  type CarRow,
  type DriveRow,
  findDrive,
  freeSlots,
  takenSlots,
  takeSlots,
} from './test-drives.queries.ts'

const quarterMs = quarterMinutes * 60_000
const proposals = 3
const daysLooked = 14

/** The quarter of an hour a time lies in, the start of it. */
export const quarterOf = (at: Date) => new Date(Math.floor(at.getTime() / quarterMs) * quarterMs)

/** The quarters between two times that lie on quarters. */
function quartersOf(from: Date, until: Date): Date[] {
  const count = Math.ceil((until.getTime() - from.getTime()) / quarterMs)
  return Array.from({ length: count }, (_, place) => new Date(from.getTime() + place * quarterMs))
}

export interface Times {
  starts_at: Date
  ends_at: Date
  day: Day
}

/** The quarters a drive holds, and its day; a time already gone, or too far, is refused. */
export function timesOf(ctx: Ctx, startsAt: string | Date, minutes: number): Times {
  const starts = quarterOf(new Date(startsAt))
  if (starts < quarterOf(ctx.now)) throw testDriveError('test_drives.in_past')
  if (starts.getTime() > ctx.now.getTime() + longestAheadDays * 86_400_000)
    throw testDriveError('test_drives.too_far', { days: longestAheadDays })
  return {
    starts_at: starts,
    ends_at: new Date(starts.getTime() + minutes * 60_000),
    day: dayInZone(starts, ctx.store.timeZone),
  }
}

/**
 * Takes the quarters of a locked car for a drive. Throws `test_drives.car_taken` with the booking in
 * the way and the next times at which the car is free as long.
 */
export async function holdCar(ctx: Ctx, car: CarRow, drive: Times & { id: string }): Promise<void> {
  await freeSlots(ctx, drive.id)
  const slots = quartersOf(drive.starts_at, drive.ends_at)
  const taken = await takeSlots(ctx, { carId: car.id, driveId: drive.id, slots })
  if (taken === slots.length) return
  await freeSlots(ctx, drive.id)
  throw await inTheWay(ctx, car, drive)
}

async function inTheWay(ctx: Ctx, car: CarRow, drive: Times & { id: string }) {
  const others = await takenSlots(ctx, {
    carId: car.id,
    from: drive.starts_at,
    until: drive.ends_at,
    notBy: drive.id,
  })
  const other = others[0] ? await findDrive(ctx, others[0].test_drive_id) : undefined
  const minutes = (drive.ends_at.getTime() - drive.starts_at.getTime()) / 60_000
  return testDriveError('test_drives.car_taken', {
    car: car.plate,
    ...sayTimes(ctx, other ?? drive),
    inTheWay: other
      ? {
          id: other.id,
          startsAt: other.starts_at.toISOString(),
          endsAt: other.ends_at.toISOString(),
        }
      : null,
    free: await nextFree(ctx, car.id, { from: drive.starts_at, minutes, notBy: drive.id }),
  })
}

function sayTimes(ctx: Ctx, row: Pick<DriveRow, 'starts_at' | 'ends_at'>) {
  const zone = ctx.store.timeZone
  return { from: timeInZone(row.starts_at, zone), to: timeInZone(row.ends_at, zone) }
}

/** The next times from a time on at which a car is free for so long, on open days within hours. */
async function nextFree(
  ctx: Ctx,
  carId: string,
  asked: { from: Date; minutes: number; notBy: string },
) {
  const first = dayInZone(asked.from, ctx.store.timeZone)
  const found: { startsAt: string; endsAt: string }[] = []
  for (let ahead = 0; ahead < daysLooked && found.length < proposals; ahead++) {
    const free = await freeOn(ctx, carId, { ...asked, day: addDays(first, ahead) })
    found.push(...free.filter((slot) => slot.startsAt > asked.from.toISOString()))
  }
  return found.slice(0, proposals)
}

/** When a car is free for so many minutes on a day: starts on quarters, within opening hours. */
export async function freeOn(
  ctx: Ctx,
  carId: string,
  asked: { day: Day; minutes: number; notBy?: string | undefined },
) {
  const { day, minutes, notBy } = asked
  const closed = await closedDays(ctx.tx, ctx.store.id, day, day)
  if (closed.has(day)) return []
  const opens = instantOf(day, ctx.store.opensAt, ctx.store.timeZone)
  const closes = instantOf(day, ctx.store.closesAt, ctx.store.timeZone)
  const rows = await takenSlots(ctx, { carId, from: opens, until: closes, notBy })
  const taken = new Set(rows.map((row) => row.slot.getTime()))
  const earliest = Math.max(opens.getTime(), quarterOf(ctx.now).getTime())
  const free = []
  for (const at of quartersOf(new Date(earliest), closes)) {
    const ends = new Date(at.getTime() + minutes * 60_000)
    if (ends > closes || quartersOf(at, ends).some((one) => taken.has(one.getTime()))) continue
    free.push({ startsAt: at.toISOString(), endsAt: ends.toISOString() })
  }
  return free
}

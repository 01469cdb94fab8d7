// A business day is a date in the store's zone, always the plain text 'YYYY-MM-DD'.

/** A business day, 'YYYY-MM-DD'; texts of this form order as the days do. */
export type Day = string

const DAY_MS = 86_400_000
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** Whether `value` is the text of a day that exists, from 0001-01-01 to 9999-12-31. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !DAY.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && value >= '0001' && new Date(time).toISOString().startsWith(value)
}

/** The day `count` days after `day` (before it, if negative). */
export function addDays(day: Day, count: number): Day {
  return dayOfEpoch(epochDayOf(day) + count)
}

/** The same date so many months on, the month's last day where it has no such date. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + month - 1 + count
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  const last = Number(lastDayOfMonth(first).slice(8))
  return `${first.slice(0, 8)}${String(Math.min(date, last)).padStart(2, '0')}`
}

/** Days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDayOf(to) - epochDayOf(from)
}

/** Day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const sinceMonday = (((epochDayOf(day) + 3) % 7) + 7) % 7
  return (sinceMonday + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** For sorting: negative, zero or positive as `a` is before, equal to or after `b`. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The earlier of two days. */
export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** Every day from `from` to `to`, both included; none if `to` is earlier. */
export function daysFromTo(from: Day, to: Day): Day[] {
  const first = epochDayOf(from)
  const count = Math.max(0, epochDayOf(to) - first + 1)
  return Array.from({ length: count }, (_, index) => dayOfEpoch(first + index))
}

/** The month of a day, 'YYYY-MM'. */
export function monthOf(day: Day): string {
  return day.slice(0, 7)
}

/** The first day of the month of `day`; takes a day or a month 'YYYY-MM'. */
export function firstDayOfMonth(day: string): Day {
  return `${monthOf(day)}-01`
}

/** The last day of the month of `day`; takes a day or a month 'YYYY-MM'. */
export function lastDayOfMonth(day: string): Day {
  const nextMonth = addDays(firstDayOfMonth(day), 31)
  return addDays(firstDayOfMonth(nextMonth), -1)
}

/** The business day an instant falls on in `timeZone` (IANA name, e.g. 'Asia/Shanghai'). */
export function dayInZone(instant: Date, timeZone: string): Day {
  return wallClock(instant, timeZone).slice(0, 10)
}

/** The time of day 'HH:MM' (24 hours) an instant shows on the clocks of `timeZone`. */
export function timeInZone(instant: Date, timeZone: string): string {
  return wallClock(instant, timeZone).slice(11, 16)
}

/**
 * The instant at which the clocks of `timeZone` show `time` ('HH:MM') on `day`. Where clocks are
 * put back the earlier of the two, where they are put forward the time after the gap.
 * Throws RangeError if day, time or zone do not exist.
 */
export function instantOf(day: Day, time: string, timeZone: string): Date {
  if (!isDay(day) || !TIME.test(time)) throw new RangeError(`No such time: ${day} ${time}`)
  const wall = Date.parse(`${day}T${time}:00Z`)
  const before = offsetAt(wall - DAY_MS, timeZone)
  const after = offsetAt(wall + DAY_MS, timeZone)
  const matching = [wall - before, wall - after]
    .filter((instant) => instant + offsetAt(instant, timeZone) === wall)
    .sort((a, b) => a - b)
  return new Date(matching[0] ?? wall - before)
}

/** Whole minutes from `since` to `now`, never negative: the running timer of an open visit. */
export function minutesSince(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000))
}

function epochDayOf(day: Day): number {
  const parts = DAY.exec(day)
  const time = parts === null ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(time)) throw new RangeError(`No such day: ${day}`)
  return time / DAY_MS
}

function dayOfEpoch(epochDay: number): Day {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, 10)
}

function wallClock(instant: Date, timeZone: string): string {
  const time = instant.getTime()
  return new Date(time + offsetAt(time, timeZone)).toISOString()
}

interface Zone {
  clock: Intl.DateTimeFormat
  /** Offset of each UTC day without a change of the clocks; undefined for a day with one. */
  offsets: Map<number, number | undefined>
}

const zones = new Map<string, Zone>()
const DAYS_KEPT = 10_000

/** Milliseconds the clocks of a zone are ahead of UTC; Intl is asked twice a day at most. */
function offsetAt(time: number, timeZone: string): number {
  const zone = zoneOf(timeZone)
  const day = Math.floor(time / DAY_MS)
  if (!zone.offsets.has(day)) {
    if (zone.offsets.size >= DAYS_KEPT) zone.offsets.clear()
    const atStart = readOffset(zone.clock, day * DAY_MS)
    const atEnd = readOffset(zone.clock, (day + 1) * DAY_MS)
    zone.offsets.set(day, atStart === atEnd ? atStart : undefined)
  }
  return zone.offsets.get(day) ?? readOffset(zone.clock, time)
}

function readOffset(clock: Intl.DateTimeFormat, time: number): number {
  const seconds = Math.floor(time / 1000) * 1000
  const parts = new Map(clock.formatToParts(seconds).map((part) => [part.type, part.value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - seconds
}

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (zone === undefined) {
    zone = { clock: clockOf(timeZone), offsets: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

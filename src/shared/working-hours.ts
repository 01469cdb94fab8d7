import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'

/** When a store works: its hours on every day that is not closed, in its own zone. */
export interface WorkingHours {
  /** `HH:MM`. */
  opensAt: string
  closesAt: string
  timeZone: string
  isClosed: (day: Day) => boolean
}

const minuteMs = 60_000
const furthestDays = 400

/** The working spans from an instant on, the first one cut at it. */
function* spansFrom(from: Date, hours: WorkingHours): Generator<{ start: Date; end: Date }> {
  const first = dayInZone(from, hours.timeZone)
  for (let n = 0; n < furthestDays; n += 1) {
    const day = addDays(first, n)
    if (hours.isClosed(day)) continue
    const opens = instantOf(day, hours.opensAt, hours.timeZone)
    const end = instantOf(day, hours.closesAt, hours.timeZone)
    if (end > from) yield { start: opens > from ? opens : from, end }
  }
}

/** Whether an instant lies in working hours. */
export function isWorking(at: Date, hours: WorkingHours): boolean {
  const day = dayInZone(at, hours.timeZone)
  return (
    !hours.isClosed(day) &&
    at >= instantOf(day, hours.opensAt, hours.timeZone) &&
    at < instantOf(day, hours.closesAt, hours.timeZone)
  )
}

/** The instant after so many minutes of working time; outside the hours the clock stands still. */
export function addWorkingMinutes(from: Date, minutes: number, hours: WorkingHours): Date {
  let left = minutes * minuteMs
  for (const { start, end } of spansFrom(from, hours)) {
    const span = end.getTime() - start.getTime()
    if (left <= span) return new Date(start.getTime() + left)
    left -= span
  }
  return addDaysTo(from)
}

/** The whole minutes of working time between two instants; 0 when the second is not later. */
export function workingMinutes(from: Date, to: Date, hours: WorkingHours): number {
  let sum = 0
  for (const { start, end } of spansFrom(from, hours)) {
    if (start >= to) break
    sum += Math.min(end.getTime(), to.getTime()) - start.getTime()
  }
  return Math.floor(sum / minuteMs)
}

/** The first instant of working time at or after a time of a day. */
export function nextWorkingInstant(from: Date, hours: WorkingHours): Date {
  for (const { start } of spansFrom(from, hours)) return start
  return from
}

// A store that never opens: nothing is due within the reach of its calendar.
const addDaysTo = (from: Date): Date => new Date(from.getTime() + furthestDays * 24 * 60 * minuteMs)

import type { StoreInfo } from '#foundation/ctx.ts'
import { addDays, type Day, daysBetween, earlierDay, firstDayOfMonth } from '#shared/days.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import type { RecordDimension } from './breakdowns.ts'

/** A question about numbers, with the caller's scope already in it. */
export interface Question {
  stores: readonly StoreInfo[]
  from: Day
  to: Day
  /** The earliest present day among the stores; from it on only the records are asked. */
  today: Day
  by: Breakdown | undefined
  /** The second of two crossed breakdowns. */
  by2?: Breakdown | undefined
  /** Only records with one of these values; `-` is not stated. */
  filters: Partial<Record<RecordDimension, readonly string[]>>
  /** Only records of these days of the week, 1 is Monday. */
  weekdays?: readonly number[]
  asOf: Date | undefined
}

/** The period before, of the same kind: the month before, the same days of it, or as many days. */
export function previousPeriod({ from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  if (from !== firstDayOfMonth(from)) {
    const length = daysBetween(from, to) + 1
    return { from: addDays(from, -length), to: addDays(to, -length) }
  }
  const months = monthNumber(to) - monthNumber(from) + 1
  return { from: shiftMonths(from, -months), to: shiftMonths(to, -months, isMonthEnd(to)) }
}

/** The same period a year before; 29 February becomes the 28th. */
export function yearBefore({ from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  return { from: shiftMonths(from, -12), to: shiftMonths(to, -12, isMonthEnd(to)) }
}

const monthNumber = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
const isMonthEnd = (day: Day) => addDays(day, 1).endsWith('-01')

/** The same day of another month, or its last one where it has none (or when asked). */
function shiftMonths(day: Day, by: number, toEnd = false): Day {
  const month = monthNumber(day) + by
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const last = addDays(firstDayOfMonth(addDays(first, 31)), -1)
  return toEnd ? last : earlierDay(last, `${first.slice(0, 8)}${day.slice(8)}`)
}

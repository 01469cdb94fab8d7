import { addDays, type Day, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'
import { type Interval, wilson, z95 } from '#shared/statistics.ts'

/** How many prospects filed in `filed` bought in `closed` (null: not), and how they stand. */
export interface CycleCell {
  filed: string
  closed: string | null
  /** Days from filing to signing; null where not bought. */
  days: number | null
  state: 'bought' | 'lost' | 'open'
  count: number
}

/** Same month, then one to six months later; what closes after that is `later`. */
export const cycleMonths = 6

export interface Cohort {
  month: string
  filed: number
  /** Bought in the same month, 1, 2 … 6 months later; null while that month is not over. */
  closed: (number | null)[]
  later: number
  bought: number
  lost: number
  open: number
  /** Whether six months after have passed: until then more may still close. */
  isOver: boolean
}

/** Months from `from` to `to` ('YYYY-MM'). */
export const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7))

/** By month of filing: what became of those filed then (product.md section 4, example 6). */
export function cohortsOf(cells: readonly CycleCell[], today: Day): Cohort[] {
  const months = [...new Set(cells.map((cell) => cell.filed))].sort()
  const now = today.slice(0, 7)
  return months.map((month) => {
    const own = cells.filter((cell) => cell.filed === month)
    const sum = (is: (cell: CycleCell) => boolean) =>
      own.reduce((total, cell) => total + (is(cell) ? cell.count : 0), 0)
    const passed = monthsBetween(month, now)
    const at = (lag: number) => (cell: CycleCell) =>
      cell.closed !== null && monthsBetween(month, cell.closed) === lag
    return {
      month,
      filed: sum(() => true),
      closed: Array.from({ length: cycleMonths + 1 }, (_, lag) =>
        lag < passed ? sum(at(lag)) : null,
      ),
      later: sum((cell) => cell.closed !== null && monthsBetween(month, cell.closed) > cycleMonths),
      bought: sum((cell) => cell.state === 'bought'),
      lost: sum((cell) => cell.state === 'lost'),
      open: sum((cell) => cell.state === 'open'),
      isOver: passed > cycleMonths,
    }
  })
}

export interface CurvePoint {
  lag: number
  /** Of the months of filing that have come so far: without a car before, and bought then. */
  waiting: number
  bought: number
  /** Bought by then; null where no month of filing has come so far. */
  share: number | null
  range: Interval | null
}

/**
 * The share bought by each month after filing, by life table: each step counts only the cohorts
 * that have come so far and is chained to the steps before, so that younger cohorts tell of the
 * early months and the curve never falls. Ranges at 95 % (Greenwood, on the log-log scale).
 */
export function closingCurve(cohorts: readonly Cohort[]): CurvePoint[] {
  let still = 1
  let spread = 0
  return Array.from({ length: cycleMonths + 1 }, (_, lag) => {
    const reached = cohorts.filter((cohort) => cohort.closed[lag] !== null)
    const sum = (of: (cohort: Cohort) => number) =>
      reached.reduce((total, cohort) => total + of(cohort), 0)
    const bought = sum((cohort) => cohort.closed[lag] ?? 0)
    const waiting = sum(
      (cohort) =>
        cohort.filed - cohort.closed.slice(0, lag).reduce<number>((a, b) => a + (b ?? 0), 0),
    )
    if (reached.length === 0) return { lag, waiting, bought, share: null, range: null }
    if (waiting > 0) still *= 1 - bought / waiting
    if (waiting > bought) spread += bought / (waiting * (waiting - bought))
    return { lag, waiting, bought, share: 1 - still, range: rangeOf(still, spread, waiting) }
  })
}

function rangeOf(still: number, spread: number, waiting: number): Interval {
  if (still <= 0) return wilson({ part: waiting, whole: waiting })
  if (still >= 1) return wilson({ part: 0, whole: waiting })
  const step = (z95 * Math.sqrt(spread)) / Math.abs(Math.log(still))
  return { low: 1 - still ** Math.exp(-step), high: 1 - still ** Math.exp(step) }
}

export interface ClosingMonth {
  month: string
  deals: number
  /** Of them filed in the same month, and so many months before. */
  sameMonth: number
  before: number[]
  earlier: number
  /** Days from filing to signing. */
  days: { quarter: number; median: number; threeQuarters: number } | null
}

/** By month of closing: where the deals of each month came from. `today` ends the last month early. */
export function closingsOf(cells: readonly CycleCell[]): ClosingMonth[] {
  const sold = cells.filter((cell) => cell.closed !== null)
  const months = [...new Set(sold.map((cell) => cell.closed as string))].sort()
  return months.map((month) => {
    const own = sold.filter((cell) => cell.closed === month)
    const sum = (is: (lag: number) => boolean) =>
      own.reduce(
        (total, cell) => total + (is(monthsBetween(cell.filed, month)) ? cell.count : 0),
        0,
      )
    return {
      month,
      deals: sum(() => true),
      sameMonth: sum((lag) => lag <= 0),
      before: Array.from({ length: cycleMonths }, (_, i) => sum((lag) => lag === i + 1)),
      earlier: sum((lag) => lag > cycleMonths),
      days: daysOf(own),
    }
  })
}

/** The month from which more than 90 % of deals were filed in the same month: a warning (seed 000-45). */
export const sameMonthWarning = 0.9

function daysOf(cells: readonly CycleCell[]): ClosingMonth['days'] {
  const counts = cells
    .filter((cell) => cell.days !== null)
    .map((cell) => ({ days: Math.max(0, cell.days ?? 0), count: cell.count }))
    .sort((a, b) => a.days - b.days)
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  if (total === 0) return null
  const at = (share: number) => {
    let seen = 0
    for (const one of counts) {
      seen += one.count
      if (seen >= share * total) return one.days
    }
    return counts.at(-1)?.days ?? 0
  }
  return { quarter: at(0.25), median: at(0.5), threeQuarters: at(0.75) }
}

/** The whole months `count` before the month of `today`, first and last day. */
export function wholeMonths(today: Day, count: number): { from: Day; to: Day } {
  const to = addDays(firstDayOfMonth(today), -1)
  let from = firstDayOfMonth(to)
  for (let i = 1; i < count; i += 1) from = firstDayOfMonth(addDays(from, -1))
  return { from, to: lastDayOfMonth(to) }
}

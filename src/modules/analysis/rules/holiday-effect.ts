import { addDays, type Day, daysBetween } from '#shared/days.ts'
import { compareRates, holm, type Interval } from '#shared/statistics.ts'
import { type DayCount, factorsFor, fitDays, sumOver } from './day-model.ts'
import { isWithin } from './media-effect.ts'

/** The marked days of one holiday in one year. */
export interface HolidayPeriod {
  name: string
  from: Day
  to: Day
}

export interface HolidayEffect extends HolidayPeriod {
  /** Open days of the holiday, and the comparable days around it. */
  days: number
  comparable: number
  seen: number
  expected: number | null
  /** Traffic ÷ expected − 1; null where it cannot be told. */
  effect: number | null
  range: Interval | null
  /** Adjusted for the number of holidays compared. */
  p: number
  said: 'lower' | 'higher' | 'unclear' | 'cannot-tell'
}

/** Days on each side that a holiday is compared with. */
const around = 28
const leastComparable = 14
const leastExpected = 20

/** Marked days of one name that follow each other within a week are one period. */
export function holidayPeriods(days: readonly Pick<DayCount, 'day' | 'mark'>[]): HolidayPeriod[] {
  const periods: HolidayPeriod[] = []
  for (const { day, mark } of days) {
    if (!mark) continue
    const last = periods.findLast((period) => period.name === mark)
    if (last && daysBetween(last.to, day) <= 7) last.to = day
    else periods.push({ name: mark, from: day, to: day })
  }
  return periods
}

/**
 * The traffic of each holiday's open days against the same weekdays of the open, unmarked days four
 * weeks before and after; adjusted for the number of holidays. `marks` are holidays only.
 */
export function holidayEffects(days: readonly DayCount[], today: Day): HolidayEffect[] {
  const model = fitDays(days, factorsFor(days))
  const rows = holidayPeriods(days)
    .filter((period) => period.to < today)
    .map((period) => {
      if (!model)
        return { period, compared: undefined, seen: 0, days: 0, comparable: 0, expected: 0 }
      const inside = sumOver(
        days,
        model,
        (one) => one.mark === period.name && isWithin(one.day, period),
      )
      const near = { from: addDays(period.from, -around), to: addDays(period.to, around) }
      const usual = sumOver(days, model, (one) => !one.mark && isWithin(one.day, near))
      const expected = usual.expected > 0 ? (inside.expected * usual.seen) / usual.expected : 0
      const isEnough = usual.days >= leastComparable && expected >= leastExpected
      return {
        period,
        seen: inside.seen,
        days: inside.days,
        comparable: usual.days,
        expected,
        compared: isEnough
          ? compareRates(
              { count: inside.seen, exposure: inside.expected },
              { count: usual.seen, exposure: usual.expected },
              model.dispersion,
            )
          : undefined,
      }
    })
  const known = rows.filter((row) => row.compared)
  const adjusted = holm(known.map((row) => row.compared?.p ?? 1))
  return rows.map((row) => {
    const { compared } = row
    const p = compared ? (adjusted[known.indexOf(row)] ?? 1) : 1
    return {
      ...row.period,
      days: row.days,
      comparable: row.comparable,
      seen: row.seen,
      expected: row.expected > 0 ? row.expected : null,
      effect: compared ? compared.ratio - 1 : null,
      range: compared ? { low: compared.low - 1, high: compared.high - 1 } : null,
      p,
      said: compared
        ? p > 0.05
          ? ('unclear' as const)
          : compared.ratio < 1
            ? ('lower' as const)
            : ('higher' as const)
        : ('cannot-tell' as const),
    }
  })
}

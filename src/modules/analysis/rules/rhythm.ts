import { weekday } from '#shared/days.ts'
import { compareRates, holm, type Interval } from '#shared/statistics.ts'
import { type DayCount, daysForSeason, type Factor, fitDays, spanOf } from './day-model.ts'

export interface IndexRow {
  /** Weekday 1–7 or month 01–12. */
  key: string
  /** Mean of its days ÷ mean of the comparable others put at 1. */
  index: number | null
  range: Interval | null
  /** Open, unmarked days behind it, and how many years they come from. */
  days: number
  years: number
  count: number
  /** Adjusted for the number of indices. */
  p: number
  said: 'lower' | 'higher' | 'unclear' | 'too-few'
}

/**
 * How far each weekday or month lies above or below the others, other things equal (season and
 * year for weekdays; weekdays and year for months). Holidays and closed days are left out. A month
 * seen in one year only says nothing: it cannot be told from that year's doings.
 */
export function rhythm(days: readonly DayCount[], of: 'weekday' | 'month'): IndexRow[] {
  const apart: Factor[] = of === 'weekday' ? ['block'] : ['weekday', 'year']
  const full = fitDays(days, of === 'weekday' ? ['weekday', 'block'] : ['weekday', 'month', 'year'])
  const without = fitDays(days, apart)
  const used = days.filter((one) => one.isOpen && !one.mark)
  const keyOf = (one: DayCount) =>
    of === 'weekday' ? String(weekday(one.day)) : one.day.slice(5, 7)
  const keys = Array.from({ length: of === 'weekday' ? 7 : 12 }, (_, i) =>
    of === 'weekday' ? String(i + 1) : String(i + 1).padStart(2, '0'),
  )
  const sums = keys.map((key) => {
    const own = used.filter((one) => keyOf(one) === key)
    return {
      key,
      days: own.length,
      years: new Set(own.map((one) => one.day.slice(0, 4))).size,
      count: own.reduce((sum, one) => sum + one.count, 0),
      exposure: without ? own.reduce((sum, one) => sum + without.expected(one.day), 0) : 0,
    }
  })
  const all = {
    count: sums.reduce((sum, one) => sum + one.count, 0),
    exposure: sums.reduce((sum, one) => sum + one.exposure, 0),
  }
  const compared = sums.map((one) => {
    const isEnough =
      full !== undefined &&
      one.days >= 4 &&
      (of === 'weekday' || (one.years >= 2 && spanOf(days) >= daysForSeason))
    return isEnough
      ? compareRates(
          { count: one.count, exposure: one.exposure },
          { count: all.count - one.count, exposure: all.exposure - one.exposure },
          full.dispersion,
        )
      : undefined
  })
  const known = compared.filter((one) => one !== undefined)
  const adjusted = holm(known.map((one) => one.p))
  return sums.map((one, place) => {
    const own = compared[place]
    const index = one.exposure > 0 ? one.count / one.exposure : null
    const p = own ? (adjusted[known.indexOf(own)] ?? 1) : 1
    return {
      key: one.key,
      index,
      // As wide as the comparison with the others, around the index.
      range:
        own && index !== null && own.ratio > 0
          ? { low: (index * own.low) / own.ratio, high: (index * own.high) / own.ratio }
          : null,
      days: one.days,
      years: one.years,
      count: one.count,
      p,
      said: own ? (p > 0.05 ? 'unclear' : own.ratio < 1 ? 'lower' : 'higher') : 'too-few',
    }
  })
}

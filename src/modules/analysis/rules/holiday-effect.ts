import { addDays, type Day, daysBetween } from '#shared/days.ts'
import { compareRates, holm, type Interval } from '#shared/statistics.ts'
import { type DayCount, type DayModel, factorsFor, fitDays, sumOver } from './day-model.ts'
import { isWithin } from './media-effect.ts'

/** The marked days of one holiday in one year. */
export interface HolidayPeriod {
  name: string
  from: Day
  to: Day
}

export interface HolidayEffect extends HolidayPeriod {
  /** How many holidays of the name are taken together. */
  times: number
  /** Open days of the holiday, and the comparable days around it. */
  days: number
  comparable: number
  seen: number
  expected: number | null
  /** Traffic ÷ expected − 1; null where it cannot be told. */
  effect: number | null
  range: Interval | null
  /** Of this comparison alone; 1 where it cannot be told. */
  p: number
}

export type Said = 'lower' | 'higher' | 'unclear' | 'cannot-tell'

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
 * weeks before and after; and each holiday that was more than once with its years together. Marks
 * are holidays only.
 */
export function holidayEffects(
  days: readonly DayCount[],
  today: Day,
): { each: HolidayEffect[]; together: HolidayEffect[] } {
  const model = fitDays(days, factorsFor(days))
  const parts = holidayPeriods(days)
    .filter((period) => period.to < today)
    .map((period) => partOf(days, model, period))
  const names = [...new Set(parts.map((part) => part.name))]
  return {
    each: parts.map((part) => effectOf([part], model)),
    together: names
      .map((name) => parts.filter((part) => part.name === name && part.comparable > 0))
      .filter((own) => own.length > 1)
      .map((own) => effectOf(own, model)),
  }
}

interface Part extends HolidayPeriod {
  days: number
  comparable: number
  seen: number
  expected: number
  /** Parties of the comparable days. */
  usual: number
}

function partOf(
  days: readonly DayCount[],
  model: DayModel | undefined,
  period: HolidayPeriod,
): Part {
  if (!model) return { ...period, days: 0, comparable: 0, seen: 0, expected: 0, usual: 0 }
  const inside = sumOver(
    days,
    model,
    (one) => one.mark === period.name && isWithin(one.day, period),
  )
  const near = { from: addDays(period.from, -around), to: addDays(period.to, around) }
  const usual = sumOver(days, model, (one) => !one.mark && isWithin(one.day, near))
  const level = usual.expected > 0 ? usual.seen / usual.expected : 0
  return {
    ...period,
    days: inside.days,
    comparable: usual.days,
    seen: inside.seen,
    expected: inside.expected * level,
    usual: usual.seen,
  }
}

/** One holiday, or several of its name: sums of what came and of what was to be expected. */
function effectOf(parts: readonly Part[], model: DayModel | undefined): HolidayEffect {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0)
  const expected = sum((part) => part.expected)
  const seen = sum((part) => part.seen)
  // The sum of the expected is as sure as this many parties would be.
  const sureness = sum((part) => (part.usual > 0 ? part.expected ** 2 / part.usual : 0))
  const base = sureness > 0 ? expected ** 2 / sureness : 0
  const isEnough =
    expected >= leastExpected && parts.every((part) => part.comparable >= leastComparable)
  const compared =
    model && isEnough
      ? compareRates(
          { count: seen, exposure: expected },
          { count: base, exposure: base },
          model.dispersion,
        )
      : undefined
  const last = parts.at(-1)
  return {
    name: last?.name ?? '',
    from: parts[0]?.from ?? '',
    to: last?.to ?? '',
    times: parts.length,
    days: sum((part) => part.days),
    comparable: sum((part) => part.comparable),
    seen,
    expected: expected > 0 ? expected : null,
    effect: compared ? compared.ratio - 1 : null,
    range: compared ? { low: compared.low - 1, high: compared.high - 1 } : null,
    p: compared?.p ?? 1,
  }
}

/** What each comparison of a table says, adjusted for the number of all of them (Holm). */
export function judgeHolidays<T extends HolidayEffect>(
  rows: readonly T[],
): (T & { adjusted: number; said: Said })[] {
  const told = rows.filter((row) => row.effect !== null)
  const adjusted = holm(told.map((row) => row.p))
  return rows.map((row) => {
    if (row.effect === null) return { ...row, adjusted: 1, said: 'cannot-tell' as const }
    const p = adjusted[told.indexOf(row)] ?? 1
    const said = p > 0.05 ? 'unclear' : row.effect < 0 ? 'lower' : 'higher'
    return { ...row, adjusted: p, said: said as Said }
  })
}

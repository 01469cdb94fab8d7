import { type Day, daysBetween, weekday } from '#shared/days.ts'
import { dispersionOf } from '#shared/statistics.ts'

/** One day of a series of counts. */
export interface DayCount {
  day: Day
  count: number
  /** A closed day is compared with nothing. */
  isOpen: boolean
  /** Holiday or make-up workday, by name. */
  mark?: string | undefined
}

/** What makes days differ: each factor multiplies the mean (a Poisson model of main effects). */
export type Factor = 'weekday' | 'month' | 'year' | 'block'

export interface DayModel {
  /** The mean expected of a day. */
  expected(day: Day): number
  /** Variance ÷ mean, by single days or by weeks, whichever scatters more; at least 1. */
  dispersion: number
  /** How many days it stands on. */
  days: number
  /** The multiplier of each level of a factor, relative to the average day. */
  levels: Map<Factor, Map<string, number>>
}

/** Days in one step of the slowly moving level. */
const blockDays = 61
/** A store must have been watched this long before months can be told from growth. */
export const daysForSeason = 700

const levelOf: Record<Factor, (day: Day) => string> = {
  weekday: (day) => String(weekday(day)),
  month: (day) => day.slice(5, 7),
  year: (day) => day.slice(0, 4),
  block: (day) => String(Math.floor(daysBetween('2000-01-01', day) / blockDays)),
}

/** Days from the first to the last of a series, also where some between are left out. */
export function spanOf(days: readonly DayCount[]): number {
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? daysBetween(first.day, last.day) + 1 : 0
}

/** The factors a series of this length can carry beside its weekdays. */
export function factorsFor(days: readonly DayCount[]): Factor[] {
  return spanOf(days) >= daysForSeason ? ['weekday', 'month', 'block'] : ['weekday', 'block']
}

/**
 * Fits the mean of a day as a product of its factors (maximum likelihood by proportional fitting)
 * on the open, unmarked days; undefined below four weeks of them or without any count.
 */
export function fitDays(
  days: readonly DayCount[],
  factors: readonly Factor[],
  leaveOut: (day: Day) => boolean = () => false,
): DayModel | undefined {
  const used = days.filter((one) => one.isOpen && !one.mark && !leaveOut(one.day))
  const total = used.reduce((sum, one) => sum + one.count, 0)
  if (used.length < 28 || total === 0) return undefined
  const base = total / used.length
  const counts = Float64Array.from(used, (one) => one.count)
  const fitted = new Float64Array(used.length).fill(base)
  const coded = factors.map((factor) => codesOf(factor, used))
  for (let round = 0; round < 60; round += 1) {
    let moved = 0
    for (const factor of coded) moved = Math.max(moved, fitFactor(factor, counts, fitted))
    if (moved < 1e-6) break
  }
  const levels = new Map(
    coded.map(({ factor, keys, value }) => [
      factor,
      new Map(keys.map((key, code) => [key, value[code] ?? 1])),
    ]),
  )
  const parameters = 1 + [...levels.values()].reduce((sum, own) => sum + own.size - 1, 0)
  return {
    expected: (day) =>
      factors.reduce(
        (product, factor) => product * nearest(levels.get(factor), levelOf[factor](day)),
        base,
      ),
    dispersion: Math.max(
      dispersionOf(counts, fitted, parameters),
      weeklyDispersion(used, fitted, parameters),
    ),
    days: used.length,
    levels,
  }
}

interface CodedFactor {
  factor: Factor
  keys: string[]
  /** The place of each day's level in `keys`. */
  codes: Int32Array
  /** The multiplier of each level so far. */
  value: Float64Array
}

function codesOf(factor: Factor, used: readonly DayCount[]): CodedFactor {
  const places = new Map<string, number>()
  const codes = Int32Array.from(used, (one) => {
    const key = levelOf[factor](one.day)
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return place
  })
  return { factor, keys: [...places.keys()], codes, value: new Float64Array(places.size).fill(1) }
}

/** Brings the sums of one factor's levels to what was counted; gives the largest step taken. */
function fitFactor(
  { codes, value }: CodedFactor,
  counts: Float64Array,
  fitted: Float64Array,
): number {
  const seen = new Float64Array(value.length)
  const expected = new Float64Array(value.length)
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number
    seen[code] = (seen[code] as number) + (counts[i] as number)
    expected[code] = (expected[code] as number) + (fitted[i] as number)
  }
  // A level without any count keeps a tenth of a party: its days stay possible.
  const step = seen.map((sum, code) => Math.max(sum, 0.1) / (expected[code] as number))
  for (let code = 0; code < value.length; code += 1)
    value[code] = (value[code] as number) * (step[code] as number)
  for (let i = 0; i < codes.length; i += 1)
    fitted[i] = (fitted[i] as number) * (step[codes[i] as number] as number)
  return step.reduce((most, one) => Math.max(most, Math.abs(one - 1)), 0)
}

/** A level never seen takes the nearest one before it, as the level of the next weeks is today's. */
function nearest(levels: Map<string, number> | undefined, key: string): number {
  const known = levels?.get(key)
  if (known !== undefined) return known
  const before = [...(levels ?? [])].filter(([other]) => Number(other) < Number(key))
  return before.sort((a, b) => Number(b[0]) - Number(a[0]))[0]?.[1] ?? 1
}

/** Slow swings do not show in single days; weeks show them. */
function weeklyDispersion(
  used: readonly DayCount[],
  fitted: ArrayLike<number>,
  parameters: number,
): number {
  const weeks = new Map<number, { seen: number; fitted: number }>()
  for (const [index, one] of used.entries()) {
    const key = Math.floor(daysBetween('2000-01-03', one.day) / 7)
    const week = weeks.get(key) ?? { seen: 0, fitted: 0 }
    week.seen += one.count
    week.fitted += fitted[index] ?? 0
    weeks.set(key, week)
  }
  const sums = [...weeks.values()]
  return dispersionOf(
    sums.map((week) => week.seen),
    sums.map((week) => week.fitted),
    Math.min(parameters, Math.floor(sums.length / 2)),
  )
}

/** Sums of counts and of what was expected, over the open days of a window. */
export function sumOver(
  days: readonly DayCount[],
  model: DayModel,
  isIn: (one: DayCount) => boolean,
): { seen: number; expected: number; days: number } {
  const sum = { seen: 0, expected: 0, days: 0 }
  for (const one of days) {
    if (!one.isOpen || !isIn(one)) continue
    sum.seen += one.count
    sum.expected += model.expected(one.day)
    sum.days += 1
  }
  return sum
}

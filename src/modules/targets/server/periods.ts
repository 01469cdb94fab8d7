import { type Day, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** The twelve months of a year, its four quarters, the year itself: as targets name them. */
export const monthsOf = (year: number): string[] =>
  Array.from({ length: 12 }, (_, place) => `${year}-${two(place + 1)}`)
export const quartersOf = (year: number): string[] => [1, 2, 3, 4].map((n) => `${year}-Q${n}`)
export const periodsOf = (year: number): string[] => [
  String(year),
  ...quartersOf(year),
  ...monthsOf(year),
]

/** The months a period is made of; of a month itself. */
export function monthsIn(period: string): string[] {
  if (/^\d{4}$/.test(period)) return monthsOf(Number(period))
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (!quarter) return [period]
  const first = (Number(quarter[2]) - 1) * 3
  return monthsOf(Number(quarter[1])).slice(first, first + 3)
}

/** First and last day of a period. */
export function daysOfPeriod(period: string): { from: Day; to: Day } {
  const months = monthsIn(period)
  return {
    from: firstDayOfMonth(months[0] ?? period),
    to: lastDayOfMonth(months.at(-1) ?? period),
  }
}

export const yearOf = (period: string): number => Number(period.slice(0, 4))
/** The same period a year before. */
export const aYearBefore = (period: string): string => `${yearOf(period) - 1}${period.slice(4)}`

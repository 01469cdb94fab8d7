import { sheetPeriods } from '../periods-said.ts'

/** The value of a subject's period; null where none is set. */
export type ValueOf = (subject: string, period: string) => number | null

/** The months of a quarter or year, in the words of targets; none of a month. */
function monthsOfPeriod(period: string): string[] {
  const [year = '', part] = period.split('-')
  if (part !== undefined && !part.startsWith('Q')) return []
  const first = part === undefined ? 0 : Number(part.slice(1)) * 3 - 3
  return sheetPeriods(Number(year)).slice(first, part === undefined ? 12 : first + 3)
}

/** What the months of a quarter or year add up to, where each of them has a target. */
export function sumOfMonths(subject: string, period: string, valueOf: ValueOf): number | undefined {
  const months = monthsOfPeriod(period).map((month) => valueOf(subject, month))
  if (months.length === 0 || months.includes(null)) return undefined
  return months.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

/** How far the months are from the quarter's or year's own target; 0 where they agree or one lacks. */
export function monthsMissing(subject: string, period: string, valueOf: ValueOf): number {
  const own = valueOf(subject, period)
  const sum = sumOfMonths(subject, period, valueOf)
  return own === null || sum === undefined ? 0 : own - sum
}

/**
 * What all subjects add up to in a period, each by its own target or the months it has so far; undefined
 * where nobody has any.
 */
export function sumOfSubjects(
  subjects: readonly string[],
  period: string,
  valueOf: ValueOf,
): number | undefined {
  const goals = subjects.flatMap((subject) => {
    const own = valueOf(subject, period)
    return own === null
      ? monthsOfPeriod(period).flatMap((month) => valueOf(subject, month) ?? [])
      : [own]
  })
  return goals.length === 0 ? undefined : goals.reduce((sum, value) => sum + value, 0)
}

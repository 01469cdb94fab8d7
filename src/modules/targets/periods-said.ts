import type { targetWords } from './words.ts'

type Say = (
  key: keyof typeof targetWords & string,
  values?: Record<string, string | number>,
) => string

/** A period in words: 9 月, 3 季度, 全年. */
export function sayPeriod(period: string, t: Say): string {
  if (period.length === 4) return t('wholeYear')
  if (period.includes('Q')) return t('quarterN', { n: period.slice(-1) })
  return t(`month${Number(period.slice(5))}` as 'month1')
}

/** The columns of a table or sheet of a year: its months, its quarters, the year. */
export const sheetPeriods = (year: number): string[] => [
  ...Array.from({ length: 12 }, (_, place) => `${year}-${String(place + 1).padStart(2, '0')}`),
  ...[1, 2, 3, 4].map((n) => `${year}-Q${n}`),
  String(year),
]

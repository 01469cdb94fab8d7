import type { TargetCell, TargetNumber, TargetScope } from '../contract.ts'
import type { targetWords } from '../words.ts'

/** A target somebody opened. */
export interface ChosenCell {
  metric: TargetNumber
  scope: TargetScope
  subject: string
  name: string
  cell: TargetCell
}

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

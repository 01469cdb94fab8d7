import { expect, test } from 'vitest'
import { besidePeriod, isPeriodOf, periodOfDay } from './pace-periods.ts'

test('[002-12] the pace steps through months, quarters and years, over the turn of the year', () => {
  expect(besidePeriod('2026-01', -1)).toBe('2025-12')
  expect(besidePeriod('2026-12', 1)).toBe('2027-01')
  expect(besidePeriod('2026-Q1', -1)).toBe('2025-Q4')
  expect(besidePeriod('2026-Q4', 1)).toBe('2027-Q1')
  expect(besidePeriod('2026', 1)).toBe('2027')
  expect(periodOfDay('quarter', '2026-11-22')).toBe('2026-Q4')
  expect(isPeriodOf('month', '2026-Q4')).toBe(false)
})

import { expect, test } from 'vitest'
import { addMonths, isMonth, weeksOf } from './month.ts'

test('a month is shown in whole weeks, Monday first', () => {
  const weeks = weeksOf('2026-09')
  expect(weeks).toHaveLength(5)
  expect(weeks[0]?.[0]).toBe('2026-08-31')
  expect(weeks[4]?.[6]).toBe('2026-10-04')
  expect(weeksOf('2027-02').flat()).toHaveLength(28)
})

test('months run across the turn of the year', () => {
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  expect(isMonth('2026-13')).toBe(false)
  expect(isMonth('2026-02')).toBe(true)
})

import { expect, test } from 'vitest'
import { movingPeriod } from './moving-period.ts'

test('a moving period ends today or with the period before', () => {
  const of = (name: string) => {
    const { from, to } = movingPeriod(name, '2026-09-16')
    return `${from}..${to}`
  }
  expect(of('this_week')).toBe('2026-09-14..2026-09-16')
  expect(of('last_week')).toBe('2026-09-07..2026-09-13')
  expect(of('this_month')).toBe('2026-09-01..2026-09-16')
  expect(of('last_month')).toBe('2026-08-01..2026-08-31')
  expect(of('this_quarter')).toBe('2026-07-01..2026-09-16')
  expect(of('last_quarter')).toBe('2026-04-01..2026-06-30')
  expect(of('this_year')).toBe('2026-01-01..2026-09-16')
  expect(of('last_30_days')).toBe('2026-08-18..2026-09-16')
  expect(of('last_90_days')).toBe('2026-06-19..2026-09-16')
  expect(of('last_12_months')).toBe('2025-10-01..2026-09-16')
  expect(of('yesterday')).toBe('2026-09-15..2026-09-15')
  expect(of('today')).toBe('2026-09-16..2026-09-16')
})

test('quarters and months turn over the year', () => {
  expect(movingPeriod('last_quarter', '2026-02-03')).toEqual({
    from: '2025-10-01',
    to: '2025-12-31',
  })
  expect(movingPeriod('last_12_months', '2026-01-31').from).toBe('2025-02-01')
  expect(movingPeriod('last_12_months', '2026-12-01').from).toBe('2026-01-01')
})

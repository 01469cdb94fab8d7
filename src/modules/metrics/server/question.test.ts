import { expect, test } from 'vitest'
import { previousPeriod, yearBefore } from './question.ts'

const period = (from: string, to: string) => ({ from, to })

test.each([
  ['a whole month', '2026-09-01', '2026-09-30', '2026-08-01', '2026-08-31'],
  ['a month so far', '2026-09-01', '2026-09-15', '2026-08-01', '2026-08-15'],
  ['March up to the 30th', '2026-03-01', '2026-03-30', '2026-02-01', '2026-02-28'],
  ['a whole February', '2028-02-01', '2028-02-29', '2028-01-01', '2028-01-31'],
  ['a quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
  ['January', '2026-01-01', '2026-01-31', '2025-12-01', '2025-12-31'],
  ['one day', '2026-09-15', '2026-09-15', '2026-09-14', '2026-09-14'],
  ['a week', '2026-09-07', '2026-09-13', '2026-08-31', '2026-09-06'],
])('%s is compared with the period before', (_name, from, to, before, until) => {
  expect(previousPeriod(period(from, to))).toEqual(period(before, until))
})

test('the same period a year before, leap days included', () => {
  expect(yearBefore(period('2026-09-01', '2026-09-15'))).toEqual(period('2025-09-01', '2025-09-15'))
  expect(yearBefore(period('2028-02-29', '2028-02-29'))).toEqual(period('2027-02-28', '2027-02-28'))
  expect(yearBefore(period('2029-02-01', '2029-02-28'))).toEqual(period('2028-02-01', '2028-02-29'))
})

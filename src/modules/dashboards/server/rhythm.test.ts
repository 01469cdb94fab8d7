import { expect, test } from 'vitest'
import { nextOf } from './rhythm.ts'

test('a rhythm falls on the next such day, today included', () => {
  const from = '2026-09-16'
  expect(nextOf({ rhythm: 'daily', weekday: null, monthDay: null }, from)).toBe('2026-09-16')
  expect(nextOf({ rhythm: 'weekly', weekday: 3, monthDay: null }, from)).toBe('2026-09-16')
  expect(nextOf({ rhythm: 'weekly', weekday: 1, monthDay: null }, from)).toBe('2026-09-21')
  expect(nextOf({ rhythm: 'monthly', weekday: null, monthDay: 1 }, from)).toBe('2026-10-01')
  expect(nextOf({ rhythm: 'monthly', weekday: null, monthDay: 28 }, from)).toBe('2026-09-28')
})

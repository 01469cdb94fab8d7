import { expect, test } from 'vitest'
import { presetDays, presetOf } from './period.ts'

const tuesday = '2026-09-15'

test.each([
  ['today', '2026-09-15', '2026-09-15'],
  ['yesterday', '2026-09-14', '2026-09-14'],
  ['thisWeek', '2026-09-14', '2026-09-15'],
  ['thisMonth', '2026-09-01', '2026-09-15'],
  ['lastMonth', '2026-08-01', '2026-08-31'],
  ['thisYear', '2026-01-01', '2026-09-15'],
] as const)('%s has its days', (preset, from, to) => {
  expect(presetDays(preset, tuesday)).toEqual({ from, to })
  expect(presetOf(from, to, tuesday)).toBe(preset)
})

test('other days are no preset', () => {
  expect(presetOf('2026-09-02', '2026-09-05', tuesday)).toBeUndefined()
})

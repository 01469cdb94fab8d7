import { expect, test } from 'vitest'
import { reachOf, trustOf } from './trust.ts'

const past = (coverage: number, error: number, naiveError: number) =>
  trustOf({ months: [], coverage, error, naiveError })

test('[002-11] the back-test is read for the manager: relied on, no better than a mean, or too narrow', () => {
  expect(past(0.83, 2.1, 3.4)).toBe('good')
  expect(past(0.83, 3.5, 3.4)).toBe('no_better')
  expect(past(0.5, 2.1, 3.4)).toBe('too_narrow')
  expect(trustOf({ months: [], coverage: null, error: null, naiveError: null })).toBeUndefined()
})

test('[002-11] a target below the range is as good as reached, above it hardly', () => {
  const range = { low: 18, high: 26 }
  expect([17, 18, 26, 27].map((target) => reachOf(target, range))).toEqual([
    'surely',
    'possibly',
    'possibly',
    'hardly',
  ])
})

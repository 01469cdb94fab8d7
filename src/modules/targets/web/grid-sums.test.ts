import { expect, test } from 'vitest'
import { monthsMissing, sumOfSubjects, type ValueOf } from './grid-sums.ts'

const values: Record<string, number> = {
  'a 2026-01': 4,
  'a 2026-02': 5,
  'a 2026-03': 6,
  'a 2026-Q1': 17,
  'b 2026-01': 3,
}
const valueOf: ValueOf = (subject, period) => values[`${subject} ${period}`] ?? null

test('[002-12] a quarter that its months do not make up says by how much', () => {
  expect(monthsMissing('a', '2026-Q1', valueOf)).toBe(2)
  expect(monthsMissing('b', '2026-Q1', valueOf)).toBe(0)
})

test('[002-12] the consultants are summed by period, to stand against the target of the store', () => {
  expect(sumOfSubjects(['a', 'b'], '2026-01', valueOf)).toBe(7)
  expect(sumOfSubjects(['a', 'b'], '2026-Q1', valueOf)).toBe(20)
  expect(sumOfSubjects(['a', 'b'], '2026-04', valueOf)).toBeUndefined()
})

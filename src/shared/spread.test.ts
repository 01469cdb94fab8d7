import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadWhole } from './spread.ts'

test('[002-12] a target spread down leaves no remainder', () => {
  expect(spreadWhole(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(spreadWhole(7, [0, 0])).toEqual([4, 3])
  expect(spreadWhole(60, [3, 2, 1])).toEqual([30, 20, 10])
  expect(spreadWhole(5, [])).toEqual([])
})

test('[002-12] whatever the total and the weights, the parts add up and nobody is off by one whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_000 }),
      fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 }),
      (total, weights) => {
        const parts = spreadWhole(total, weights)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
        const sum = weights.reduce((a, b) => a + b, 0)
        for (const [place, part] of parts.entries()) {
          const share = sum > 0 ? (total * (weights[place] ?? 0)) / sum : total / weights.length
          expect(Math.abs(part - share)).toBeLessThan(1.001)
        }
      },
    ),
    { numRuns: 200 },
  )
})

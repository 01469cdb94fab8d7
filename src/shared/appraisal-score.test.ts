import { expect, test } from 'vitest'
import { addsTo100, scoreMeasure } from './appraisal-score.ts'

const weighing = { weight: 40, better: 'more', floor: 0.5, cap: 1.2 } as const

test('[002-63] points are weight times attainment, between floor and cap', () => {
  expect(scoreMeasure(weighing, 8, 10)).toEqual({ attainment: 0.8, score: 0.8, points: 32 })
  expect(scoreMeasure(weighing, 4, 10)).toEqual({ attainment: 0.4, score: 0, points: 0 })
  expect(scoreMeasure(weighing, 15, 10)).toEqual({ attainment: 1.5, score: 1.2, points: 48 })
})

test('[002-63] where less is better the target is divided by the value', () => {
  const less = { ...weighing, better: 'less' } as const
  expect(scoreMeasure(less, 20, 10).points).toBe(20)
  expect(scoreMeasure(less, 0, 10).points).toBe(48)
})

test('[002-63] nothing to score earns nothing, and the weights must make 100', () => {
  expect(scoreMeasure(weighing, null, 10)).toEqual({ attainment: null, score: 0, points: 0 })
  expect(scoreMeasure(weighing, 3, 0).attainment).toBeNull()
  expect(addsTo100([40, 35, 25])).toBe(true)
  expect(addsTo100([40, 35])).toBe(false)
})

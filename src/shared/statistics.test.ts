import { describe, expect, test } from 'vitest'
import {
  compareRates,
  compareShares,
  dispersionOf,
  holm,
  mean,
  meanInterval,
  median,
  medianInterval,
  normalCdf,
  oneAgainstRest,
  quantile,
  twoSided,
  wilson,
} from './statistics.ts'

describe('known values', () => {
  test('the normal distribution', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 12)
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 10)
    expect(normalCdf(-1)).toBeCloseTo(0.15865525393145707, 10)
    expect(twoSided(3)).toBeCloseTo(0.0026997960632602, 10)
    expect(twoSided(4)).toBeCloseTo(6.334248366623996e-5, 10)
    expect([normalCdf(-9), normalCdf(9)]).toEqual([0, 1])
  })

  test('Wilson of 8 in 10 and of none in 10', () => {
    const eight = wilson({ part: 8, whole: 10 })
    expect(eight.low).toBeCloseTo(0.4901625, 6)
    expect(eight.high).toBeCloseTo(0.9433178, 6)
    const none = wilson({ part: 0, whole: 10 })
    expect(none.low).toBe(0)
    expect(none.high).toBeCloseTo(0.2775328, 6)
    expect(wilson({ part: 0, whole: 0 })).toEqual({ low: 0, high: 1 })
  })

  test("Newcombe's example: 56 of 70 against 48 of 80", () => {
    const compared = compareShares({ part: 56, whole: 70 }, { part: 48, whole: 80 })
    expect(compared.difference).toBeCloseTo(0.2, 10)
    expect(compared.low).toBeCloseTo(0.0524, 4)
    expect(compared.high).toBeCloseTo(0.3339, 4)
    expect(compared.p).toBeCloseTo(0.008045, 5)
  })

  test('Holm', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
  })

  test('two Poisson rates: 60 in 30 days against 40 in 30', () => {
    const compared = compareRates({ count: 60, exposure: 30 }, { count: 40, exposure: 30 })
    expect(compared?.ratio).toBeCloseTo(1.5, 10)
    expect(compared?.low).toBeCloseTo(1.005, 2)
    expect(compared?.p).toBeCloseTo(0.0471, 3)
    const scattered = compareRates({ count: 60, exposure: 30 }, { count: 40, exposure: 30 }, 4)
    expect(scattered?.p).toBeGreaterThan(0.3)
    expect(compareRates({ count: 3, exposure: 1 }, { count: 0, exposure: 5 })).toBeUndefined()
    expect(compareRates({ count: 0, exposure: 5 }, { count: 50, exposure: 5 })?.low).toBe(0)
  })

  test('dispersion is one for what scatters less than chance, more for clumps', () => {
    expect(dispersionOf([10, 10, 10], [10, 10, 10], 1)).toBe(1)
    expect(dispersionOf([0, 20, 0, 20], [10, 10, 10, 10], 1)).toBeCloseTo(13.333, 2)
    expect(dispersionOf([1], [1], 1)).toBe(1)
  })

  test('quantiles as R type 7, means and their intervals', () => {
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75)
    expect(median([5, 1, 3])).toBe(3)
    expect(median([])).toBeUndefined()
    expect(mean([1, 2, 6])).toBe(3)
    expect(mean([])).toBeUndefined()
    expect(meanInterval([1, 2, 3, 4, 5])?.low).toBeCloseTo(1.6141, 3)
    expect(medianInterval([1, 2, 3])).toBeUndefined()
    expect(medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ low: 2, high: 9 })
  })
})

test('a group is told apart from the rest only beyond chance, and never on few records', () => {
  const groups = [
    { key: 'weak', part: 45, whole: 150 },
    { key: 'b', part: 75, whole: 150 },
    { key: 'c', part: 78, whole: 150 },
    { key: 'd', part: 70, whole: 150 },
    { key: 'new', part: 0, whole: 6 },
  ]
  const said = Object.fromEntries(
    oneAgainstRest(groups, { leastN: 30 }).map((one) => [one.key, one.standing]),
  )
  expect(said).toEqual({
    weak: 'lower',
    b: 'unclear',
    c: 'unclear',
    d: 'unclear',
    new: 'too-few',
  })
  expect(oneAgainstRest([{ key: 'alone', part: 5, whole: 50 }], { leastN: 30 })[0]?.standing).toBe(
    'too-few',
  )
})

test('equal groups are accused in at most 5 of 100 comparisons of whole teams', () => {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  let accused = 0
  for (let team = 0; team < 1000; team += 1) {
    const groups = Array.from({ length: 8 }, (_, key) => ({
      key: String(key),
      whole: 150,
      part: Array.from({ length: 150 }, next).filter((draw) => draw < 0.45).length,
    }))
    if (oneAgainstRest(groups, { leastN: 30 }).some((one) => one.standing !== 'unclear'))
      accused += 1
  }
  expect(accused).toBeLessThanOrEqual(60)
})

import { expect, test } from 'vitest'
import { fitLogistic, predict } from './logistic.ts'

test('[002-58] with one fact the fitted probability is the share that was seen', () => {
  const rows: number[][] = []
  const outcomes: (0 | 1)[] = []
  for (let place = 0; place < 1000; place += 1) {
    const isHot = place % 2 === 0
    rows.push([isHot ? 1 : 0])
    outcomes.push((isHot ? place % 10 < 4 : place % 20 < 2) ? 1 : 0)
  }
  const share = (hot: number) =>
    outcomes.filter((y, i) => y === 1 && rows[i]?.[0] === hot).length / 500
  const model = fitLogistic(rows, outcomes, 1e-6)
  expect(predict(model, [1])).toBeCloseTo(share(1), 4)
  expect(predict(model, [0])).toBeCloseTo(share(0), 4)
})

test('[002-58] a fact that never varies says nothing', () => {
  const model = fitLogistic([[1], [1], [1], [1]], [1, 0, 0, 0])
  expect(Math.abs(model.weights[0] ?? 1)).toBeLessThan(0.05)
  expect(predict(model, [1])).toBeCloseTo(0.25, 1)
})

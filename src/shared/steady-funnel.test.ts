import { expect, test } from 'vitest'
import { checkFunnel } from './steady-funnel.ts'

const rates = [0.5, 0.8, 0.9]
const funnel = (amounts: number[]) =>
  amounts.map((amount, place) => ({ amount, rate: rates[place] ?? 1 }))

test('[002-61] 500,000, 250,000 and 200,000 at 50, 80 and 90 % give 180,000 each: steady', () => {
  const { stages, verdict, mean } = checkFunnel(funnel([500_000, 250_000, 200_000]))
  expect(stages.map((stage) => stage.yield)).toEqual([180_000, 180_000, 180_000])
  expect(mean).toBe(180_000)
  expect(verdict).toBe('steady')
})

test('[002-61] too little at the top is thinning, too much is filling, a hole is uneven', () => {
  expect(checkFunnel(funnel([200_000, 250_000, 200_000])).verdict).toBe('thinning')
  expect(checkFunnel(funnel([900_000, 250_000, 200_000])).verdict).toBe('filling')
  expect(checkFunnel(funnel([500_000, 50_000, 200_000])).verdict).toBe('uneven')
  expect(checkFunnel(funnel([0, 0, 0])).verdict).toBe('empty')
})

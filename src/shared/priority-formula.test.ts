import { expect, test } from 'vitest'
import { defaultFormula, rankCustomer } from './priority-formula.ts'

const nobody = { cars: 0, amountFen: 0, isSpecial: false, isOwner: false, card: null }
const hot = {
  level: 'H',
  stage: 75,
  expectedFen: 30_000_000,
  daysSinceContact: 2,
  hasDriven: true,
} as const

test('[002-19] every point of a priority has its reason, and they add up', () => {
  const ranked = rankCustomer(defaultFormula, {
    cars: 2,
    amountFen: 40_000_000,
    isSpecial: false,
    isOwner: true,
    card: hot,
  })
  expect(ranked).toMatchObject({ class: 'owner', priority: 1 })
  expect(ranked.reasons.map((one) => [one.fact, one.points])).toEqual([
    ['cars', 30],
    ['amount', 20],
    ['level', 40],
    ['stage', 15],
    ['expected', 12],
    ['recent', 8],
    ['testDrive', 8],
    ['returning', 10],
  ])
  expect(ranked.valuePoints + ranked.potentialPoints).toBe(143)
})

test('[002-19] potential, intended and owner; priority is a scale of its own', () => {
  expect(rankCustomer(defaultFormula, nobody)).toMatchObject({ class: 'potential', priority: 3 })
  expect(rankCustomer(defaultFormula, { ...nobody, card: { ...hot, level: 'C' } }).class).toBe(
    'potential',
  )
  expect(rankCustomer(defaultFormula, { ...nobody, card: hot }).class).toBe('intended')
  const strict = { ...defaultFormula, limits: { first: 400, second: 300 } }
  expect(rankCustomer(strict, { ...nobody, card: hot }).priority).toBe(3)
})

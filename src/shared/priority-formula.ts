import { z } from 'zod'

/** Points for what a customer has, at most `most`: `points` for each `per` of it. */
const stepsSchema = z.strictObject({
  per: z.number().positive().max(1e9),
  points: z.int().min(0).max(100),
  most: z.int().min(0).max(100),
})
const pointsSchema = z.int().min(0).max(100)

/**
 * How a customer's priority is worked out, as data: value is what they brought, potential what they
 * may bring. Both add up; the limits say from how many points on a customer is 1 or 2, else 3.
 */
export const formulaSchema = z.strictObject({
  value: z.strictObject({
    /** Cars delivered. */
    cars: stepsSchema,
    /** Amount of their contracts, in units of 10,000 yuan. */
    amount: stepsSchema,
    /** Marked as fleet or VIP. */
    special: pointsSchema,
  }),
  potential: z.strictObject({
    /** The intent level of the open card. */
    H: pointsSchema,
    A: pointsSchema,
    B: pointsSchema,
    C: pointsSchema,
    /** The funnel stage, in per cent. */
    stage: stepsSchema,
    /** What the open card may be worth, in units of 10,000 yuan. */
    expected: stepsSchema,
    /** Contacted within so many days. */
    recent: z.strictObject({ days: z.int().min(1).max(365), points: pointsSchema }),
    /** Drove a car. */
    testDrive: pointsSchema,
    /** Bought before and has an open card again. */
    returning: pointsSchema,
  }),
  limits: z.strictObject({ first: z.int().min(1).max(500), second: z.int().min(1).max(500) }),
})
export type PriorityFormula = z.infer<typeof formulaSchema>

export const defaultFormula: PriorityFormula = {
  value: {
    cars: { per: 1, points: 15, most: 45 },
    amount: { per: 10, points: 5, most: 30 },
    special: 15,
  },
  potential: {
    H: 40,
    A: 30,
    B: 18,
    C: 8,
    stage: { per: 25, points: 5, most: 20 },
    expected: { per: 10, points: 4, most: 20 },
    recent: { days: 7, points: 8 },
    testDrive: 8,
    returning: 10,
  },
  limits: { first: 60, second: 30 },
}

export interface RankedFacts {
  cars: number
  amountFen: number
  isSpecial: boolean
  isOwner: boolean
  /** The open card, where there is one. */
  card: {
    level: 'H' | 'A' | 'B' | 'C'
    stage: number
    expectedFen: number
    daysSinceContact: number
    hasDriven: boolean
  } | null
}

export interface PriorityReason {
  fact: string
  kind: 'value' | 'potential'
  value: string | number
  points: number
}

export interface Ranked {
  class: 'potential' | 'intended' | 'owner'
  priority: 1 | 2 | 3
  valuePoints: number
  potentialPoints: number
  reasons: PriorityReason[]
}

const wan = (fen: number): number => Math.round(fen / 10_000) / 100

/**
 * Life-cycle class and priority of a customer (seed 002-19), each point with its reason. Owner: bought;
 * intended: an open card of level H, A or B; potential: the rest. Priority is a scale of its own and is
 * mixed with no other.
 */
export function rankCustomer(formula: PriorityFormula, facts: RankedFacts): Ranked {
  const reasons: PriorityReason[] = []
  const give = (
    kind: PriorityReason['kind'],
    fact: string,
    value: string | number,
    points: number,
  ) => {
    if (points > 0) reasons.push({ fact, kind, value, points })
  }
  const steps = ({ per, points, most }: { per: number; points: number; most: number }, n: number) =>
    Math.min(most, Math.floor(n / per + 1e-9) * points)
  const { value, potential, limits } = formula
  give('value', 'cars', facts.cars, steps(value.cars, facts.cars))
  give('value', 'amount', wan(facts.amountFen), steps(value.amount, wan(facts.amountFen)))
  if (facts.isSpecial) give('value', 'special', '', value.special)
  const { card } = facts
  if (card) {
    give('potential', 'level', card.level, potential[card.level])
    give('potential', 'stage', card.stage, steps(potential.stage, card.stage))
    give(
      'potential',
      'expected',
      wan(card.expectedFen),
      steps(potential.expected, wan(card.expectedFen)),
    )
    if (card.daysSinceContact <= potential.recent.days)
      give('potential', 'recent', card.daysSinceContact, potential.recent.points)
    if (card.hasDriven) give('potential', 'testDrive', '', potential.testDrive)
    if (facts.isOwner) give('potential', 'returning', '', potential.returning)
  }
  const sum = (kind: PriorityReason['kind']) =>
    reasons.reduce((total, one) => total + (one.kind === kind ? one.points : 0), 0)
  const points = sum('value') + sum('potential')
  return {
    class: facts.isOwner ? 'owner' : card && card.level !== 'C' ? 'intended' : 'potential',
    priority: points >= limits.first ? 1 : points >= limits.second ? 2 : 3,
    valuePoints: sum('value'),
    potentialPoints: sum('potential'),
    reasons,
  }
}

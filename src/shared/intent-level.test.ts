import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#shared/days.ts'
import {
  compareLevels,
  DEFAULT_LEVEL_LIMITS,
  driftedLevel,
  driftSteps,
  estimatedDateFor,
  INTENT_LEVELS,
  isIntentLevel,
  levelFor,
} from '#shared/intent-level.ts'
import {
  intentLevelSchema,
  levelLimitsSchema,
  promiseGapsSchema,
} from '#shared/promise-settings.ts'

const today = '2026-11-22'
const levelIn = (days: number) => levelFor(addDays(today, days), today).level
const levels = fc.constantFrom(...INTENT_LEVELS)
const offsets = fc.integer({ min: -400, max: 400 })

describe('intent level from the expected date', () => {
  test('[003-54] H 0–7 days, A 8–30, B 31–60, C 61 or more', () => {
    expect([0, 7].map(levelIn)).toEqual(['H', 'H'])
    expect([8, 30].map(levelIn)).toEqual(['A', 'A'])
    expect([31, 60].map(levelIn)).toEqual(['B', 'B'])
    expect([61, 3650].map(levelIn)).toEqual(['C', 'C'])
  })

  test('[003-54] a date in the past stays H and is flagged; today is not past', () => {
    expect(levelFor('2026-11-21', today)).toEqual({ level: 'H', isPast: true })
    expect(levelFor('2020-01-01', today)).toEqual({ level: 'H', isPast: true })
    expect(levelFor(today, today)).toEqual({ level: 'H', isPast: false })
  })

  test('[003-54] the limits are the store’s own', () => {
    const limits = { H: 3, A: 14, B: 45, estimatedC: 120 }
    expect(levelFor(addDays(today, 4), today, limits).level).toBe('A')
    expect(levelFor(addDays(today, 46), today, limits).level).toBe('C')
    expect(estimatedDateFor('C', today, limits)).toBe(addDays(today, 120))
  })

  test('[003-54] a level set by hand gets an estimated date at its far limit, C 90 days', () => {
    expect(estimatedDateFor('H', today)).toBe('2026-11-29')
    expect(estimatedDateFor('A', today)).toBe('2026-12-22')
    expect(estimatedDateFor('B', today)).toBe('2027-01-21')
    expect(estimatedDateFor('C', today)).toBe('2027-02-20')
  })

  test('[003-54] the estimated date of a level means that level', () => {
    for (const level of INTENT_LEVELS) {
      expect(levelFor(estimatedDateFor(level, today), today).level).toBe(level)
    }
  })

  test('[003-54] an earlier date never means a cooler level', () => {
    fc.assert(
      fc.property(offsets, offsets, (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a]
        return compareLevels(levelIn(near), levelIn(far)) <= 0
      }),
    )
  })
})

describe('drift towards H', () => {
  test('[003-54] a level rises by itself and never falls by itself', () => {
    expect(driftedLevel('B', addDays(today, 30), today)).toBe('A')
    expect(driftedLevel('A', addDays(today, 90), today)).toBe('A')
    fc.assert(
      fc.property(levels, offsets, (level, days) => {
        return compareLevels(driftedLevel(level, addDays(today, days), today), level) <= 0
      }),
    )
  })

  test('[003-54] drift written late carries the days it took effect', () => {
    const expectedOn = '2026-12-31'
    const late = { level: 'C', expectedOn, since: '2026-09-01', today: '2026-12-28' } as const
    expect(driftSteps(late)).toEqual([
      { level: 'B', effectiveOn: '2026-11-01' },
      { level: 'A', effectiveOn: '2026-12-01' },
      { level: 'H', effectiveOn: '2026-12-24' },
    ])
    expect(driftSteps({ ...late, today: '2026-11-30' })).toEqual([
      { level: 'B', effectiveOn: '2026-11-01' },
    ])
    expect(driftSteps({ ...late, today: '2026-10-31' })).toEqual([])
    expect(driftSteps({ ...late, level: 'H' })).toEqual([])
  })

  test('[003-54] no step takes effect before the date was set', () => {
    const drift = { level: 'C', expectedOn: '2026-12-20', today: '2026-12-10' } as const
    expect(driftSteps({ ...drift, since: '2026-12-05' })).toEqual([
      { level: 'A', effectiveOn: '2026-12-05' },
    ])
  })

  test('[003-54] the last step is the drifted level, and on its day the level is so by date', () => {
    fc.assert(
      fc.property(levels, offsets, fc.nat(200), (level, days, age) => {
        const expectedOn = addDays(today, days)
        const since = addDays(today, -age)
        const steps = driftSteps({ level, expectedOn, since, today })
        expect(steps.at(-1)?.level ?? level).toBe(driftedLevel(level, expectedOn, today))
        for (const step of steps) {
          expect(levelFor(expectedOn, step.effectiveOn).level).toBe(step.level)
        }
      }),
    )
  })
})

describe('settings of levels and gaps', () => {
  test('only ascending limits and gaps are accepted', () => {
    expect(levelLimitsSchema.safeParse(DEFAULT_LEVEL_LIMITS).success).toBe(true)
    expect(levelLimitsSchema.safeParse({ ...DEFAULT_LEVEL_LIMITS, A: 7 }).success).toBe(false)
    expect(levelLimitsSchema.safeParse({ ...DEFAULT_LEVEL_LIMITS, H: 1.5 }).success).toBe(false)
    expect(promiseGapsSchema.safeParse({ H: 2, A: 3, B: 7, C: 15 }).success).toBe(true)
    expect(promiseGapsSchema.safeParse({ H: 0, A: 3, B: 7, C: 15 }).success).toBe(false)
    expect(promiseGapsSchema.safeParse({ H: 5, A: 3, B: 7, C: 15 }).success).toBe(false)
  })

  test('a level is one of H, A, B, C', () => {
    expect(intentLevelSchema.safeParse('H').success).toBe(true)
    expect(intentLevelSchema.safeParse('D').success).toBe(false)
    expect(isIntentLevel('C')).toBe(true)
    expect(isIntentLevel('h')).toBe(false)
  })
})

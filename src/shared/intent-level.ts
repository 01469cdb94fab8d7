import { addDays, type Day, daysBetween } from '#shared/days.ts'

/** Intent levels 意向级别, hottest first (product.md section 2, seed row 003-54). */
export const INTENT_LEVELS = ['H', 'A', 'B', 'C'] as const
export type IntentLevel = (typeof INTENT_LEVELS)[number]

/** The last day, counted from today, that still belongs to a level; C takes all beyond. */
export interface LevelLimits {
  H: number
  A: number
  B: number
  /** Days to the estimated date of a C without a date (rules.md: 90). */
  estimatedC: number
}

export const DEFAULT_LEVEL_LIMITS: LevelLimits = { H: 7, A: 30, B: 60, estimatedC: 90 }

/** Whether `value` names an intent level. */
export function isIntentLevel(value: unknown): value is IntentLevel {
  return value === 'H' || value === 'A' || value === 'B' || value === 'C'
}

/** For sorting: negative if `a` is the hotter level. */
export function compareLevels(a: IntentLevel, b: IntentLevel): number {
  return INTENT_LEVELS.indexOf(a) - INTENT_LEVELS.indexOf(b)
}

/**
 * The level that an expected day of purchase means on `today`: H 0–7 days, A 8–30, B 31–60, C 61
 * or more. A date in the past stays H with `isPast`: a new one is asked for at the next contact.
 */
export function levelFor(
  expectedOn: Day,
  today: Day,
  limits: LevelLimits = DEFAULT_LEVEL_LIMITS,
): { level: IntentLevel; isPast: boolean } {
  const days = daysBetween(today, expectedOn)
  if (days <= limits.H) return { level: 'H', isPast: days < 0 }
  if (days <= limits.A) return { level: 'A', isPast: false }
  if (days <= limits.B) return { level: 'B', isPast: false }
  return { level: 'C', isPast: false }
}

/**
 * The estimated day of purchase for a level set by hand without a date: the level's far limit,
 * for C 90 days (rules.md, The promise). The caller marks it as estimated.
 */
export function estimatedDateFor(
  level: IntentLevel,
  today: Day,
  limits: LevelLimits = DEFAULT_LEVEL_LIMITS,
): Day {
  return addDays(today, level === 'C' ? limits.estimatedC : limits[level])
}

/**
 * The level after time has passed: it moves by itself towards H only, never down (rules.md).
 * Lowering a level needs a new date.
 */
export function driftedLevel(
  level: IntentLevel,
  expectedOn: Day,
  today: Day,
  limits: LevelLimits = DEFAULT_LEVEL_LIMITS,
): IntentLevel {
  const byDate = levelFor(expectedOn, today, limits).level
  return compareLevels(byDate, level) < 0 ? byDate : level
}

/**
 * Each step of a drift up to `today` with the day it takes effect, oldest first, so that a worker
 * that was away writes them as they would have been. `since` is the day the date was set: no
 * step takes effect before it.
 */
export function driftSteps(drift: {
  level: IntentLevel
  expectedOn: Day
  since: Day
  today: Day
  limits?: LevelLimits
}): { level: IntentLevel; effectiveOn: Day }[] {
  const limits = drift.limits ?? DEFAULT_LEVEL_LIMITS
  const steps: { level: IntentLevel; effectiveOn: Day }[] = []
  for (const level of ['B', 'A', 'H'] as const) {
    if (compareLevels(level, drift.level) >= 0) continue
    const entered = addDays(drift.expectedOn, -limits[level])
    const effectiveOn = entered < drift.since ? drift.since : entered
    if (effectiveOn > drift.today) break
    if (steps.at(-1)?.effectiveOn === effectiveOn) steps.pop()
    steps.push({ level, effectiveOn })
  }
  return steps
}

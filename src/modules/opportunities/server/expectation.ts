import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import {
  compareLevels,
  estimatedDateFor,
  type IntentLevel,
  type LevelLimits,
  levelFor,
} from '#shared/intent-level.ts'
import { pullForward } from '#shared/promise.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { closedFrom } from './calendar.ts'
import { findPromise, type LockedOpportunity } from './opportunities.queries.ts'
import { movePromise } from './promises.ts'
import { promiseGapsOf } from './settings.ts'

export interface Expectation {
  level: IntentLevel
  expected_on: Day
  is_expected_estimated: boolean
}

export interface AskedExpectation {
  expectedOn?: Day | undefined
  level?: IntentLevel | undefined
}

/** Level and date of a new card: the date says the level; a level alone sets an estimated date. */
export function firstExpectation(
  asked: AskedExpectation,
  today: Day,
  limits: LevelLimits,
): Expectation {
  if (asked.expectedOn !== undefined)
    return {
      level: levelFor(asked.expectedOn, today, limits).level,
      expected_on: asked.expectedOn,
      is_expected_estimated: false,
    }
  if (asked.level === undefined) throw opportunitiesError('opportunities.date_or_level_needed')
  return {
    level: asked.level,
    expected_on: estimatedDateFor(asked.level, today, limits),
    is_expected_estimated: true,
  }
}

/**
 * Level and date after a change; undefined when nothing changes. Raising the level by hand sets an
 * estimated date; lowering it needs a new date (rules.md, The promise).
 */
export function changedExpectation(
  before: Expectation,
  asked: AskedExpectation,
  today: Day,
  limits: LevelLimits,
): Expectation | undefined {
  if (asked.expectedOn !== undefined) {
    const next = firstExpectation(asked, today, limits)
    const same =
      next.expected_on === before.expected_on &&
      next.level === before.level &&
      !before.is_expected_estimated
    return same ? undefined : next
  }
  if (asked.level === undefined || asked.level === before.level) return undefined
  if (compareLevels(asked.level, before.level) > 0)
    throw opportunitiesError('opportunities.lowering_needs_date')
  return firstExpectation(asked, today, limits)
}

/** A hotter level pulls the open promise forward; a frozen or wake-up one stays. */
export async function pullPromise(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  level: IntentLevel,
  today: Day,
): Promise<void> {
  const open = await findPromise(ctx, opportunity.id)
  if (!open || open.is_frozen || open.purpose === 'wake-up') return
  const due = pullForward({
    due: open.due_on,
    lastContactOn: opportunity.last_contact_on,
    newGap: promiseGapsOf(ctx.store, opportunity.stage)[level],
    today,
    isClosed: await closedFrom(ctx, today),
  })
  if (due !== open.due_on) await movePromise(ctx, opportunity.id, due, { reason: 'level', today })
}

import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'
import { addWorkingMinutes, nextWorkingInstant, type WorkingHours } from '#shared/working-hours.ts'
import type { LeadRules } from '../contracts/lead-rules.ts'
import { leadRulesOf, workingHoursOf } from './rules.ts'

export interface Clock {
  rules: LeadRules
  hours: WorkingHours
}

/** The store's rules and hours, for a clock that begins at an instant. */
export async function clockOf(ctx: Ctx, from: Date): Promise<Clock> {
  return { rules: await leadRulesOf(ctx), hours: await workingHoursOf(ctx, from) }
}

/** By when a lead must have its first call. */
export const answerDue = ({ rules, hours }: Clock, receivedAt: Date): Date =>
  addWorkingMinutes(receivedAt, rules.targetMinutes, hours)

/**
 * The next try after the `tries`-th unreached call, by the store's plan; null when the plan is through.
 * A time of today that has passed goes to the same time of the next day.
 */
export function nextTry({ rules, hours }: Clock, now: Date, tries: number): Date | null {
  const step = rules.retryPlan[tries - 1]
  if (!step) return null
  const today = dayInZone(now, hours.timeZone)
  const planned = instantOf(addDays(today, step.days), step.at, hours.timeZone)
  const at = planned > now ? planned : instantOf(addDays(today, 1), step.at, hours.timeZone)
  return openAt(hours, at)
}

/** The next touch of a nurtured lead, after the `touches`-th: at opening, on a day the store is open. */
export function nextTouch(
  { rules, hours }: Clock,
  now: Date,
  grade: 'B' | 'C',
  touches: number,
): Date {
  const gaps = rules.nurtureDays[grade]
  const days = gaps[Math.min(touches, gaps.length) - 1] ?? gaps[0] ?? 1
  return openingOf(hours, addDays(dayInZone(now, hours.timeZone), days))
}

/** When a missed customer is invited again. */
export function inviteAgain({ rules, hours }: Clock, missedAt: Date): Date {
  return openingOf(hours, addDays(dayInZone(missedAt, hours.timeZone), rules.againDays))
}

/** The opening of a day, or of the first open one after it. */
export function openingOf(hours: WorkingHours, day: Day): Date {
  return nextWorkingInstant(instantOf(day, hours.opensAt, hours.timeZone), hours)
}

/** A planned time stays on an open day, whatever the hour; on a closed one it moves to the next. */
function openAt(hours: WorkingHours, at: Date): Date {
  let day = dayInZone(at, hours.timeZone)
  const first = day
  for (let n = 0; hours.isClosed(day) && n < 60; n += 1) day = addDays(day, 1)
  return new Date(
    at.getTime() +
      (instantOf(day, '12:00', hours.timeZone).getTime() -
        instantOf(first, '12:00', hours.timeZone).getTime()),
  )
}

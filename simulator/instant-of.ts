import type { Day } from '#shared/days.ts'
import type { StorePlan } from './store-plan.ts'

/** A minute of a business day of the plan's store as an instant. */
export function instantOf(plan: StorePlan, day: Day, minute: number): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`) - plan.timeZoneOffsetMinutes * 60_000
  return new Date(midnight + Math.round(minute * 60_000))
}

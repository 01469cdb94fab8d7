import { type Day, dayInZone, timeInZone } from '#shared/days.ts'

/** How many unanswered tries confirm that a customer cannot be reached (rules.md, Losing and ending). */
export const neededTries = 3

export interface Try {
  at: Date
  onDay: Day
}

/** Whether an unanswered try counts: on another day and at another hour than those that counted. */
export function countsAsTry(at: Date, timeZone: string, counted: readonly Try[]): boolean {
  const day = dayInZone(at, timeZone)
  const hour = hourOf(at, timeZone)
  return counted.every((one) => one.onDay !== day && hourOf(one.at, timeZone) !== hour)
}

const hourOf = (at: Date, timeZone: string): string => timeInZone(at, timeZone).slice(0, 2)

import type { Day } from './days.ts'

/** One day of the period and how much of the work is expected on it; 0 for a closed day. */
export interface PaceDay {
  day: Day
  weight: number
}

export interface Pace {
  /** The share of the period's working days gone by the end of today, 0 to 1. */
  share: number
  /** What the target asks for by the end of today. */
  expected: number
  /** What the period ends at if it goes on as so far; null before its first working day. */
  projected: number | null
  /** Open days after today. */
  daysLeft: number
  /** What is still missing, 0 when reached. */
  missing: number
  /** Missing per open day that is left; null when none is left and something is missing. */
  neededPerDay: number | null
  state: 'reached' | 'ahead' | 'behind' | 'missed' | 'not_begun'
}

/**
 * How a period stands against its target by working days (seed 002-12): the store's open days, each
 * with its weight (1 when all count alike). Today counts as done. A period to come has not begun.
 */
export function paceOf(given: {
  target: number
  done: number
  days: readonly PaceDay[]
  today: Day
}): Pace {
  const { target, done, days, today } = given
  const total = days.reduce((sum, { weight }) => sum + weight, 0)
  const gone = days.reduce((sum, { day, weight }) => sum + (day <= today ? weight : 0), 0)
  const share = total > 0 ? gone / total : 0
  const daysLeft = days.filter(({ day, weight }) => day > today && weight > 0).length
  const expected = target * share
  const missing = Math.max(0, target - done)
  return {
    share,
    expected,
    projected: share > 0 ? done / share : null,
    daysLeft,
    missing,
    neededPerDay: missing === 0 ? 0 : daysLeft === 0 ? null : missing / daysLeft,
    state: stateOf({ missing, share, daysLeft, done, expected }),
  }
}

function stateOf(given: {
  missing: number
  share: number
  daysLeft: number
  done: number
  expected: number
}): Pace['state'] {
  if (given.missing === 0) return 'reached'
  if (given.share === 0) return 'not_begun'
  if (given.daysLeft === 0) return 'missed'
  return given.done >= given.expected - 1e-9 ? 'ahead' : 'behind'
}

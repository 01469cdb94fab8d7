import type { CallOutput } from '#shared/contract.ts'
import type { getBacktest } from '../contract.ts'

/** How far the forecast may be relied on, for somebody who reads no statistics. */
export type Trust = 'good' | 'no_better' | 'too_narrow'

/**
 * From the back-test: too narrow where the range was left in more than two of five months, no better
 * where the mean of the last three months missed by less.
 */
export function trustOf(past: CallOutput<typeof getBacktest>): Trust | undefined {
  if (past.coverage === null || past.error === null || past.naiveError === null) return undefined
  if (past.coverage < 0.6) return 'too_narrow'
  return past.error <= past.naiveError ? 'good' : 'no_better'
}

/** Where a target lies against the range: it will be reached easily, possibly, hardly. */
export function reachOf(target: number, range: { low: number; high: number }) {
  return target < range.low ? 'surely' : target > range.high ? 'hardly' : 'possibly'
}

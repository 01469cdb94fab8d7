import type { TestDriveState } from '../contract.ts'

/** The colour of a state; each has its word beside it. */
export function toneOf(state: TestDriveState): 'due' | 'overdue' | 'done' | 'blocked' {
  if (state === 'done') return 'done'
  if (state === 'no_show') return 'overdue'
  if (state === 'cancelled') return 'blocked'
  return 'due'
}

import { type Day, daysBetween } from '#shared/days.ts'
import type { ClaimEvidence, ClaimResult } from '../../contracts/claims.ts'

export type Weighed = Omit<ClaimEvidence, 'rule'>

/**
 * What the written rules propose of a claim; pure. In this order: an appointment with the holder, or
 * contact within the gap of the level, keeps the customer with the holder; an appointment with the
 * claimant against a holder beyond the gap, or a holder silent for twice the gap, hands over; where
 * both worked within 30 days they may share; else who was first.
 */
export function settleClaim(
  { holder, claimant, gapDays }: Weighed,
  today: Day,
): { proposal: ClaimResult; rule: ClaimEvidence['rule'] } {
  const silent = holder.lastReachedOn === null ? Infinity : daysBetween(holder.lastReachedOn, today)
  if (holder.appointments > 0) return { proposal: 'stays', rule: 'holder_appointment' }
  if (silent <= gapDays && claimant.contacts30 === 0)
    return { proposal: 'stays', rule: 'holder_in_time' }
  if (claimant.appointments > 0 && silent > gapDays)
    return { proposal: 'hand_over', rule: 'claimant_appointment' }
  if (silent > 2 * gapDays) return { proposal: 'hand_over', rule: 'holder_silent' }
  if (holder.contacts30 > 0 && claimant.contacts30 > 0)
    return { proposal: 'shared', rule: 'both_worked' }
  return { proposal: 'stays', rule: 'who_was_first' }
}

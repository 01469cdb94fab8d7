import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { setHolder } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { changeOpportunity } from './history.ts'
import { findColleague, type LockedOpportunity } from './opportunities.queries.ts'
import { handOverPromise } from './promises.ts'
import { handOverShare } from './shares.ts'
import { isOpen } from './states.ts'

/**
 * Gives a locked, open opportunity to another consultant of the store: history, level, stage and
 * promise move with it, nothing resets. Handing it back is the same step again.
 */
export async function reassign(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  ownerId: string,
  reason: string,
): Promise<void> {
  if (!isOpen(opportunity.state))
    throw opportunitiesError('opportunities.wrong_state', { state: opportunity.state })
  if (opportunity.owner_id === ownerId) return
  if (!(await findColleague(ctx, ownerId))) throw opportunitiesError('opportunities.no_such_owner')
  await giveCard(ctx, opportunity, ownerId, reason)
  await setHolder(ctx, opportunity.customer_id, ownerId)
  announce(ctx, {
    type: 'opportunities.handed_over',
    recordId: opportunity.id,
    data: {
      from: opportunity.owner_id,
      to: ownerId,
      customerId: opportunity.customer_id,
      count: 1,
    },
  })
}

/** The card and its promise change hands; whose the customer is and who is told is the caller's. */
export async function giveCard(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  ownerId: string,
  reason: string,
): Promise<void> {
  if (!isOpen(opportunity.state) || opportunity.owner_id === ownerId) return
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  await handOverShare(ctx, opportunity, ownerId, { reason, today })
  await changeOpportunity(
    ctx,
    opportunity,
    { owner_id: ownerId, pool_since: null, pool_from: null },
    {
      action: 'opportunity.handed_over',
      reason,
      today,
    },
  )
  await handOverPromise(ctx, opportunity.id, ownerId)
}

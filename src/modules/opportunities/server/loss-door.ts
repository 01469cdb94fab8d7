import { authorise, type Ctx } from '#foundation/ctx.ts'
import type { Card } from '../contracts/card.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { assertMayDecide, decideLoss } from './endings.ts'
import type { FoundLoss } from './loss-words.ts'
import type { LockedOpportunity } from './opportunities.queries.ts'
import { lockOpportunity, readCard } from './opportunities.service.ts'

/** Locks a card whose loss is proposed, whoever asks; throws `opportunities.wrong_state` for others. */
export async function lockProposedLoss(ctx: Ctx, id: string): Promise<LockedOpportunity> {
  const row = await lockOpportunity(ctx, id, 'any')
  if (row.state !== 'loss_proposed')
    throw opportunitiesError('opportunities.wrong_state', { state: row.state })
  return row
}

/**
 * Confirms or returns a proposed loss (rules: `decideLoss`) once `check`, told of the locked card,
 * does not throw. Gives the card as it is then.
 */
export async function settleLoss(
  ctx: Ctx,
  id: string,
  decision: {
    isConfirmed: boolean
    reason: string
    found?: FoundLoss | undefined
    check: (row: LockedOpportunity) => Promise<FoundLoss | undefined>
  },
): Promise<Card> {
  authorise(ctx, 'opportunities.assign', 'team')
  const row = await lockOpportunity(ctx, id, 'opportunities.assign')
  if (row.state === 'loss_proposed') await assertMayDecide(ctx, id)
  const found = row.state === 'loss_proposed' ? await decision.check(row) : undefined
  await decideLoss(ctx, row, decision.isConfirmed, decision.reason, {
    ...found,
    ...decision.found,
  })
  return readCard(ctx, id)
}

import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { findOpened } from './opportunities.queries.ts'
import { listShares } from './shares.queries.ts'

/** Whose the credit of a deal will be; the percentages of a card add to 100. */
export interface CardShare {
  personId: string
  percent: number
}

/** How the credit of a card is shared; the owner alone with 100 while nothing was agreed. */
export async function sharesOf(ctx: Ctx, opportunityId: string): Promise<CardShare[]> {
  const shares = await listShares(ctx, opportunityId)
  if (shares.length > 0) return shares
  const card = await findOpened(ctx, opportunityId)
  if (!card) throw coreError('core.not_found')
  return [{ personId: card.owner_id, percent: 100 }]
}

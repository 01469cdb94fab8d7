import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { readCard } from './opportunities.service.ts'
import { deletePin, insertPin } from './pins.queries.ts'

/** Keeps a card the person may see on top of their own day; a second time changes nothing. */
export async function pin(ctx: Ctx, opportunityId: string): Promise<void> {
  await readCard(ctx, opportunityId)
  await insertPin(ctx, personOf(ctx), opportunityId)
  announce(ctx, { type: 'opportunities.pinned', recordId: opportunityId })
}

export async function unpin(ctx: Ctx, opportunityId: string): Promise<void> {
  await readCard(ctx, opportunityId)
  await deletePin(ctx, personOf(ctx), opportunityId)
  announce(ctx, { type: 'opportunities.pinned', recordId: opportunityId })
}

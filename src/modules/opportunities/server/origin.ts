import type { Ctx } from '#foundation/ctx.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import type { Origin } from '../contracts/card.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'

/**
 * The columns that say how a card came (row 002-50): a campaign is named by its option, anything else
 * has none. Throws `opportunities.no_such_campaign`.
 */
export async function originOf(
  ctx: Ctx,
  asked: { origin: Origin; optionId: string | null },
): Promise<{ origin: Origin; origin_option_id: string | null }> {
  if (asked.origin !== 'campaign') return { origin: asked.origin, origin_option_id: null }
  if (asked.optionId !== null) {
    const campaigns = await listOptions(ctx.tx, ctx.store.groupId, 'campaign', ctx.store.id)
    if (campaigns.every((one) => one.id !== asked.optionId))
      throw opportunitiesError('opportunities.no_such_campaign')
  }
  return { origin: 'campaign', origin_option_id: asked.optionId }
}

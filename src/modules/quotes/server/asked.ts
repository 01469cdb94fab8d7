import type { Ctx } from '#foundation/ctx.ts'
import { readFloor } from '#modules/pricing/index.ts'
import type { Asked } from '#shared/discount-ladder.ts'
import type { QuoteTotals } from '#shared/quote-totals.ts'

/** What a quote gives away of one car; the floor price is that of the day it was priced. */
export async function askedOf(
  ctx: Ctx,
  given: {
    modelId: string
    quantity: number
    pricedOn: string
    totals: Pick<QuoteTotals, 'listFen' | 'carFen' | 'giftsFen' | 'basisFen'>
  },
): Promise<Asked> {
  const { totals, quantity } = given
  const floor = await readFloor(ctx, given.modelId, given.pricedOn)
  return {
    basisFen: totals.basisFen,
    listFen: Math.round(totals.listFen / quantity),
    isBelowFloor: floor !== null && (totals.carFen - totals.giftsFen) / quantity < floor,
  }
}

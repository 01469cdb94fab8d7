import type { Ctx } from '#foundation/ctx.ts'
import type { Model } from '#modules/catalog/contract.ts'
import { listModels } from '#modules/catalog/index.ts'

interface Wanted {
  seriesId: string | null
  modelId: string | null
  quantity: number
}

/**
 * What a deal may be worth, in fen: quantity times the guide price of the model, else of the cheapest
 * model of the series that is sold; 0 while nothing is known of it.
 */
export async function guideAmount(ctx: Ctx, wanted: Wanted): Promise<number> {
  const [amount = 0] = await guideAmounts(ctx, [wanted])
  return amount
}

/** The same of many at once, in their order. */
export async function guideAmounts(ctx: Ctx, wanted: readonly Wanted[]): Promise<number[]> {
  const isNamed = wanted.some((one) => one.seriesId !== null || one.modelId !== null)
  const models = isNamed ? await listModels(ctx.tx, ctx.store.groupId) : []
  return wanted.map((one) => amountOf(models, one))
}

function amountOf(all: readonly Model[], wanted: Wanted): number {
  if (wanted.seriesId === null && wanted.modelId === null) return 0
  const models = all.filter(
    (model) => wanted.seriesId === null || model.seriesId === wanted.seriesId,
  )
  const named = models.find((model) => model.id === wanted.modelId)
  const prices = (named ? [named] : models.filter((model) => model.isActive))
    .map((model) => model.guidePriceFen ?? 0)
    .filter((price) => price > 0)
  return prices.length === 0 ? 0 : Math.min(...prices) * wanted.quantity
}

interface Before {
  series_id: string | null
  model_id: string | null
  quantity: number
  is_amount_typed: boolean
}

/**
 * The columns of the amount after a change: a typed amount stays as it was typed, null goes back to
 * the guide price, and a guide price follows model and quantity.
 */
export async function amountAfter(
  ctx: Ctx,
  before: Before,
  change: {
    seriesId?: string | null | undefined
    modelId?: string | null | undefined
    quantity?: number | undefined
    amountFen?: number | null | undefined
  },
): Promise<{ expected_amount_fen?: number; is_amount_typed?: boolean }> {
  if (change.amountFen !== undefined && change.amountFen !== null)
    return { expected_amount_fen: change.amountFen, is_amount_typed: true }
  const isAsked =
    change.amountFen === null ||
    change.seriesId !== undefined ||
    change.modelId !== undefined ||
    change.quantity !== undefined
  if (!isAsked || (before.is_amount_typed && change.amountFen !== null)) return {}
  return {
    expected_amount_fen: await guideAmount(ctx, {
      seriesId: change.seriesId === undefined ? before.series_id : change.seriesId,
      modelId: change.modelId === undefined ? before.model_id : change.modelId,
      quantity: change.quantity ?? before.quantity,
    }),
    is_amount_typed: false,
  }
}

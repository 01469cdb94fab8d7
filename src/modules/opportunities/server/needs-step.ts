import type { Ctx } from '#foundation/ctx.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'

export interface ImportedNeeds {
  cardId: string
  customerId: string
  ownerId: string
  purchaseTypeId: string
  at: Date
}

/** What the module that keeps the needs of cards does when cards come from a file, and go again. */
export interface NeedsStep {
  write(ctx: Ctx, needs: readonly ImportedNeeds[]): Promise<void>
  /** Of cards that are taken back: needs nobody wrote since. */
  takeBack(ctx: Ctx, cardIds: readonly string[]): Promise<void>
}

const given: { step: NeedsStep | undefined } = { step: undefined }

/** Wiring, once at start. */
export function giveNeedsStep(step: NeedsStep): void {
  given.step = step
}

export function needsStep(): NeedsStep | undefined {
  return given.step
}

/** The kind of purchase of a new card. Throws `opportunities.unknown_option` for one not offered. */
export async function keepPurchaseType(ctx: Ctx, needs: ImportedNeeds): Promise<void> {
  const { tx, store } = ctx
  const offered = await listOptions(tx, store.groupId, 'purchase_type', store.id)
  if (!offered.some((one) => one.id === needs.purchaseTypeId))
    throw opportunitiesError('opportunities.unknown_option')
  await needsStep()?.write(ctx, [needs])
}

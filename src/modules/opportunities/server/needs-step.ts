import type { Ctx } from '#foundation/ctx.ts'

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

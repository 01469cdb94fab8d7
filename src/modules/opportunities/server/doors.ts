import type { Ctx } from '#foundation/ctx.ts'
import { type NewContact, type RecordedContact, recordContact } from './complete-follow-up.ts'
import { findStanding, listOpenCards } from './opportunities.queries.ts'
import { lockOpportunity } from './opportunities.service.ts'
import { isOpen } from './states.ts'

/** The open card of a customer, whoever asks. */
export async function findOpenCard(
  ctx: Ctx,
  customerId: string,
): Promise<{ id: string; ownerId: string; ownerName: string | null } | undefined> {
  const standing = await findStanding(ctx, customerId)
  if (!standing || !isOpen(standing.state)) return undefined
  return { id: standing.id, ownerId: standing.owner_id, ownerName: standing.owner_name }
}

/** The open cards of many customers, by customer id. */
export async function openCardsOf(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, { id: string; ownerId: string }>> {
  const rows = await listOpenCards(ctx, customerIds)
  return new Map(rows.map((r) => [r.customer_id, { id: r.id, ownerId: r.owner_id }]))
}

/**
 * Records a contact that another module saw (closing a repeat visit), whoever owns the card: it
 * completes the open promise. Undefined when the card is not open any more.
 */
export async function recordContactOn(
  ctx: Ctx,
  opportunityId: string,
  contact: NewContact,
): Promise<RecordedContact | undefined> {
  const row = await lockOpportunity(ctx, opportunityId, 'any')
  return isOpen(row.state) ? recordContact(ctx, row, contact) : undefined
}

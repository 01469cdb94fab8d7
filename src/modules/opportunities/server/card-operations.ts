import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { OperationUnit, Watch } from '#foundation/operations/operation.ts'
import { listCardsById } from './card-operations.queries.ts'

/**
 * What is watched of cards while an operation changes them: the cards of the customers, their
 * promises, history and contacts, and whose the customers are.
 */
export const cardWatch: readonly Watch[] = [
  { table: 'opportunities', column: 'customer_id', key: 'customer', lock: true },
  {
    table: 'follow_ups',
    column: 'opportunity_id',
    key: 'opportunity',
    keep: (row) => row.state === 'open',
  },
  { table: 'opportunity_changes', column: 'opportunity_id', key: 'opportunity', keep: 'none' },
  { table: 'opportunity_shares', column: 'opportunity_id', key: 'opportunity' },
  { table: 'contacts', column: 'customer_id', key: 'customer', keep: 'none' },
  { table: 'customers', column: 'id', key: 'customer', only: ['owner_id'], lock: true },
]

/** The customers of some cards as the units of an operation; cards that are gone are left out. */
export async function cardUnits(ctx: Ctx, cardIds: readonly string[]): Promise<OperationUnit[]> {
  const cards = new Map<string, string[]>()
  for (const { id, customer_id } of await listCardsById(ctx, cardIds))
    cards.set(customer_id, [...(cards.get(customer_id) ?? []), id])
  return [...cards].map(([customerId, opportunity]) => ({
    id: customerId,
    customerId,
    keys: { customer: [customerId], opportunity },
  }))
}

/** Tells that cards of units changed, when rows were put back under them. */
export async function newsOfCards(
  ctx: Ctx,
  _operationId: string,
  units: readonly OperationUnit[],
): Promise<void> {
  const ids = units.flatMap((unit) => unit.keys.opportunity ?? [])
  for (const { id, customer_id, owner_id } of await listCardsById(ctx, ids))
    announce(ctx, {
      type: 'opportunities.changed',
      recordId: id,
      data: { fields: ['operation'], customerId: customer_id, ownerId: owner_id },
    })
}

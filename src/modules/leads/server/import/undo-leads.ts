import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { customersOfOperation, takeBackCustomers } from '#modules/customers/index.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { openCardsOf } from '#modules/opportunities/index.ts'
import { leadEvents } from '../../contract.ts'
import { customersWithLeads, leadsOfOperation, withdrawLeads } from './import-leads.queries.ts'

const touchedShown = 200

/** What taking a file of leads back would do. */
export async function previewLeadUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const leads = await leadsOfOperation(ctx, operationId)
  const touched = leads.filter((lead) => lead.is_touched)
  return {
    withdrawn: {
      leads: leads.length,
      customers: (await customersOfOperation(ctx, operationId)).length,
    },
    restored: 0,
    touched: touched.slice(0, touchedShown).map((lead) => ({
      id: lead.id,
      record: 'leads',
      name: lead.name,
      day: lead.received_on,
    })),
    touchedTotal: touched.length,
  }
}

/** Takes a file of leads back, with the customers made for them that nothing else speaks of. */
export async function takeLeadsBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const leads = await leadsOfOperation(ctx, operationId)
  const taken = leads.filter((lead) => withTouched || !lead.is_touched)
  await withdrawLeads(
    ctx,
    taken.map(({ id }) => id),
  )
  const made = (await customersOfOperation(ctx, operationId))
    .filter((customer) => withTouched || !customer.isChanged)
    .map(({ id }) => id)
  const stay = await customersWithLeads(ctx, made)
  const cards = await openCardsOf(ctx, made)
  await takeBackCustomers(
    ctx,
    made.filter((id) => !stay.has(id) && !cards.has(id)),
  )
  announce(ctx, { type: leadEvents.imported, recordId: operationId, data: { count: 0 } })
  return { withdrawn: taken.length, restored: 0, kept: leads.length - taken.length }
}

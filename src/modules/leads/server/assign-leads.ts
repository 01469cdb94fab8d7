import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import type { OperationUnit, Watch } from '#foundation/operations/operation.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { setHolder } from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { leadEvents, leadsError } from '../contract.ts'
import { assertTaker, takerByRule } from './choose-taker.ts'
import { keepStep } from './lead-steps.ts'
import { type LeadRow, lockLead, updateLead } from './leads.queries.ts'
import { isOpenLead } from './leads.service.ts'

const watch: readonly Watch[] = [
  { table: 'leads', column: 'id', key: 'lead', lock: true },
  { table: 'lead_steps', column: 'lead_id', key: 'lead', keep: 'none' },
  { table: 'customers', column: 'id', key: 'customer', only: ['owner_id'], lock: true },
]

export const leadAssignmentKind = defineOperation({
  kind: 'leads.assigned',
  title: ['分配线索', 'Leads given out'],
  afterTakeBack: async (ctx, _operationId, units) => {
    for (const { id, customerId } of units)
      announce(ctx, {
        type: leadEvents.assigned,
        recordId: id,
        data: { customerId, ownerId: null },
      })
  },
})

interface Assignment {
  leadIds: string[]
  seen?: (string | null)[] | undefined
  ownerId: string | null
  reason?: string | undefined
}

/**
 * Gives leads to a person, or by the store's rule one after the other, as one operation that can be
 * taken back; ended ones, those already theirs and those somebody gave away since they were seen are
 * skipped. Throws `leads.given_meanwhile` where nothing else is left.
 */
export async function assignLeads(
  ctx: Ctx,
  given: Assignment,
): Promise<{ assigned: number; skipped: number; operationId: string | null }> {
  if (given.ownerId !== null) await assertTaker(ctx, given.ownerId)
  const ids = [...new Set(given.leadIds)].sort()
  const seen = new Map(given.leadIds.map((id, place) => [id, given.seen?.[place]]))
  const units: OperationUnit[] = []
  let givenTo: string | null = null
  for (const id of ids) {
    const lead = await lockLead(ctx, id, 'leads.assign')
    const isTheirs = given.ownerId !== null && given.ownerId === lead?.owner_id
    if (!lead || !isOpenLead(lead) || isTheirs) continue
    if (seen.get(id) !== undefined && seen.get(id) !== lead.owner_id) {
      givenTo = lead.owner_id
      continue
    }
    const keys = { lead: [id], customer: [lead.customer_id] }
    units.push({ id, customerId: lead.customer_id, keys })
  }
  const skipped = given.leadIds.length - units.length
  if (units.length === 0 && givenTo) {
    const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [givenTo])
    throw leadsError('leads.given_meanwhile', { name: names.get(givenTo) ?? '—' })
  }
  if (units.length === 0) return { assigned: 0, skipped, operationId: null }
  const { operationId, results } = await runOperation(
    ctx,
    {
      kind: leadAssignmentKind,
      title: [`${units.length} 条`, units.length === 1 ? '1 lead' : `${units.length} leads`],
      reason: given.reason,
      units,
      watch,
    },
    async (some) => {
      let assigned = 0
      for (const { id } of some) if (await assignOne(ctx, id, given)) assigned += 1
      return assigned
    },
  )
  const assigned = results.reduce((sum, n) => sum + n, 0)
  return { assigned, skipped: given.leadIds.length - assigned, operationId }
}

async function assignOne(
  ctx: Ctx,
  id: string,
  given: { ownerId: string | null; reason?: string | undefined },
): Promise<boolean> {
  const lead = await lockLead(ctx, id, 'leads.assign')
  if (!lead || !isOpenLead(lead)) return false
  const ownerId = given.ownerId ?? (await takerByRule(ctx, factsOf(lead)))
  if (ownerId === null || ownerId === lead.owner_id) return false
  await updateLead(ctx, id, {
    owner_id: ownerId,
    state: lead.state === 'new' ? 'assigned' : lead.state,
    assigned_at: ctx.now,
  })
  await keepStep(ctx, lead, {
    step: 'assigned',
    from: lead.owner_id,
    to: ownerId,
    note: given.reason,
  })
  if (!(await findOpenCard(ctx, lead.customer_id))) await setHolder(ctx, lead.customer_id, ownerId)
  return true
}

const factsOf = (lead: LeadRow) => ({
  origin: lead.origin,
  sourceId: lead.source_id,
  seriesId: lead.series_id,
  receivedAt: lead.received_at,
})

import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { decodeKeyOf, nextPageOf } from './lead-pages.ts'
import { type LeadRecord, leadsError } from '../contract.ts'
import { keepStep } from './lead-steps.ts'
import { lockLead, updateLead } from './leads.queries.ts'
import { endLead, presentRecords, readRecorded, wrongState } from './leads.service.ts'
import { countLossChecks, gradeBeforeLoss, listLossCheckLines } from './queue.queries.ts'

/**
 * Confirms that a lead is lost, or returns it to whoever works it with the reason (seed row 003-22:
 * D is lost pending a check). Whoever gave it up cannot check it (rules.md, Losing and ending).
 */
export async function checkLoss(
  ctx: Ctx,
  id: string,
  { decision, reason }: { decision: 'confirm' | 'return'; reason: string },
): Promise<LeadRecord> {
  const lead = await lockLead(ctx, id, 'any')
  if (!lead) throw coreError('core.not_found')
  if (lead.state !== 'lost_pending') throw wrongState(ctx, lead)
  if (lead.lost_proposed_by !== null && lead.lost_proposed_by === ctx.actor.personId)
    throw leadsError('leads.checker_is_proposer')
  ctx.customerId = lead.customer_id
  if (decision === 'confirm') {
    const kind = lead.grade === 'unreached' ? 'unreached' : 'lost'
    await endLead(ctx, lead, { kind, reason })
    return readRecorded(ctx, id)
  }
  const before = await gradeBeforeLoss(ctx, id)
  const isNurtured = before === 'B' || before === 'C'
  await updateLead(ctx, id, {
    state: isNurtured ? 'nurture' : lead.owner_id ? 'assigned' : 'new',
    grade: before,
    due_at: ctx.now,
    unreached_tries: 0,
    lost_proposed_by: null,
    lost_proposed_at: null,
  })
  await keepStep(ctx, lead, { step: 'loss_returned', from: lead.grade, to: before, note: reason })
  return readRecorded(ctx, id)
}

/** Leads given up that wait for the check, the longest waiting first, with their lives and answers. */
export async function readLossChecks(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number },
) {
  const after = decodeKeyOf(ctx, query.cursor)
  const lines = await listLossCheckLines(ctx, { after, limit: query.limit + 1 })
  const { page, nextCursor } = nextPageOf(ctx, lines, query.limit, (line) => [
    line.lost_proposed_at?.toISOString() ?? '',
    line.id,
  ])
  return {
    items: await presentRecords(ctx, page),
    nextCursor,
    count: after ? null : await countLossChecks(ctx),
  }
}

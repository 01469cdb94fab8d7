import type { Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Visits } from '#foundation/db/schema.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { showroomEvents } from '../contract.ts'
import { doorFacts } from './door-facts.ts'
import { insertClosures, updateVisit, type VisitRow } from './visits.queries.ts'
import { serveWaiting } from './waiting.ts'

/** What a closing keeps of a visit. */
export type ClosedFacts = Pick<
  VisitRow,
  | 'id'
  | 'business_day'
  | 'channel'
  | 'received_by'
  | 'series_id'
  | 'source_id'
  | 'level'
  | 'customer_id'
  | 'opportunity_id'
  | 'is_returning'
  | 'is_flagged'
  | 'not_prospect_kind'
>

/** One closing as a row: what was known then, kept for reports as of a past time. */
export function closureRow(ctx: Ctx, visit: ClosedFacts, outcome: string, reason?: string) {
  return {
    store_id: ctx.store.id,
    id: uuidv7(),
    visit_id: visit.id,
    business_day: visit.business_day,
    channel: visit.channel,
    outcome,
    received_by: visit.received_by,
    series_id: visit.series_id,
    source_id: visit.source_id,
    level: visit.level,
    customer_id: visit.customer_id,
    opportunity_id: visit.opportunity_id,
    is_returning: visit.is_returning,
    is_flagged: visit.is_flagged,
    not_prospect_kind: visit.not_prospect_kind,
    recorded_at: ctx.now,
    recorded_by: ctx.actor.personId,
    reason: reason ?? null,
  }
}

/**
 * Changes a closed visit, or closes an open one, and keeps what is known now as another closure.
 * The business day never moves. Marks the store-day so that its numbers are computed anew.
 */
export async function recordClosure(
  ctx: Ctx,
  before: VisitRow,
  change: Updateable<Visits>,
  reason?: string,
): Promise<VisitRow> {
  const after = await updateVisit(ctx.tx, ctx.store.id, before.id, {
    ...change,
    closed_at: ctx.now,
    closed_by: ctx.actor.personId,
  })
  const outcome = after.withdrawn_at ? 'withdrawn' : after.outcome
  await insertClosures(ctx.tx, [closureRow(ctx, after, outcome, reason)])
  const isCorrection = before.outcome !== 'open'
  audit(ctx, {
    action: isCorrection ? 'visit.corrected' : 'visit.closed',
    recordType: 'visit',
    recordId: before.id,
    ...(after.customer_id ? { customer: { id: after.customer_id, sealedKey: null } } : {}),
    detail: { before: facts(before), after: { ...facts(after), outcome } },
    ...(reason ? { reason } : {}),
  })
  announce(ctx, {
    type: isCorrection ? showroomEvents.corrected : showroomEvents.closed,
    recordId: before.id,
    data: { ...doorFacts(after), from: before.outcome, outcome, isFlagged: after.is_flagged },
  })
  // Whoever received is free now; the clock that closes in the evening hands nobody over.
  if (!isCorrection && ctx.actor.kind !== 'system') await serveWaiting(ctx)
  return after
}

function facts(visit: VisitRow) {
  return {
    outcome: visit.outcome,
    channel: visit.channel,
    receiverId: visit.received_by,
    seriesId: visit.series_id,
    sourceId: visit.source_id,
    partySize: visit.party_size,
    opportunityId: visit.opportunity_id,
  }
}

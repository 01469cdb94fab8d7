import type { Ctx } from '#foundation/ctx.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import type { Lead, LeadRecord } from '../contract.ts'
import type { LeadLine, StepRow } from './leads.queries.ts'

/** A lead with the steps of its life. */
export function presentLead(ctx: Ctx, line: LeadLine, steps: StepRow[]): LeadRecord {
  return {
    ...presentLine(ctx, line),
    steps: steps.map((step) => ({
      id: step.id,
      step: step.step,
      at: step.at.toISOString(),
      personName: step.person,
      from: step.from_name,
      to: step.to_name,
      note: step.note,
    })),
  }
}

/** A lead as lists show it: the number masked. */
export function presentLine(ctx: Ctx, line: LeadLine): Lead {
  return {
    id: line.id,
    customerId: line.customer_id,
    customerName: line.customer ?? '',
    maskedPhone: maskedPhone(ctx, line.sealed_key, line.phone_sealed),
    special: line.special,
    doNotContact: line.do_not_contact ?? [],
    origin: line.origin,
    sourceId: line.source_id,
    sourceName: line.source,
    seriesId: line.series_id,
    seriesName: line.series,
    note: line.note,
    state: line.state,
    grade: line.grade,
    ownerId: line.owner_id,
    ownerName: line.owner,
    receivedAt: line.received_at.toISOString(),
    assignedAt: line.assigned_at?.toISOString() ?? null,
    firstContactAt: line.first_contact_at?.toISOString() ?? null,
    attempts: line.attempts,
    timesReceived: line.times_received,
    opportunityId: line.opportunity_id,
    endedAt: line.ended_at?.toISOString() ?? null,
    endedReason: line.ended_reason,
    version: line.version,
  }
}

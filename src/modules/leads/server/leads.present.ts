import type { Ctx } from '#foundation/ctx.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import type { Lead, LeadRecord } from '../contract.ts'
import type { AnswerRow, StepRow } from './lead-life.queries.ts'
import type { LeadLine } from './leads.queries.ts'

/** A lead with the steps of its life. */
export function presentLead(
  ctx: Ctx,
  line: LeadLine,
  { steps, answers }: { steps: readonly StepRow[]; answers: readonly AnswerRow[] },
): LeadRecord {
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
    answers: answers.map(({ question, answer, at }) => ({
      question,
      answer,
      at: at.toISOString(),
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
    endKind: line.end_kind,
    dueAt: line.due_at?.toISOString() ?? null,
    dueKind: line.due_kind,
    answerDueAt: line.answer_due_at?.toISOString() ?? null,
    answerMinutes: line.answer_minutes,
    callerId: line.caller_id,
    callerName: line.caller,
    verifiedGrade: line.verified_grade,
    unreachedTries: line.unreached_tries,
    touches: line.touches,
    invitations: line.invitations,
    noShows: line.no_shows,
    invitedFor: line.invited_for?.toISOString() ?? null,
    arrivedAt: line.arrived_at?.toISOString() ?? null,
    dealtOn: line.dealt_on,
    lostProposedBy: line.lost_proposed_by,
    version: line.version,
  }
}

import { type Ctx, can } from '#foundation/ctx.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import type { ProposedLoss } from '../contract.ts'
import { type CallRow, listCalls } from './loss-checks.queries.ts'
import type { LossRow, ProposedRow } from './losses.queries.ts'

/** A proposal is confirmed or returned within this many days, else it rises (rules.md). */
export const decideWithinDays = 7

/** Proposed losses with the calls so far; `noCaller`: the store has nobody to call. */
export async function presentProposed(
  ctx: Ctx,
  rows: readonly ProposedRow[],
  noCaller: boolean,
): Promise<ProposedLoss[]> {
  const calls = await listCalls(
    ctx,
    rows.map((row) => row.id),
  )
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return rows.map((row) => {
    const decideBy = addDays(dayInZone(row.proposed_at, ctx.store.timeZone), decideWithinDays)
    const isDecidable = noCaller || row.result !== null || row.do_not_contact.includes('call')
    return {
      ...presentLoss(ctx, row),
      proposedAt: row.proposed_at.toISOString(),
      proposedBy: row.proposed_by,
      decideBy,
      isLate: today > decideBy,
      step: isDecidable ? 'to_decide' : 'to_call',
      tries: row.tries,
      nextTryOn: row.next_try_on,
      calls: calls.filter((call) => call.opportunity_id === row.id).map(presentCall),
      version: row.version,
    }
  })
}

const presentCall = (call: CallRow): ProposedLoss['calls'][number] => ({
  id: call.id,
  at: call.at.toISOString(),
  personName: call.person,
  outcome: call.outcome,
  isCounted: call.is_counted,
  note: call.note,
})

/** What a proposed and a confirmed loss both show; the number masked. */
export function presentLoss(ctx: Ctx, row: LossRow) {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    maskedPhone: can(ctx, 'customers.read')
      ? maskedPhone(ctx, row.sealed_key, row.phone_sealed)
      : null,
    doNotContact: row.do_not_contact,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    kind: row.kind,
    reason: row.reason,
    competitor: row.competitor,
    rival: row.rival,
    summary: row.summary,
    level: row.level,
    stage: row.stage,
    seriesName: row.series_name,
    result: row.result,
  }
}

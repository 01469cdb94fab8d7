import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Channel, showroomError } from '../contract.ts'
import { noteRepeatVisit } from './cards.ts'
import { recordClosure } from './closures.ts'
import { namesOfKinds } from './names.queries.ts'
import { assertReceives, returnTurn } from './receivers.ts'
import { getVisitor } from './visitors.ts'
import { assertMayCorrect } from './visits.policy.ts'
import { assertSeries } from './visits.present.ts'
import { lockDoor, updateVisit, type VisitRow } from './visits.queries.ts'

/** Known without a dictionary. */
const plainKinds = ['service', 'supplier', 'companion', 'other']
const clockToleranceMs = 60_000

export interface Closing {
  outcome: 'unfiled' | 'repeat' | 'not_prospect'
  /** A code of the dictionary of those who are no prospects. */
  kind?: string | undefined
  customerId?: string | undefined
  seriesId?: string | null | undefined
  sourceId?: string | null | undefined
  partySize?: number | undefined
  sex?: 'male' | 'female' | undefined
  note?: string | undefined
  leftAt?: string | undefined
  reason?: string | undefined
}

/**
 * Closes a locked visit as unfiled, repeat or not a prospect, with its time out; a closed one is
 * corrected instead, with a reason. A repeat visit completes the open promise of the customer.
 */
export async function closeDoorVisit(
  ctx: Ctx,
  visit: VisitRow,
  closing: Closing,
): Promise<VisitRow> {
  const wasOpen = visit.outcome === 'open'
  if (visit.outcome === 'filed') throw showroomError('showroom.has_card')
  if (!wasOpen) assertMayCorrect(ctx, visit, closing.reason)
  const customerId = closing.outcome === 'repeat' ? (closing.customerId ?? visit.customer_id) : null
  if (closing.outcome === 'repeat') {
    if (!customerId) throw showroomError('showroom.customer_needed')
    await getVisitor(ctx, customerId, visit.customer_id)
  }
  const leftAt = leavingTime(ctx, visit, closing.leftAt)
  if (wasOpen && closing.outcome === 'not_prospect') {
    await lockDoor(ctx.tx, ctx.store.id)
    await returnTurn(ctx, visit)
  }
  const opportunityId = customerId
    ? await noteRepeatVisit(ctx, visit, customerId, closing.note)
    : null
  return recordClosure(
    ctx,
    visit,
    {
      outcome: closing.outcome,
      not_prospect_kind:
        closing.outcome === 'not_prospect' ? await knownKind(ctx, closing.kind ?? 'other') : null,
      customer_id: customerId,
      opportunity_id: opportunityId,
      left_at: leftAt,
      is_flagged: false,
      ...(await details(ctx, closing)),
    },
    closing.reason,
  )
}

/** Gives the code back; throws unless it is a word of the store's dictionary. */
async function knownKind(ctx: Ctx, kind: string): Promise<string> {
  if (plainKinds.includes(kind)) return kind
  if ((await namesOfKinds(ctx.tx, ctx.store, [kind])).has(kind)) return kind
  throw coreError('core.invalid_input', { issues: [{ path: 'body.kind', code: 'unknown' }] })
}

/** The time out: given, as it was, or now; never before the time in and never in the future. */
export function leavingTime(ctx: Ctx, visit: VisitRow, given: string | undefined): Date | null {
  if (given === undefined) return visit.outcome === 'open' ? ctx.now : visit.left_at
  const at = new Date(given)
  const isBefore = visit.arrived_at !== null && at < visit.arrived_at
  if (isBefore || at.getTime() > ctx.now.getTime() + clockToleranceMs)
    throw showroomError('showroom.leaves_before_arrival')
  return at
}

async function details(
  ctx: Ctx,
  given: Pick<Closing, 'seriesId' | 'sourceId' | 'partySize' | 'sex' | 'note'>,
) {
  return {
    ...(given.seriesId === undefined
      ? {}
      : { series_id: await assertSeries(ctx, given.seriesId), series_text: null }),
    ...(given.sourceId === undefined ? {} : { source_id: given.sourceId }),
    ...(given.partySize === undefined ? {} : { party_size: given.partySize }),
    ...(given.sex === undefined ? {} : { sex: given.sex }),
    ...(given.note === undefined ? {} : { note: maskPhonesInText(given.note) }),
  }
}

export interface Correction {
  channel?: Channel | undefined
  partySize?: number | null | undefined
  sex?: 'male' | 'female' | null | undefined
  receiverId?: string | undefined
  seriesId?: string | null | undefined
  sourceId?: string | null | undefined
  note?: string | undefined
  reason?: string | undefined
}

/** Changes fields of a locked visit; for a closed one that is a correction with a reason. */
export async function correctFields(
  ctx: Ctx,
  visit: VisitRow,
  given: Correction,
): Promise<VisitRow> {
  const { channel, partySize, sex, receiverId, reason } = given
  const change = {
    ...(await details(ctx, {
      seriesId: given.seriesId,
      sourceId: given.sourceId,
      note: given.note,
    })),
    ...(channel === undefined ? {} : { channel }),
    ...(partySize === undefined ? {} : { party_size: partySize }),
    ...(sex === undefined ? {} : { sex }),
  }
  if (visit.outcome === 'open') {
    // The receiver of an open visit changes through the rotation.
    if (receiverId !== undefined) throw coreError('core.bad_request', { why: 'receiverId' })
    return updateVisit(ctx.tx, ctx.store.id, visit.id, change)
  }
  assertMayCorrect(ctx, visit, reason)
  if (receiverId !== undefined) await assertReceives(ctx, receiverId)
  return recordClosure(
    ctx,
    visit,
    { ...change, ...(receiverId === undefined ? {} : { received_by: receiverId }) },
    reason,
  )
}

/** Takes a visit that was opened by mistake out of everything; it stays readable in the trail. */
export async function withdrawDoorVisit(ctx: Ctx, visit: VisitRow, reason: string): Promise<void> {
  if (visit.opportunity_id !== null && visit.outcome === 'filed')
    throw showroomError('showroom.has_card')
  if (visit.outcome !== 'open') assertMayCorrect(ctx, visit, reason)
  else {
    await lockDoor(ctx.tx, ctx.store.id)
    await returnTurn(ctx, visit)
  }
  await recordClosure(ctx, visit, { withdrawn_at: ctx.now }, reason)
}

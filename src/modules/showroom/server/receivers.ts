import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { showroomError, showroomEvents } from '../contract.ts'
import { giveTurnBack, nextConsultant, todayOf, useTurn } from './rotation.ts'
import { listStaff } from './staff.queries.ts'
import { consultantOnDuty, getVisitor } from './visitors.ts'
import {
  insertAssignment,
  listAssignments,
  lockDoor,
  updateVisit,
  type VisitRow,
} from './visits.queries.ts'

/** Who receives a visit and why: their turn, their own customer, chosen, or nobody yet. */
export interface Receiver {
  personId: string | null
  how: 'turn' | 'own' | 'chosen' | 'none'
}

/** Throws unless the person is active in this store. */
export async function assertReceives(ctx: Ctx, personId: string): Promise<void> {
  const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!staff.some((person) => person.id === personId))
    throw showroomError('showroom.no_such_consultant')
}

/**
 * Gives a visit to its receiver, logs it, and moves them to the end of today's rotation.
 * Needs the door's lock.
 */
export async function giveVisit(
  ctx: Ctx,
  visit: VisitRow,
  receiver: Receiver,
  reason?: string,
): Promise<VisitRow> {
  if (receiver.personId === null && visit.received_by === null) return visit
  const takesTurn = receiver.personId !== null && visit.business_day === todayOf(ctx)
  const turn = takesTurn ? await useTurn(ctx, receiver.personId as string) : null
  await insertAssignment(ctx.tx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    visit_id: visit.id,
    person_id: receiver.personId,
    how: receiver.how,
    day: todayOf(ctx),
    turn,
    assigned_at: ctx.now,
    assigned_by: ctx.actor.personId,
    reason: reason ?? null,
  })
  return updateVisit(ctx.tx, ctx.store.id, visit.id, { received_by: receiver.personId })
}

/** Hands an open visit to a consultant, or to the next of the rotation; the earlier one's turn comes back. */
export async function handVisitTo(
  ctx: Ctx,
  visit: VisitRow,
  receiverId: string | 'next',
  reason?: string,
): Promise<VisitRow> {
  if (visit.received_by === receiverId) return visit
  await lockDoor(ctx.tx, ctx.store.id)
  const to = await chosenReceiver(ctx, receiverId)
  await returnTurn(ctx, visit)
  const given = await giveVisit(ctx, visit, to, reason)
  audit(ctx, {
    action: 'visit.assigned',
    recordType: 'visit',
    recordId: visit.id,
    detail: { from: visit.received_by, to: to.personId, how: to.how },
    ...(reason ? { reason } : {}),
  })
  announce(ctx, {
    type: showroomEvents.assigned,
    recordId: visit.id,
    data: { from: visit.received_by, to: to.personId, how: to.how },
  })
  return given
}

async function chosenReceiver(ctx: Ctx, receiverId: string | 'next'): Promise<Receiver> {
  if (receiverId !== 'next') {
    await assertReceives(ctx, receiverId)
    return { personId: receiverId, how: 'chosen' }
  }
  const next = await nextConsultant(ctx)
  if (!next) throw showroomError('showroom.nobody_on_duty')
  return { personId: next, how: 'turn' }
}

/** Gives the turn of a visit's last hand-over back, where it may be. Needs the door's lock. */
export async function returnTurn(ctx: Ctx, visit: VisitRow): Promise<void> {
  if (visit.received_by === null) return
  const [last] = await listAssignments(ctx.tx, ctx.store.id, visit.id)
  if (last) await giveTurnBack(ctx, last)
}

/**
 * Says who an open visit's visitor is. Their own consultant receives, if on duty; ownership of the
 * customer does not change when another one does (rules.md, Who owns a customer).
 */
export async function identify(
  ctx: Ctx,
  visit: VisitRow,
  customerId: string | null,
): Promise<VisitRow> {
  if (customerId) await getVisitor(ctx, customerId)
  await lockDoor(ctx.tx, ctx.store.id)
  let known = await updateVisit(ctx.tx, ctx.store.id, visit.id, { customer_id: customerId })
  const own = customerId ? await consultantOnDuty(ctx, customerId) : undefined
  if (own && own !== visit.received_by && visit.business_day === todayOf(ctx)) {
    await returnTurn(ctx, visit)
    known = await giveVisit(ctx, known, { personId: own, how: 'own' })
  }
  audit(ctx, {
    action: 'visit.identified',
    recordType: 'visit',
    recordId: visit.id,
    ...(customerId ? { customer: { id: customerId, sealedKey: null } } : {}),
    detail: { from: visit.received_by, to: known.received_by },
  })
  announce(ctx, {
    type: showroomEvents.assigned,
    recordId: visit.id,
    data: { from: visit.received_by, to: known.received_by, how: 'own' },
  })
  return known
}

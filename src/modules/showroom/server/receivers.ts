import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Channel, showroomError, showroomEvents } from '../contract.ts'
import { doorFacts } from './door-facts.ts'
import { giveVisit, type Receiver } from './give-visit.ts'
import { giveTurnBack } from './rotation.ts'
import { listStaff } from './staff.queries.ts'
import { chooseAmong, loadStandings, todayOf, waitingRule } from './standings.ts'
import { consultantOnDuty, getVisitor } from './visitors.ts'
import { listAssignments, lockDoor, updateVisit, type VisitRow } from './visits.queries.ts'
import { serveWaiting, wantsOf } from './waiting.ts'

/** Throws unless the person is active in this store. */
export async function assertReceives(ctx: Ctx, personId: string): Promise<void> {
  const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!staff.some((person) => person.id === personId))
    throw showroomError('showroom.no_such_consultant')
}

/**
 * Hands an open visit to a consultant, or to the next of the rotation. Where somebody receives
 * already the change needs a reason, and the earlier one's turn comes back: the numbers count who
 * has the visit when it is closed. Whoever is free now takes who waits.
 */
export async function handVisitTo(
  ctx: Ctx,
  visit: VisitRow,
  wish: {
    receiverId: string | 'next'
    isAskedFor?: boolean | undefined
    reason?: string | undefined
  },
): Promise<VisitRow> {
  if (visit.received_by === wish.receiverId) return visit
  const reason = wish.reason ? maskPhonesInText(wish.reason) : undefined
  if (visit.received_by !== null && !reason) throw showroomError('showroom.reason_needed')
  await lockDoor(ctx.tx, ctx.store.id)
  const to = await chosenReceiver(ctx, visit, wish)
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
    data: { ...doorFacts(given), from: visit.received_by, to: to.personId, how: to.how },
  })
  if (visit.received_by !== null) await serveWaiting(ctx)
  return given
}

async function chosenReceiver(
  ctx: Ctx,
  visit: VisitRow,
  wish: { receiverId: string | 'next'; isAskedFor?: boolean | undefined },
): Promise<Receiver> {
  if (wish.receiverId !== 'next') {
    await assertReceives(ctx, wish.receiverId)
    return { personId: wish.receiverId, how: wish.isAskedFor ? 'asked' : 'chosen' }
  }
  const places = await loadStandings(ctx)
  const others = places.filter((place) => place.person_id !== visit.received_by)
  const rule = waitingRule(ctx, visit.channel as Channel)
  const choice = chooseAmong(others, wantsOf(visit), rule)
  if (choice.personId) return { personId: choice.personId, how: 'turn', why: choice.why }
  const isSomebodyHere = choice.skipped.some((one) => one.why === 'busy')
  throw showroomError(isSomebodyHere ? 'showroom.nobody_free' : 'showroom.nobody_on_duty')
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
    data: { ...doorFacts(known), from: visit.received_by, to: known.received_by, how: 'own' },
  })
  if (known.received_by !== visit.received_by) await serveWaiting(ctx)
  return known
}

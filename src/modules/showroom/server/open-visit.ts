import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { storeSettings } from '#modules/access/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { type Channel, lateEntryDays, showroomError, showroomEvents } from '../contract.ts'
import type { Wants } from './choose-next.ts'
import { doorFacts } from './door-facts.ts'
import { giveVisit, type Receiver } from './give-visit.ts'
import { assertReceives } from './receivers.ts'
import { chooseAmong, loadStandings, todayOf, waitingRule } from './standings.ts'
import { consultantOnDuty, getVisitor } from './visitors.ts'
import { assertMayWorkOn, runsTheDoor } from './visits.policy.ts'
import { assertSeries } from './visits.present.ts'
import { findVisit, insertVisit, lockDoor, type VisitRow } from './visits.queries.ts'

const clockToleranceMs = 60_000

export interface NewVisit {
  id?: string | undefined
  channel: Channel
  partySize?: number | undefined
  sex?: 'male' | 'female' | undefined
  arrivedAt?: string | undefined
  receiverId?: string | null | undefined
  isAskedFor?: boolean | undefined
  customerId?: string | undefined
  seriesId?: string | undefined
  language?: string | undefined
  visitorKind?: string | undefined
}

/**
 * Opens a visit: the clock starts, and the next consultant of the rotation receives, or the
 * customer's own if on duty; where nobody is free the party waits. The business day is the store's
 * date of the time in. A resent id gives the visit as it is now. Two visits opened at the same
 * moment get two consultants.
 */
export async function openVisitAtDoor(ctx: Ctx, input: NewVisit): Promise<VisitRow> {
  const id = input.id ?? uuidv7()
  await lockDoor(ctx.tx, ctx.store.id)
  const earlier = await findVisit(ctx.tx, ctx.store.id, id)
  if (earlier) return assertMayWorkOn(ctx, earlier)
  const arrivedAt = arrivalOf(ctx, input.arrivedAt)
  const businessDay = dayInZone(arrivedAt, ctx.store.timeZone)
  const wants = await wantsOfVisitor(ctx, input)
  const receiver = await receiverOf(ctx, input, wants, businessDay === todayOf(ctx))
  const waits = receiver.isWaiting === true
  const isNew = await insertVisit(ctx.tx, {
    store_id: ctx.store.id,
    id,
    channel: input.channel,
    party_size: input.partySize ?? null,
    sex: input.sex ?? null,
    business_day: businessDay,
    arrived_at: arrivedAt,
    outcome: 'open',
    customer_id: input.customerId ?? null,
    series_id: wants.seriesId ?? null,
    language: wants.language ?? null,
    visitor_kind: wants.visitorKind ?? null,
    waiting_since: waits ? ctx.now : null,
    recorded_at: ctx.now,
    recorded_by: ctx.actor.personId,
  })
  // The id of a visit that was withdrawn.
  if (!isNew) throw coreError('core.duplicate')
  const opened = (await findVisit(ctx.tx, ctx.store.id, id)) as VisitRow
  audit(ctx, {
    action: 'visit.opened',
    recordType: 'visit',
    recordId: id,
    detail: { channel: input.channel, businessDay, how: receiver.how, to: receiver.personId },
  })
  announce(ctx, {
    type: showroomEvents.opened,
    recordId: id,
    data: { ...doorFacts(opened), receiverId: receiver.personId, isWaiting: waits },
  })
  return giveVisit(ctx, opened, receiver)
}

/** What the visitor brings: as said, and what is known of the customer. */
async function wantsOfVisitor(ctx: Ctx, input: NewVisit): Promise<Wants> {
  const customer = input.customerId ? await getVisitor(ctx, input.customerId) : undefined
  const known = customer?.special ?? (customer?.is_owner ? 'owner' : undefined)
  return {
    seriesId: input.seriesId ? await assertSeries(ctx, input.seriesId) : undefined,
    language: input.language,
    visitorKind: input.visitorKind ?? known,
  }
}

function arrivalOf(ctx: Ctx, given: string | undefined): Date {
  if (given === undefined) return ctx.now
  const at = new Date(given)
  if (at.getTime() > ctx.now.getTime() + clockToleranceMs) throw showroomError('showroom.in_future')
  const day = dayInZone(at, ctx.store.timeZone)
  if (day < addDays(todayOf(ctx), -lateEntryDays))
    throw showroomError('showroom.too_old', { days: lateEntryDays })
  return at > ctx.now ? ctx.now : at
}

async function receiverOf(
  ctx: Ctx,
  input: NewVisit,
  wants: Wants,
  isToday: boolean,
): Promise<Receiver & { isWaiting?: boolean }> {
  if (!runsTheDoor(ctx)) {
    const me = personOf(ctx)
    if (input.receiverId && input.receiverId !== me) throw coreError('core.forbidden')
    return { personId: me, how: 'chosen' }
  }
  if (input.receiverId === null) return { personId: null, how: 'none' }
  if (input.receiverId) {
    await assertReceives(ctx, input.receiverId)
    return { personId: input.receiverId, how: input.isAskedFor ? 'asked' : 'chosen' }
  }
  // A late entry of another day takes nobody's turn of today.
  if (!isToday || !storeSettings(ctx.store).hasRotation) return { personId: null, how: 'none' }
  const own = input.customerId ? await consultantOnDuty(ctx, input.customerId) : undefined
  if (own) return { personId: own, how: 'own' }
  const places = await loadStandings(ctx)
  const next = chooseAmong(places, wants, waitingRule(ctx, input.channel))
  return next.personId
    ? { personId: next.personId, how: 'turn', why: next.why }
    : { personId: null, how: 'none', isWaiting: input.channel === 'walk-in' }
}

import { can, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { dayInZone, type Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type PlaceStatus, type Rotation, showroomError, showroomEvents } from '../contract.ts'
import {
  countOpenByReceiver,
  insertPlaces,
  listEarlierOrder,
  listPlaces,
  type PlaceRow,
  updatePlace,
} from './rotation.queries.ts'
import { listStaff } from './staff.queries.ts'
import { lockDoor } from './visits.queries.ts'

/** The store's business day at the time of the request. */
export function todayOf(ctx: Ctx): Day {
  return dayInZone(ctx.now, ctx.store.timeZone)
}

/**
 * The places of today in their order, with names. The first use of a day fills it with the store's
 * active consultants, in the order in which they ended their last day.
 */
export async function loadPlaces(ctx: Ctx): Promise<(PlaceRow & { name: string })[]> {
  const day = todayOf(ctx)
  const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
  let places = await listPlaces(ctx.tx, ctx.store.id, day)
  if (places.length === 0) {
    const earlier = await listEarlierOrder(ctx.tx, ctx.store.id, day)
    const rank = new Map(earlier.map((row, index) => [row.person_id, index]))
    const order = staff
      .filter((person) => person.isConsultant)
      .sort((a, b) => (rank.get(a.id) ?? rank.size) - (rank.get(b.id) ?? rank.size))
      .map((person, index) => ({ personId: person.id, position: index + 1 }))
    await insertPlaces(ctx.tx, ctx.store.id, day, order)
    places = await listPlaces(ctx.tx, ctx.store.id, day)
  }
  const names = new Map(staff.map((person) => [person.id, person.name]))
  return places.flatMap((place) => {
    const name = names.get(place.person_id)
    return name === undefined ? [] : [{ ...place, name }]
  })
}

/** Today's rotation as the screens show it; `nextId` is who receives the next new visitor. */
export async function readRotation(ctx: Ctx): Promise<Rotation> {
  const places = await loadPlaces(ctx)
  const open = await countOpenByReceiver(ctx.tx, ctx.store.id)
  return {
    day: todayOf(ctx),
    nextId: nextOf(places)?.person_id ?? null,
    places: places.map((place) => ({
      personId: place.person_id,
      name: place.name,
      status: place.status,
      received: place.received,
      openVisits: open.get(place.person_id) ?? 0,
      version: place.version,
    })),
  }
}

/** The next consultant of the rotation; undefined when nobody is on duty. Needs the door's lock. */
export async function nextConsultant(ctx: Ctx): Promise<string | undefined> {
  return nextOf(await loadPlaces(ctx))?.person_id
}

/**
 * Moves whoever receives to the end and gives the place they had, so that it can be given back.
 * People without a place today keep out of the rotation. Needs the door's lock.
 */
export async function useTurn(ctx: Ctx, personId: string): Promise<number | null> {
  const places = await loadPlaces(ctx)
  const place = places.find((p) => p.person_id === personId)
  if (!place) return null
  await updatePlace(ctx.tx, ctx.store.id, todayOf(ctx), personId, {
    position: endOf(places),
    received: place.received + 1,
    last_received_at: ctx.now,
  })
  announceRotation(ctx, personId)
  return place.position
}

/**
 * Gives a turn back when a visit goes to somebody else or was no prospect, unless the person has
 * received another party since. Needs the door's lock.
 */
export async function giveTurnBack(
  ctx: Ctx,
  given: { person_id: string | null; turn: number | null; day: Day; assigned_at: Date },
): Promise<void> {
  if (given.person_id === null || given.turn === null || given.day !== todayOf(ctx)) return
  const places = await listPlaces(ctx.tx, ctx.store.id, given.day)
  const place = places.find((p) => p.person_id === given.person_id)
  if (place?.last_received_at?.getTime() !== given.assigned_at.getTime()) return
  await updatePlace(ctx.tx, ctx.store.id, given.day, given.person_id, {
    position: given.turn,
    received: Math.max(0, place.received - 1),
    last_received_at: null,
  })
  announceRotation(ctx, given.person_id)
}

/**
 * On duty, on a break, off, or another place in the order. People change their own status;
 * everything else needs the right to run the rotation. Adds a person of the store who has no place yet.
 */
export async function changePlace(
  ctx: Ctx,
  personId: string,
  change: {
    status?: PlaceStatus | undefined
    move?: 'first' | 'last' | 'earlier' | 'later' | undefined
    reason?: string | undefined
  },
): Promise<void> {
  const isOwnStatus = personId === ctx.actor.personId && change.move === undefined
  if (!isOwnStatus && !can(ctx, 'rotation.manage', 'store'))
    throw coreError('core.forbidden', { permission: 'rotation.manage' })
  await lockDoor(ctx.tx, ctx.store.id)
  let places = await loadPlaces(ctx)
  if (!places.some((p) => p.person_id === personId)) {
    const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
    if (!staff.some((p) => p.id === personId)) throw showroomError('showroom.no_such_consultant')
    await insertPlaces(ctx.tx, ctx.store.id, todayOf(ctx), [{ personId, position: endOf(places) }])
    places = await loadPlaces(ctx)
  }
  const before = places.find((p) => p.person_id === personId) as PlaceRow
  if (change.move) await movePlace(ctx, places, personId, change.move)
  if (change.status && change.status !== before.status)
    await updatePlace(ctx.tx, ctx.store.id, todayOf(ctx), personId, { status: change.status })
  audit(ctx, {
    action: 'rotation.changed',
    recordType: 'rotation_place',
    recordId: personId,
    detail: { day: todayOf(ctx), from: before.status, to: change.status, move: change.move },
    ...(change.reason ? { reason: change.reason } : {}),
  })
  announceRotation(ctx, personId)
}

async function movePlace(
  ctx: Ctx,
  places: PlaceRow[],
  personId: string,
  move: 'first' | 'last' | 'earlier' | 'later',
): Promise<void> {
  const day = todayOf(ctx)
  const put = (id: string, position: number) =>
    updatePlace(ctx.tx, ctx.store.id, day, id, { position })
  if (move === 'first') return put(personId, (places[0]?.position ?? 1) - 1)
  if (move === 'last') return put(personId, endOf(places))
  const at = places.findIndex((p) => p.person_id === personId)
  const here = places[at]
  const other = places[at + (move === 'earlier' ? -1 : 1)]
  if (!here || !other) return
  await put(personId, other.position)
  await put(other.person_id, here.position)
}

function nextOf<P extends PlaceRow>(places: P[]): P | undefined {
  return places.find((place) => place.status === 'on_duty')
}

function endOf(places: PlaceRow[]): number {
  return Math.max(0, ...places.map((place) => place.position)) + 1
}

function announceRotation(ctx: Ctx, personId: string): void {
  announce(ctx, { type: showroomEvents.rotation, recordId: personId, data: { day: todayOf(ctx) } })
}

import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { Rotation } from '../contract.ts'
import type { Wants } from './choose-next.ts'
import { listPlaces, type PlaceRow, updatePlace } from './rotation.queries.ts'
import { announceRotation } from './rotation-news.ts'
import { presentSkills } from './skills.ts'
import { chooseAmong, loadPlaces, loadStandings, todayOf, waitingRule } from './standings.ts'

/** Today's rotation as the screens show it: who receives next, and why not those before them. */
export async function readRotation(ctx: Ctx, wants: Wants = {}): Promise<Rotation> {
  const places = await loadStandings(ctx)
  const choice = chooseAmong(places, wants, waitingRule(ctx, 'walk-in'))
  const skipped = new Map(choice.skipped.map((one) => [one.personId, one.why]))
  return {
    day: todayOf(ctx),
    nextId: choice.personId ?? null,
    nextWhy: choice.why ?? null,
    places: places.map((place) => ({
      personId: place.person_id,
      name: place.name,
      status: place.status,
      leave: place.leave,
      received: place.received,
      openVisits: place.openVisits,
      lastReceivedAt: place.last_received_at?.toISOString() ?? null,
      skills: place.skills ? presentSkills(place.skills) : null,
      skipped: skipped.get(place.person_id) ?? null,
      version: place.version,
    })),
  }
}

/**
 * Counts a party for whoever receives and moves them to the end, giving the place they had, so
 * that it can be given back. Who was asked for keeps the place: null. People without a place today
 * keep out of the rotation. Needs the door's lock.
 */
export async function useTurn(
  ctx: Ctx,
  personId: string,
  isAskedFor: boolean,
): Promise<number | null> {
  const places = await loadPlaces(ctx)
  const place = places.find((p) => p.person_id === personId)
  if (!place) return null
  await updatePlace(ctx.tx, ctx.store.id, todayOf(ctx), personId, {
    received: place.received + 1,
    ...(isAskedFor ? {} : { position: endOf(places), last_received_at: ctx.now }),
  })
  announceRotation(ctx, personId)
  return isAskedFor ? null : place.position
}

/**
 * Gives a turn back when a visit goes to somebody else or was no prospect, unless the person has
 * received another party since. Needs the door's lock.
 */
export async function giveTurnBack(
  ctx: Ctx,
  given: {
    person_id: string | null
    how: string
    turn: number | null
    day: Day
    assigned_at: Date
  },
): Promise<void> {
  if (given.person_id === null || given.day !== todayOf(ctx)) return
  const places = await listPlaces(ctx.tx, ctx.store.id, given.day)
  const place = places.find((p) => p.person_id === given.person_id)
  if (!place) return
  const received = Math.max(0, place.received - 1)
  if (given.how === 'asked') {
    await updatePlace(ctx.tx, ctx.store.id, given.day, given.person_id, { received })
  } else {
    if (given.turn === null) return
    if (place.last_received_at?.getTime() !== given.assigned_at.getTime()) return
    await updatePlace(ctx.tx, ctx.store.id, given.day, given.person_id, {
      position: given.turn,
      received,
      last_received_at: null,
    })
  }
  announceRotation(ctx, given.person_id)
}

/** The position behind everybody. */
export function endOf(places: PlaceRow[]): number {
  return Math.max(0, ...places.map((place) => place.position)) + 1
}

import type { Ctx } from '#foundation/ctx.ts'
import { peopleHolding, storeSettings } from '#modules/access/index.ts'
import { type Day, dayInZone, timeInZone } from '#shared/days.ts'
import type { Channel } from '../contract.ts'
import type { LeavePart } from '../contracts/rotation.ts'
import { type Choice, chooseNext, type Standing, type Wants } from './choose-next.ts'
import { listLeavesOn } from './leaves.queries.ts'
import {
  countOpenByReceiver,
  insertPlaces,
  listEarlierOrder,
  listPlaces,
  type PlaceRow,
} from './rotation.queries.ts'
import { listSkillRows, type SkillRow } from './skills.queries.ts'
import { listStaff } from './staff.queries.ts'

const noon = '12:00'

/** The store's business day at the time of the request. */
export function todayOf(ctx: Pick<Ctx, 'now' | 'store'>): Day {
  return dayInZone(ctx.now, ctx.store.timeZone)
}

/** A place of today with what decides whether the person can receive now. */
export interface PlaceNow extends PlaceRow {
  name: string
  /** The part of the day they are on leave for, when that is now. */
  leave: LeavePart | null
  openVisits: number
  skills: SkillRow | undefined
}

/**
 * The places of today in their order, with names. The first use of a day fills it with the store's
 * active consultants, and who was put in by name on the last day, in the order they ended it.
 */
export async function loadPlaces(ctx: Ctx): Promise<(PlaceRow & { name: string })[]> {
  const day = todayOf(ctx)
  const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
  let places = await listPlaces(ctx.tx, ctx.store.id, day)
  if (places.length === 0) {
    const earlier = await listEarlierOrder(ctx.tx, ctx.store.id, day)
    const rank = new Map(earlier.map((row, index) => [row.person_id, index]))
    const wasIn = new Set(earlier.flatMap((row) => (row.status === 'off' ? [] : row.person_id)))
    const order = staff
      .filter((person) => person.isConsultant || wasIn.has(person.id))
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

/** The places of today with leave, open visits and skills. */
export async function loadStandings(ctx: Ctx): Promise<PlaceNow[]> {
  const places = await loadPlaces(ctx)
  const day = todayOf(ctx)
  const open = await countOpenByReceiver(ctx.tx, ctx.store.id, day)
  const leaves = await leavesNow(ctx)
  const skills = new Map(
    (await listSkillRows(ctx.tx, ctx.store.id)).map((row) => [row.person_id, row]),
  )
  return places.map((place) => ({
    ...place,
    leave: leaves.get(place.person_id) ?? null,
    openVisits: open.get(place.person_id) ?? 0,
    skills: skills.get(place.person_id),
  }))
}

/** Who is on approved leave at this moment: half days turn at noon of the store. */
export async function leavesNow(ctx: Ctx): Promise<Map<string, LeavePart>> {
  const rows = await listLeavesOn(ctx.tx, ctx.store.id, todayOf(ctx))
  const half = timeInZone(ctx.now, ctx.store.timeZone) < noon ? 'morning' : 'afternoon'
  return new Map(
    rows.filter((row) => row.part === 'all' || row.part === half).map((r) => [r.person_id, r.part]),
  )
}

/** Who receives a visitor who brings this, and why. */
export function chooseAmong(places: PlaceNow[], wants: Wants, rule: { waits: boolean }): Choice {
  return chooseNext(places.map(standingOf), wants, rule)
}

/** The store's rule: whether visitors wait for somebody free; a call cannot wait. */
export function waitingRule(ctx: Ctx, channel: Channel): { waits: boolean } {
  return { waits: channel === 'walk-in' && storeSettings(ctx.store).waitsWhenBusy }
}

function standingOf(place: PlaceNow): Standing {
  const { skills } = place
  return {
    personId: place.person_id,
    status: place.status,
    isOnLeave: place.leave !== null,
    openVisits: place.openVisits,
    skills: skills && {
      seriesIds: skills.series_ids,
      languages: skills.languages,
      visitorKinds: skills.visitor_kinds,
    },
  }
}

/** Who of the store may receive visitors and has no place today. */
export async function listCandidates(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const placed = new Set((await loadPlaces(ctx)).map((place) => place.person_id))
  const holders = await peopleHolding(ctx.tx, ctx.store.groupId, ctx.store.id, 'visits.receive')
  return holders.filter((one) => !placed.has(one.id)).map(({ id, name }) => ({ id, name }))
}

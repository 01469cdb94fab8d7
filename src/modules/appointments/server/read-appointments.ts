import type { Ctx } from '#foundation/ctx.ts'
import { listPeopleOfStore, nameOfPeople } from '#modules/access/index.ts'
import { addDays, type Day, dayInZone, daysBetween, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import type { AppointmentState } from '../contract.ts'
import { visiblePeople } from './appointments.policy.ts'
import { presentAppointments, presentWithOverlaps } from './appointments.present.ts'
import {
  type AppointmentRow,
  findAppointment,
  findNext,
  listBetween,
} from './appointments.queries.ts'

const longestPeriodDays = 400
const longestChain = 20

export interface AppointmentQuery {
  from?: Day | undefined
  to?: Day | undefined
  personId?: string | undefined
  customerId?: string | undefined
  state?: AppointmentState | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of a period's appointments within the person's scope, earliest first. */
export async function readAppointments(ctx: Ctx, query: AppointmentQuery) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const from = query.from ?? query.to ?? today
  const asked = query.to ?? from
  const to = daysBetween(from, asked) > longestPeriodDays ? addDays(from, longestPeriodDays) : asked
  const rows = await listBetween(
    ctx.tx,
    ctx.store.id,
    {
      from: startOf(ctx, from),
      until: startOf(ctx, addDays(to, 1)),
      people: await visiblePeople(ctx),
      personId: query.personId,
      customerId: query.customerId,
      state: query.state,
    },
    {
      limit: query.limit + 1,
      after: query.cursor ? positionOf(query.cursor, today) : undefined,
    },
  )
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: await presentAppointments(ctx, page),
    nextCursor: last ? encodeCursor([last.starts_at.toISOString(), last.id], today) : null,
    now: ctx.now.toISOString(),
  }
}

function startOf(ctx: Ctx, day: Day): Date {
  return instantOf(day, '00:00', ctx.store.timeZone)
}

function positionOf(cursor: string, today: Day): { startsAt: string; id: string } {
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [startsAt, id] = decoded.key
  const isWhole =
    typeof startsAt === 'string' && !Number.isNaN(Date.parse(startsAt)) && typeof id === 'string'
  if (!isWhole) throw coreError('core.bad_request', { why: 'cursor' })
  return { startsAt, id }
}

/** One appointment with what it overlaps and where it was moved from and to. */
export async function readAppointment(ctx: Ctx, id: string) {
  const row = await findAppointment(ctx.tx, ctx.store.id, id)
  const people = await visiblePeople(ctx)
  if (!row || (people && !people.includes(row.person_id))) throw coreError('core.not_found')
  const chain = await chainOf(ctx, row)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    chain.flatMap((one) => one.ended_by ?? one.made_by ?? []),
  )
  return {
    ...(await presentWithOverlaps(ctx, row)),
    chain: chain.map((one) => ({
      id: one.id,
      startsAt: one.starts_at.toISOString(),
      state: one.state as AppointmentState,
      reason: one.reason,
      by: names.get(one.ended_by ?? one.made_by ?? '') ?? null,
    })),
  }
}

async function chainOf(ctx: Ctx, row: AppointmentRow): Promise<AppointmentRow[]> {
  const chain = [row]
  for (let first = row; first.previous_id !== null && chain.length < longestChain; ) {
    const earlier = await findAppointment(ctx.tx, ctx.store.id, first.previous_id)
    if (!earlier) break
    chain.unshift(earlier)
    first = earlier
  }
  for (let last = row; last.state === 'rescheduled' && chain.length < longestChain; ) {
    const later = await findNext(ctx.tx, ctx.store.id, last.id)
    if (!later) break
    chain.push(later)
    last = later
  }
  return chain
}

/** Whom the actor may make appointments with: consultants first, then everybody else they may name. */
export async function readPeople(ctx: Ctx) {
  const people = await visiblePeople(ctx)
  const staff = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const seen = staff.filter((person) => people === undefined || people.includes(person.id))
  return {
    items: [
      ...seen.filter((person) => person.isConsultant),
      ...seen.filter((person) => !person.isConsultant),
    ].map(({ id, name }) => ({ id, name })),
  }
}

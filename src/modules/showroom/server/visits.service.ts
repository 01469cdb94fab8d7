import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { namesOfPeople } from './names.queries.ts'
import { todayOf } from './standings.ts'
import { visibleReceivers } from './visits.policy.ts'
import { presentVisit, presentVisits } from './visits.present.ts'
import {
  countRegister,
  findVisit,
  listAssignments,
  listClosures,
  listOpen,
  listRegister,
  type VisitPosition,
} from './visits.queries.ts'

const countedUpTo = 10_001
const longestPeriodDays = 3_700

export interface RegisterQuery {
  from?: Day | undefined
  to?: Day | undefined
  channel?: string | undefined
  outcome?: string | undefined
  receiverId?: string | undefined
  seriesId?: string | undefined
  flagged?: 'yes' | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of the register of a period, newest first, within the person's scope. */
export async function readRegister(ctx: Ctx, query: RegisterQuery) {
  const today = todayOf(ctx)
  const to = query.to ?? query.from ?? today
  const given = query.from ?? to
  const from = daysBetween(given, to) > longestPeriodDays ? addDays(to, -longestPeriodDays) : given
  const filter = {
    from,
    to,
    receivers: await visibleReceivers(ctx),
    channel: query.channel,
    outcome: query.outcome,
    receiverId: query.receiverId,
    seriesId: query.seriesId,
    isFlagged: query.flagged === 'yes',
  }
  const after = query.cursor ? positionOf(query.cursor, today) : undefined
  const rows = await listRegister(ctx.tx, ctx.store.id, filter, query.limit + 1, after)
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: await presentVisits(ctx, page),
    nextCursor: last
      ? encodeCursor([last.business_day, last.arrived_at?.toISOString() ?? null, last.id], today)
      : null,
    total: after ? null : await countRegister(ctx.tx, ctx.store.id, filter, countedUpTo),
  }
}

function positionOf(cursor: string, today: Day): VisitPosition {
  const decoded = decodeCursor(cursor, today, 3)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [day, arrivedAt, id] = decoded.key
  const isWhole =
    typeof day === 'string' &&
    typeof id === 'string' &&
    (arrivedAt === null || typeof arrivedAt === 'string')
  if (!isWhole) throw coreError('core.bad_request', { why: 'cursor' })
  return { day, arrivedAt, id }
}

/** The visits that are open now, within the person's scope. */
export async function readOpenVisits(ctx: Ctx) {
  const rows = await listOpen(ctx.tx, ctx.store.id, await visibleReceivers(ctx))
  return { items: await presentVisits(ctx, rows), now: ctx.now.toISOString() }
}

/** One visit with its closures and hand-overs; one outside the scope is not found. */
export async function readVisit(ctx: Ctx, id: string) {
  const visit = await findVisit(ctx.tx, ctx.store.id, id)
  const receivers = await visibleReceivers(ctx)
  if (!visit || (receivers && !receivers.includes(visit.received_by ?? '')))
    throw coreError('core.not_found')
  const closures = await listClosures(ctx.tx, ctx.store.id, id)
  const assignments = await listAssignments(ctx.tx, ctx.store.id, id)
  const people = [
    ...closures.flatMap((row) => [row.recorded_by, row.received_by]),
    ...assignments.flatMap((row) => [row.person_id, row.assigned_by]),
  ].filter((person) => person !== null)
  const names = await namesOfPeople(ctx.tx, ctx.store.groupId, [...new Set(people)])
  const nameOf = (person: string | null) => (person ? (names.get(person) ?? null) : null)
  return {
    ...(await presentVisit(ctx, visit)),
    closures: closures.map((row) => ({
      at: row.recorded_at.toISOString(),
      outcome: row.outcome,
      by: nameOf(row.recorded_by),
      receiver: nameOf(row.received_by),
      reason: row.reason,
    })),
    assignments: assignments.map((row) => ({
      at: row.assigned_at.toISOString(),
      how: row.how as 'turn' | 'own' | 'chosen' | 'none',
      to: nameOf(row.person_id),
      by: nameOf(row.assigned_by),
      reason: row.reason,
    })),
  }
}

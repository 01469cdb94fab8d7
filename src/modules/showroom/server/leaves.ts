import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { listPeopleOfStore, nameOfPeople } from '#modules/access/index.ts'
import { addDays, type Day, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { showroomError } from '../contract.ts'
import {
  type Leave,
  type LeaveKind,
  type LeavePart,
  longestLeaveDays,
} from '../contracts/rotation.ts'
import {
  findLeave,
  insertLeave,
  type LeaveRow,
  listLeaveRows,
  listTouching,
  updateLeave,
} from './leaves.queries.ts'
import { announceRotation } from './rotation-news.ts'
import { todayOf } from './standings.ts'
import { lockDoor } from './visits.queries.ts'
import { serveWaiting } from './waiting.ts'

const plansTheRotation = (ctx: Ctx) => can(ctx, 'rotation.plan', 'store')

/** Leaves from a day on: everybody's for whoever runs or plans the rotation, else one's own. */
export async function readLeaves(
  ctx: Ctx,
  query: {
    from?: Day | undefined
    to?: Day | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const today = todayOf(ctx)
  const seesAll = plansTheRotation(ctx) || can(ctx, 'rotation.manage', 'store')
  const rows = await listLeaveRows(
    ctx.tx,
    ctx.store.id,
    { from: query.from ?? today, to: query.to, people: seesAll ? undefined : [personOf(ctx)] },
    { limit: query.limit + 1, after: query.cursor ? positionOf(query.cursor, today) : undefined },
  )
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: await present(ctx, page),
    nextCursor: last ? encodeCursor([last.to_day, last.id], today) : null,
  }
}

function positionOf(cursor: string, today: Day): { to: string; id: string } {
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [to, id] = decoded.key
  if (typeof to !== 'string' || typeof id !== 'string')
    throw coreError('core.bad_request', { why: 'cursor' })
  return { to, id }
}

/**
 * Enters a leave: approved where the actor plans the rotation, else asked for, for oneself. Two
 * halves of one day are two leaves; what overlaps is refused. A resent id gives it as it is now.
 */
export async function enterLeave(
  ctx: Ctx,
  given: {
    id?: string | undefined
    personId?: string | undefined
    from: Day
    to: Day
    part: LeavePart
    kind: LeaveKind
    note?: string | undefined
  },
): Promise<Leave> {
  const personId = given.personId ?? personOf(ctx)
  const plans = plansTheRotation(ctx)
  if (!plans && personId !== ctx.actor.personId)
    throw coreError('core.forbidden', { permission: 'rotation.plan' })
  const id = given.id ?? uuidv7()
  await lockDoor(ctx.tx, ctx.store.id)
  const earlier = await findLeave(ctx.tx, ctx.store.id, id)
  if (earlier) return presentOne(ctx, assertReach(ctx, earlier))
  const staff = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!staff.some((one) => one.id === personId)) throw showroomError('showroom.no_such_consultant')
  assertPeriod(ctx, given)
  const touching = await listTouching(ctx.tx, ctx.store.id, { ...given, personId })
  if (touching.some((one) => one.part === 'all' || given.part === 'all' || one.part === given.part))
    throw showroomError('showroom.leave_overlaps')
  await insertLeave(ctx.tx, {
    store_id: ctx.store.id,
    id,
    person_id: personId,
    from_day: given.from,
    to_day: given.to,
    part: given.part,
    kind: given.kind,
    note: maskPhonesInText(given.note ?? ''),
    state: plans ? 'approved' : 'asked',
    asked_at: ctx.now,
    asked_by: ctx.actor.personId,
    ...(plans ? { decided_at: ctx.now, decided_by: ctx.actor.personId } : {}),
  })
  const row = (await findLeave(ctx.tx, ctx.store.id, id)) as LeaveRow
  told(ctx, plans ? 'leave.planned' : 'leave.asked', row)
  return presentOne(ctx, row)
}

function assertPeriod(ctx: Ctx, { from, to }: { from: Day; to: Day }): void {
  const today = todayOf(ctx)
  const isRight =
    from <= to &&
    to >= today &&
    from <= addDays(today, longestLeaveDays) &&
    daysBetween(from, to) < longestLeaveDays
  if (!isRight) throw showroomError('showroom.leave_backwards', { days: longestLeaveDays })
}

/** Approves or refuses a leave that was asked for; refusing needs a reason. */
export async function decide(
  ctx: Ctx,
  id: string,
  given: { decision: 'approved' | 'refused'; reason?: string | undefined; version: number },
): Promise<Leave> {
  const row = await load(ctx, id)
  if (row.state !== 'asked') throw showroomError('showroom.leave_decided')
  if (given.decision === 'refused' && !given.reason) throw showroomError('showroom.reason_needed')
  const changed = await change(ctx, row, given.version, {
    state: given.decision,
    decided_at: ctx.now,
    decided_by: ctx.actor.personId,
    decision_reason: maskPhonesInText(given.reason ?? ''),
  })
  told(ctx, `leave.${given.decision}`, changed, given.reason)
  return presentOne(ctx, changed)
}

/** Takes a leave back: one's own while it is only asked for, anybody's for whoever plans. */
export async function takeBackLeave(ctx: Ctx, id: string, version: number): Promise<Leave> {
  const row = assertReach(ctx, await load(ctx, id))
  if (row.state === 'withdrawn') throw showroomError('showroom.leave_decided')
  if (row.state !== 'asked' && !plansTheRotation(ctx))
    throw coreError('core.forbidden', { permission: 'rotation.plan' })
  const changed = await change(ctx, row, version, { state: 'withdrawn' })
  told(ctx, 'leave.withdrawn', changed)
  // Somebody is back: who waits may go to them.
  await serveWaiting(ctx)
  return presentOne(ctx, changed)
}

async function load(ctx: Ctx, id: string): Promise<LeaveRow> {
  const row = await findLeave(ctx.tx, ctx.store.id, id)
  if (!row) throw coreError('core.not_found')
  return row
}

/** Somebody else's leave is not found, but for whoever plans the rotation. */
function assertReach(ctx: Ctx, row: LeaveRow): LeaveRow {
  if (row.person_id === ctx.actor.personId || plansTheRotation(ctx)) return row
  throw coreError('core.not_found')
}

async function change(
  ctx: Ctx,
  row: LeaveRow,
  version: number,
  to: Parameters<typeof updateLeave>[4],
): Promise<LeaveRow> {
  const changed = await updateLeave(ctx.tx, ctx.store.id, row.id, version, to)
  if (!changed)
    throw coreError('core.stale_version', { current: { version: row.version, state: row.state } })
  return changed
}

function told(ctx: Ctx, action: string, row: LeaveRow, reason?: string): void {
  audit(ctx, {
    action,
    recordType: 'leave',
    recordId: row.id,
    detail: {
      personId: row.person_id,
      from: row.from_day,
      to: row.to_day,
      part: row.part,
      kind: row.kind,
    },
    ...(reason ? { reason } : {}),
  })
  announceRotation(ctx, row.person_id)
}

async function presentOne(ctx: Ctx, row: LeaveRow): Promise<Leave> {
  const [leave] = await present(ctx, [row])
  return leave as Leave
}

async function present(ctx: Ctx, rows: LeaveRow[]): Promise<Leave[]> {
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.person_id, row.decided_by ?? row.person_id]),
  )
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.person_id, name: names.get(row.person_id) ?? '—' },
    from: row.from_day,
    to: row.to_day,
    part: row.part as LeavePart,
    kind: row.kind as LeaveKind,
    note: row.note,
    state: row.state as Leave['state'],
    decidedBy: row.decided_by ? (names.get(row.decided_by) ?? null) : null,
    decisionReason: row.decision_reason,
    version: row.version,
  }))
}

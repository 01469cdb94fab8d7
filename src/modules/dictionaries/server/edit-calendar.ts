import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { HandlerInput } from '#shared/contract.ts'
import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import {
  type CalendarMark,
  closedDaysChanged,
  type closeDays,
  marksChanged,
  type setMark,
} from '../contract.ts'
import { listCalendarMarks, presentMark } from './calendar.ts'
import {
  deleteClosedDay,
  deleteMark,
  findMark,
  insertClosedDays,
  insertMarks,
  selectClosedDays,
  updateMark,
} from './calendar.queries.ts'
import { countPromises } from './promise-count.ts'
import { sameDayOf } from './same-day.ts'

/** Marks a day for the whole group, or changes its mark; never closes a store. */
export async function markDay(
  ctx: Ctx,
  day: Day,
  { version, ...given }: HandlerInput<typeof setMark>['body'],
): Promise<CalendarMark> {
  authorise(ctx, 'calendar.manage', 'group')
  const { groupId } = ctx.actor
  const before = await findMark(ctx.tx, groupId, day)
  const change = {
    kind: given.kind,
    name: given.name,
    name_en: given.nameEn,
    is_estimated: given.isEstimated,
  }
  const isDone =
    version === 0
      ? (await insertMarks(ctx.tx, [{ group_id: groupId, day, ...change }])) === 1
      : await updateMark(ctx.tx, groupId, day, version, change)
  const current = await findMark(ctx.tx, groupId, day)
  if (!isDone || !current)
    throw coreError('core.stale_version', { current: current ? presentMark(current) : null })
  const mark = presentMark(current)
  tellMark(ctx, 'calendar.marked', day, {
    before: before ? presentMark(before) : null,
    after: mark,
  })
  return mark
}

/** Takes the mark off a day; a day without one stays as it is. */
export async function unmarkDay(ctx: Ctx, day: Day, version: number): Promise<void> {
  authorise(ctx, 'calendar.manage', 'group')
  const before = await findMark(ctx.tx, ctx.actor.groupId, day)
  if (!before) return
  if (!(await deleteMark(ctx.tx, ctx.actor.groupId, day, version)))
    throw coreError('core.stale_version', { current: presentMark(before) })
  tellMark(ctx, 'calendar.unmarked', day, { before: presentMark(before) })
}

interface ClosedDaysChange {
  closed: Day[]
  opened: Day[]
  openPromises: number | null
}

/** Closes the store on days; days closed already stay as they are. Promises are counted, not moved. */
export async function closeStoreOn(
  ctx: Ctx,
  { days, reason }: HandlerInput<typeof closeDays>['body'],
): Promise<ClosedDaysChange> {
  authorise(ctx, 'calendar.manage', 'store')
  const closing = { reason, setBy: ctx.actor.personId, now: ctx.now }
  const closed = await insertClosedDays(ctx.tx, ctx.store.id, [...new Set(days)], closing)
  return tellClosedDays(ctx, { closed, opened: [] }, reason)
}

/** Opens the store on a day it was closed. */
export async function openStoreOn(ctx: Ctx, day: Day): Promise<ClosedDaysChange> {
  authorise(ctx, 'calendar.manage', 'store')
  const opened = (await deleteClosedDay(ctx.tx, ctx.store.id, day)) ? [day] : []
  return tellClosedDays(ctx, { closed: [], opened })
}

/** Closes the store on the days that answer to last year's; holidays follow the lunar calendar. */
export async function copyLastYear(ctx: Ctx, year: number): Promise<ClosedDaysChange> {
  authorise(ctx, 'calendar.manage', 'store')
  const [from, to] = [`${year - 1}-01-01`, `${year - 1}-12-31`]
  const earlier = await selectClosedDays(ctx.tx, ctx.store.id, from, to)
  const marks = await listCalendarMarks(ctx.tx, ctx.actor.groupId, from, `${year}-12-31`)
  const closed: Day[] = []
  const byReason = new Map<string, Set<Day>>()
  for (const row of earlier) {
    const day = sameDayOf(year, String(row.day), marks)
    if (day) byReason.set(row.reason, (byReason.get(row.reason) ?? new Set()).add(day))
  }
  for (const [reason, days] of byReason) {
    const closing = { reason, setBy: ctx.actor.personId, now: ctx.now }
    closed.push(...(await insertClosedDays(ctx.tx, ctx.store.id, [...days], closing)))
  }
  return tellClosedDays(ctx, { closed: closed.sort(), opened: [] })
}

async function tellClosedDays(
  ctx: Ctx,
  change: { closed: Day[]; opened: Day[] },
  reason?: string,
): Promise<ClosedDaysChange> {
  const days = [...change.closed, ...change.opened]
  if (days.length > 0) {
    const recordId = calendarId(ctx.store.id)
    audit(ctx, {
      action: change.closed.length > 0 ? 'calendar.closed' : 'calendar.opened',
      recordType: 'closed_days',
      recordId,
      detail: change,
      ...(reason ? { reason } : {}),
    })
    announce(ctx, { type: closedDaysChanged, recordId, data: change })
  }
  return { ...change, openPromises: await countPromises(ctx, days) }
}

function tellMark(ctx: Ctx, action: string, day: Day, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'calendar_mark', recordId: day, detail })
  announce(ctx, { type: marksChanged, recordId: calendarId(ctx.actor.groupId), data: { day } })
}

/** Events need a record's id, so that those of one calendar keep their order. */
function calendarId(owner: number): string {
  return `00000000-0000-7000-8000-${owner.toString(16).padStart(12, '0')}`
}

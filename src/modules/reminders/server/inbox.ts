import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { type Reminder, remindersEvents } from '../contract.ts'
import {
  findReminders,
  listReminderRows,
  type ReminderRow,
  setAllRead,
  setRead,
} from './reminders.queries.ts'

/** A page of one's own inbox, newest first. */
export async function readInbox(
  ctx: Ctx,
  asked: { show: 'unread' | 'all'; cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listReminderRows(ctx, personOf(ctx), {
    after: placeOf(asked.cursor, today),
    unread: asked.show === 'unread',
    limit: asked.limit + 1,
  })
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    items: await presentReminders(ctx, shown),
    nextCursor:
      rows.length > asked.limit && last
        ? encodeCursor([last.at.toISOString(), last.id], today)
        : null,
  }
}

/** Marks one of one's own reminders read or unread; another's is not found. */
export async function markRead(ctx: Ctx, id: string, isRead: boolean): Promise<Reminder> {
  const [row] = await findReminders(ctx, [id])
  if (row?.person_id !== personOf(ctx)) throw coreError('core.not_found')
  if ((row.read_at !== null) !== isRead) {
    await setRead(ctx, id, isRead ? ctx.now : null)
    announce(ctx, { type: remindersEvents.changed, recordId: row.person_id })
  }
  const [presented] = await presentReminders(ctx, await findReminders(ctx, [id]))
  return presented as Reminder
}

export async function markAllRead(ctx: Ctx): Promise<{ marked: number }> {
  const marked = await setAllRead(ctx, personOf(ctx))
  if (marked > 0) announce(ctx, { type: remindersEvents.changed, recordId: personOf(ctx) })
  return { marked }
}

/** Reminders with the names they speak of. */
export async function presentReminders(
  ctx: Ctx,
  rows: readonly ReminderRow[],
): Promise<Reminder[]> {
  const ids = rows.map((row) => row.data.personId).filter(isUuid)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, ids)
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    isRead: row.read_at !== null,
    link: linkOf(row),
    customerName: row.customer_name,
    personName: isUuid(row.data.personId) ? (names.get(row.data.personId) ?? null) : null,
    when: text(row.data.when),
    taskKind: text(row.data.taskKind),
    count: typeof row.data.count === 'number' ? row.data.count : null,
  }))
}

function linkOf(row: ReminderRow): string {
  if (row.kind === 'lead' || row.kind === 'lead_late') return `/leads/${row.subject_id}`
  if (row.kind === 'lead_dispatched') return '/leads'
  if (row.kind === 'lead_came_back') return '/leads/dispatch?state=returned'
  if (row.kind === 'loss_late') return '/losses?late=true'
  if (row.kind === 'approval') return '/card-approvals'
  if (row.kind.startsWith('quote_')) return `/quotes/${row.subject_id}`
  if (row.customer_id === null) return '/cards'
  const anchor = row.kind === 'mention' && row.subject_id ? `?comment=${row.subject_id}` : ''
  return `/customers/${row.customer_id}${anchor}`
}

function placeOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  if (typeof at !== 'string' || !isUuid(id)) throw coreError('core.bad_request', { why: 'cursor' })
  return { at, id }
}

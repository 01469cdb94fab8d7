import { type Ctx, can } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import type { Permission } from '#shared/permissions.ts'
import type { TimelineEntry, TimelineKind } from '../contract.ts'
import { listTimelineRows, type TimelineRow } from './timeline.queries.ts'

/**
 * Everything that happened to a customer the actor may see, newest first, page by page to the first
 * day. Contacts and changes of cards need the right to see cards, visits that of the register, and
 * who looked at numbers that of the audit trail or of all numbers of the store.
 */
export async function readTimeline(
  ctx: Ctx,
  customerId: string,
  asked: { kind?: TimelineKind | undefined; cursor?: string | undefined; limit: number },
) {
  await loadCustomer(ctx, customerId)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const hidden = hiddenKinds(ctx)
  const only = asked.kind === undefined ? undefined : kindsOf(asked.kind, hidden)
  const rows = await listTimelineRows(ctx, {
    customerId,
    only,
    hidden,
    after: placeOf(asked.cursor, today),
    limit: asked.limit + 1,
  })
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    items: await present(ctx, shown),
    nextCursor:
      rows.length > asked.limit && last
        ? encodeCursor([last.at.toISOString(), last.id], today)
        : null,
  }
}

/** What may be read of each kind only by whoever may read the like. */
const readers = {
  lead: 'leads.read',
  loss_call: 'losses.read',
  quote: 'quotes.read',
  order: 'orders.read',
  test_drive: 'test_drives.read',
  road: 'opportunities.read',
} as const satisfies Record<string, Permission>

const groups: Partial<Record<TimelineKind, string[]>> = {
  data: ['data', 'seen'],
  sale: ['test_drive', 'road', 'quote', 'order'],
  lead: ['lead', 'loss_call'],
}

function hiddenKinds(ctx: Ctx): string[] {
  const seesCards = can(ctx, 'opportunities.read')
  return [
    ...(seesCards ? [] : ['contact', 'change']),
    ...(seesCards || can(ctx, 'visits.read') ? [] : ['visit']),
    ...Object.entries(readers).flatMap(([kind, permission]) =>
      can(ctx, permission) ? [] : [kind],
    ),
    ...(can(ctx, 'audit.read') || can(ctx, 'customers.reveal', 'store') ? [] : ['seen']),
  ]
}

function kindsOf(kind: TimelineKind, hidden: readonly string[]): string[] {
  const kinds = groups[kind] ?? [kind]
  return kinds.filter((one) => !hidden.includes(one))
}

async function present(ctx: Ctx, rows: readonly TimelineRow[]): Promise<TimelineEntry[]> {
  const ids = rows.flatMap((row) => [row.actor_id, row.data.personId, ...ownersOf(row)])
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, ids.filter(isUuid))
  const named = (id: unknown) => (isUuid(id) ? (names.get(id) ?? null) : null)
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    actorName: named(row.actor_id),
    data: {
      ...row.data,
      ...fieldsOf(row),
      ...(row.data.personId === undefined ? {} : { personName: named(row.data.personId) }),
      ...(row.data.field === 'owner' ? { from: named(row.data.from), to: named(row.data.to) } : {}),
    },
  }))
}

/** A change of owner names people by id. */
function ownersOf({ data }: TimelineRow): unknown[] {
  return data.field === 'owner' ? [data.from, data.to] : []
}

/** The names of the changed fields, where the trail tells them. */
function fieldsOf({ data }: TimelineRow): { fields?: string[] } {
  const fields = (data.detail as { fields?: unknown } | null | undefined)?.fields
  return Array.isArray(fields) ? { fields: fields.filter((one) => typeof one === 'string') } : {}
}

function placeOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  if (typeof at !== 'string' || !isUuid(id)) throw coreError('core.bad_request', { why: 'cursor' })
  return { at, id }
}

import { type Ctx, can } from '#foundation/ctx.ts'
import { findCustomerKey } from '#foundation/http/idempotency.queries.ts'
import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { AuditEntry } from '../contracts/audit.ts'
import {
  type AuditFilter,
  type AuditRow,
  countAudit,
  findAuditRow,
  listAuditRows,
} from './audit.queries.ts'
import { readCursor } from './cursor.ts'
import { listNames } from './people.queries.ts'

const defaultDays = 30

/**
 * A page of the trail of the request's store, newest first. Without a record and without days it
 * covers the last 30 business days, and says so.
 */
export async function listTrail(
  ctx: Ctx,
  query: {
    cursor?: string | undefined
    limit: number
    recordId?: string | undefined
    personId?: string | undefined
    action?: string | undefined
    from?: Day | undefined
    to?: Day | undefined
  },
) {
  const { store } = ctx
  const today = dayInZone(ctx.now, store.timeZone)
  const isBounded =
    query.from !== undefined || query.to !== undefined || query.recordId !== undefined
  const from = isBounded ? query.from : addDays(today, -defaultDays)
  const filter: AuditFilter = {
    storeId: store.id,
    recordId: query.recordId,
    personId: query.personId,
    action: query.action,
    from: from === undefined ? undefined : instantOf(from, '00:00', store.timeZone),
    until:
      query.to === undefined ? undefined : instantOf(addDays(query.to, 1), '00:00', store.timeZone),
  }
  const key = readCursor(query.cursor, today, ['instant', 'uuid'])
  const after = key && { at: new Date(String(key[0])), id: String(key[1]) }
  const rows = await listAuditRows(ctx.tx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await presentEntries(ctx, page),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([last.at.toISOString(), last.id], today)
        : null,
    total: after ? null : await countAudit(ctx.tx, filter),
    from: from ?? null,
    to: query.to ?? null,
  }
}

/**
 * One entry with its personal values, phones masked, where the reader may see the customer; staff
 * data are open to every reader of the trail. After an erasure they can no longer be opened.
 */
export async function getTrailEntry(ctx: Ctx, id: string) {
  const row = await findAuditRow(ctx.tx, ctx.store.id, id)
  if (!row) throw coreError('core.not_found')
  const [entry] = await presentEntries(ctx, [row])
  const opened = row.sealed ? await openPersonal(ctx, row.customer_id, row.sealed) : {}
  return {
    ...(entry as AuditEntry),
    requestId: row.request_id,
    personal: opened.personal ?? null,
    personalHidden: opened.hidden ?? null,
  }
}

async function openPersonal(
  ctx: Ctx,
  customerId: string | null,
  sealed: Buffer,
): Promise<{ personal?: Record<string, unknown>; hidden?: 'no_right' | 'erased' }> {
  if (!customerId) return { personal: masked(JSON.parse(ctx.vault.open(sealed))) }
  if (!can(ctx, 'customers.read', 'store')) return { hidden: 'no_right' }
  const key = await findCustomerKey(ctx.tx, ctx.store.id, customerId)
  if (!key) return { hidden: 'erased' }
  return { personal: masked(JSON.parse(ctx.vault.openFor(key, sealed))) }
}

/** The same values with every phone number in their texts masked. */
function masked<T>(value: T): T {
  if (typeof value === 'string') return maskPhonesInText(value) as T
  if (Array.isArray(value)) return value.map(masked) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, masked(v)])) as T
}

async function presentEntries(ctx: Ctx, rows: AuditRow[]): Promise<AuditEntry[]> {
  const ids = [...new Set(rows.flatMap((row) => (row.actor_id ? [row.actor_id] : [])))]
  const names = new Map(
    (await listNames(ctx.tx, ctx.actor.groupId, ids)).map((row) => [row.id, row.name]),
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_id ? (names.get(row.actor_id) ?? null) : null,
    action: row.action,
    recordType: row.record_type,
    recordId: row.record_id,
    reason: row.reason,
    detail: row.detail,
    hasPersonal: row.has_personal,
  }))
}

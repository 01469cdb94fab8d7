import { sql } from 'kysely'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { Ctx } from '../ctx.ts'
import { writeAudit, writeEvents } from './ledger.queries.ts'

export interface NewAuditEntry {
  /** A verb of the business: `visit.closed`, `phone.revealed`. */
  action: string
  recordType: string
  recordId: string
  /** Set when the entry concerns a customer: `personal` is sealed with that customer's key. */
  customer?: { id: string; sealedKey: Buffer | null }
  /** Values without personal data: before, after, counts. */
  detail?: Record<string, unknown>
  /** Personal values (names, phones, notes); sealed, never written in clear. */
  personal?: Record<string, unknown>
  reason?: string
  storeId?: number
}

export interface NewEvent {
  type: string
  recordId: string
  /** Ids and words only, never personal values. */
  data?: Record<string, unknown>
  storeId?: number
}

/** Notes an entry for the audit trail; it is written with the change (architecture.md 4). */
export function audit(ctx: Ctx, entry: NewAuditEntry): void {
  ctx.pending.audit.push(entry)
}

/** Notes an event; listeners, webhooks and live screens hear of it after the commit. */
export function announce(ctx: Ctx, event: NewEvent): void {
  ctx.pending.events.push(event)
}

/** Writes the noted entries and events and tells the listening processes; call last in the transaction. */
export async function flushLedger(ctx: Ctx): Promise<void> {
  const { audit: entries, events } = ctx.pending
  ctx.pending = { audit: [], events: [] }
  if (entries.length > 0)
    await writeAudit(
      ctx.tx,
      entries.map((e) => auditRow(ctx, e)),
    )
  if (events.length === 0) return
  const rows = events.map((e) => ({
    store_id: e.storeId ?? ctx.store.id,
    id: uuidv7(),
    at: ctx.now,
    type: e.type,
    record_id: e.recordId,
    data: JSON.stringify(e.data ?? {}),
    actor_id: ctx.actor.personId,
  }))
  await writeEvents(ctx.tx, rows)
  // Ids only; a notification is short, so many events are told as one per store and type.
  const told = new Map<string, string>()
  for (const row of rows)
    told.set(
      `${row.store_id}:${row.type}`,
      JSON.stringify({
        storeId: row.store_id,
        type: row.type,
        id: row.record_id,
        by: row.actor_id,
      }),
    )
  for (const text of told.values())
    await sql`select pg_notify(${'keyuan_events'}, ${text})`.execute(ctx.tx)
}

function auditRow(ctx: Ctx, entry: NewAuditEntry) {
  const { customer, personal } = entry
  const sealed =
    personal === undefined
      ? null
      : customer?.sealedKey
        ? ctx.vault.sealFor(customer.sealedKey, JSON.stringify(personal))
        : ctx.vault.seal(JSON.stringify(personal))
  return {
    store_id: entry.storeId ?? ctx.store.id,
    id: uuidv7(),
    at: ctx.now,
    actor_id: ctx.actor.personId,
    actor_kind: ctx.actor.kind,
    action: entry.action,
    record_type: entry.recordType,
    record_id: entry.recordId,
    customer_id: customer?.id ?? null,
    detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
    sealed,
    reason: entry.reason === undefined ? null : maskPhonesInText(entry.reason),
    request_id: ctx.requestId,
  }
}

import { type Insertable, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AuditEntries, Events } from '../db/schema.ts'

/** Appends entries to the audit trail. */
export async function writeAudit(tx: Tx, rows: Insertable<AuditEntries>[]): Promise<void> {
  await tx.insertInto('audit_entries').values(rows).execute()
}

/** Appends events for the worker and the live screens. */
export async function writeEvents(tx: Tx, rows: Insertable<Events>[]): Promise<void> {
  await tx.insertInto('events').values(rows).execute()
}

export interface CustomerEntry {
  id: string
  at: Date
  actor_id: string | null
  action: string
  detail: Record<string, unknown> | null
  sealed: Buffer | null
  reason: string | null
}

/** Entries of the trail about one customer whose action begins with `prefix`, the newest first. */
export async function listCustomerEntries(
  tx: Tx,
  of: { storeId: number; customerId: string; prefix: string },
  page: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<CustomerEntry[]> {
  const after = page.after
    ? sql`and a.at <= ${page.after.at} and (a.at < ${page.after.at} or a.id > ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<CustomerEntry>`
    select a.id, a.at, a.actor_id, a.action, a.detail, a.sealed, a.reason from audit_entries a
     where a.store_id = ${of.storeId} and a.customer_id = ${of.customerId}
       and starts_with(a.action, ${of.prefix}) ${after}
     order by a.at desc, a.id limit ${page.limit}`.execute(tx)
  return rows
}

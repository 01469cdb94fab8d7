import type { Insertable } from 'kysely'
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

import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'

export interface AuditRow {
  id: string
  at: Date
  actor_id: string | null
  actor_kind: 'person' | 'api_key' | 'system'
  action: string
  record_type: string
  record_id: string
  customer_id: string | null
  detail: Record<string, unknown> | null
  has_personal: boolean
  reason: string | null
  request_id: string
}

export interface AuditFilter {
  storeId: number
  recordId?: string | undefined
  personId?: string | undefined
  action?: string | undefined
  /** Instants: from on, until just before. */
  from?: Date | undefined
  until?: Date | undefined
}

const columns = sql`
  a.id, a.at, a.actor_id, a.actor_kind, a.action, a.record_type, a.record_id, a.customer_id,
  a.detail, a.sealed is not null as has_personal, a.reason, a.request_id`

function whereEntries(filter: AuditFilter) {
  const parts = [sql`a.store_id = ${filter.storeId}`]
  if (filter.recordId) parts.push(sql`a.record_id = ${filter.recordId}`)
  if (filter.personId) parts.push(sql`a.actor_id = ${filter.personId}`)
  if (filter.from) parts.push(sql`a.at >= ${filter.from}`)
  if (filter.until) parts.push(sql`a.at < ${filter.until}`)
  if (filter.action?.includes('.')) parts.push(sql`a.action = ${filter.action}`)
  else if (filter.action) parts.push(sql`starts_with(a.action, ${`${filter.action}.`})`)
  return sql.join(parts, sql` and `)
}

/** A page of the trail of one store, newest first; `after` is the last entry seen. */
export async function listAuditRows(
  tx: Tx,
  filter: AuditFilter,
  page: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<AuditRow[]> {
  const after = page.after
    ? sql`and a.at <= ${page.after.at} and (a.at < ${page.after.at} or a.id > ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<AuditRow>`
    select ${columns} from audit_entries a where ${whereEntries(filter)} ${after}
     order by a.at desc, a.id limit ${page.limit}`.execute(tx)
  return rows
}

/** How many entries match, counted up to 10,001. */
export async function countAudit(tx: Tx, filter: AuditFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n
      from (select 1 from audit_entries a where ${whereEntries(filter)} limit 10001) x`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function findAuditRow(
  tx: Tx,
  storeId: number,
  id: string,
): Promise<(AuditRow & { sealed: Buffer | null }) | undefined> {
  const { rows } = await sql<AuditRow & { sealed: Buffer | null }>`
    select ${columns}, a.sealed from audit_entries a
     where a.store_id = ${storeId} and a.id = ${id}`.execute(tx)
  return rows[0]
}

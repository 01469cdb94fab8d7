import { type Insertable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { ApiKeys } from '#foundation/db/schema.ts'

export interface ApiKeyRow {
  id: string
  name: string
  tail: string
  person_id: string
  person_name: string
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}

const keyColumns = sql`
  k.id, k.name, k.tail, k.person_id, p.name as person_name, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at`

/** The keys of a group, the newest first. */
export async function listKeyRows(tx: Tx, groupId: number): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${keyColumns} from api_keys k
      join people p on p.group_id = k.group_id and p.id = k.person_id
     where k.group_id = ${groupId}
     order by k.revoked_at is not null, k.created_at desc, k.id limit 500`.execute(tx)
  return rows
}

export async function findKeyRow(
  tx: Tx,
  groupId: number,
  id: string,
): Promise<ApiKeyRow | undefined> {
  const { rows } = await sql<ApiKeyRow>`
    select ${keyColumns} from api_keys k
      join people p on p.group_id = k.group_id and p.id = k.person_id
     where k.group_id = ${groupId} and k.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertKey(tx: Tx, row: Insertable<ApiKeys>): Promise<void> {
  await tx.insertInto('api_keys').values(row).execute()
}

/** Revokes a key; false when it was revoked before. */
export async function revokeKeyRow(
  tx: Tx,
  groupId: number,
  id: string,
  now: Date,
): Promise<boolean> {
  const done = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

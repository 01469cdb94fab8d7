import type { Database, Tx } from '#foundation/db/database.ts'
import { type Permission, reaches, type Scope } from '#shared/permissions.ts'
import { listHolderRows } from './holders.queries.ts'
import { nameKeys } from './name-keys.ts'

export interface Holder {
  id: string
  name: string
  /** Characters and pinyin the name is found by. */
  nameKeys: string[]
  teamId: string | null
  /** How far the permission reaches for them in their own store. */
  scope: Scope
}

/** Who of a store holds a permission, by name, each with their widest scope. */
export async function peopleHolding(
  tx: Database | Tx,
  groupId: number,
  storeId: number,
  permission: Permission,
): Promise<Holder[]> {
  const rows = await listHolderRows(tx, groupId, storeId, permission)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    nameKeys: nameKeys(row.name),
    teamId: row.team_id,
    scope: (row.scopes as Scope[]).reduce((a, b) => (reaches(a, b) ? a : b)),
  }))
}

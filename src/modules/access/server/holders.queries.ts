import { sql } from 'kysely'
import type { Database, Tx } from '#foundation/db/database.ts'

export interface HolderRow {
  id: string
  name: string
  team_id: string | null
  scopes: string[]
}

/** The active people of a store who hold a permission by any of their roles, with every scope. */
export async function listHolderRows(
  tx: Database | Tx,
  groupId: number,
  storeId: number,
  permission: string,
): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select p.id, p.name, p.team_id, array_agg(distinct rp.scope) as scopes
      from people p
      join person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
      join role_permissions rp on rp.group_id = pr.group_id and rp.role_id = pr.role_id
     where p.group_id = ${groupId} and p.store_id = ${storeId} and p.is_active
       and rp.permission = ${permission}
     group by p.id, p.name, p.team_id
     order by p.name, p.id`.execute(tx)
  return rows
}

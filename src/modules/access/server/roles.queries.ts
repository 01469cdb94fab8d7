import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { RolePermissions, Roles } from '#foundation/db/schema.ts'

export interface RoleRow {
  id: string
  key: string
  name: string
  name_en: string
  is_built_in: boolean
  version: number
  grants: Record<string, string>
  people: number
}

const roleColumns = sql`
  r.id, r.key, r.name, r.name_en, r.is_built_in, r.version,
  (select coalesce(json_object_agg(rp.permission, rp.scope), '{}') from role_permissions rp
    where rp.group_id = r.group_id and rp.role_id = r.id) as grants,
  (select count(*) from person_roles pr
     join people p on p.group_id = pr.group_id and p.id = pr.person_id and p.is_active
    where pr.group_id = r.group_id and pr.role_id = r.id) as people`

/** The roles of a group, those it started with first. */
export async function listRoleRows(tx: Tx, groupId: number): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select ${roleColumns} from roles r where r.group_id = ${groupId}
     order by r.is_built_in desc, r.id`.execute(tx)
  return rows
}

export async function findRoleRow(
  tx: Tx,
  groupId: number,
  id: string,
): Promise<RoleRow | undefined> {
  const { rows } = await sql<RoleRow>`
    select ${roleColumns} from roles r where r.group_id = ${groupId} and r.id = ${id}`.execute(tx)
  return rows[0]
}

/** Adds a role; false when the id is taken. */
export async function insertRole(tx: Tx, row: Insertable<Roles>): Promise<boolean> {
  const done = await tx
    .insertInto('roles')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Writes changed values over the version that was seen; false when it is another by now. */
export async function updateRole(
  tx: Tx,
  role: { groupId: number; id: string; version: number },
  change: Updateable<Roles>,
): Promise<boolean> {
  const done = await tx
    .updateTable('roles')
    .set({ ...change, version: role.version + 1 })
    .where('group_id', '=', role.groupId)
    .where('id', '=', role.id)
    .where('version', '=', role.version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function replaceGrants(
  tx: Tx,
  groupId: number,
  roleId: string,
  rows: Insertable<RolePermissions>[],
): Promise<void> {
  await tx
    .deleteFrom('role_permissions')
    .where('group_id', '=', groupId)
    .where('role_id', '=', roleId)
    .execute()
  if (rows.length > 0) await tx.insertInto('role_permissions').values(rows).execute()
}

/** How many people hold a role, those who left included: they would lose it on their return. */
export async function countHolders(tx: Tx, groupId: number, roleId: string): Promise<number> {
  const row = await tx
    .selectFrom('person_roles')
    .select(sql<number>`count(*)`.as('n'))
    .where('group_id', '=', groupId)
    .where('role_id', '=', roleId)
    .executeTakeFirst()
  return row?.n ?? 0
}

export async function deleteRoleRow(tx: Tx, groupId: number, id: string): Promise<void> {
  await tx
    .deleteFrom('role_permissions')
    .where('group_id', '=', groupId)
    .where('role_id', '=', id)
    .execute()
  await tx.deleteFrom('roles').where('group_id', '=', groupId).where('id', '=', id).execute()
}

/** What roles grant, one row per grant; a role without grants is one row of nulls. */
export async function listGrantsOfRoles(tx: Tx, groupId: number, roleIds: readonly string[]) {
  const { rows } = await sql<{
    role_id: string
    key: string
    permission: string | null
    scope: string | null
  }>`
    select r.id as role_id, r.key, rp.permission, rp.scope from roles r
      left join role_permissions rp on rp.group_id = r.group_id and rp.role_id = r.id
     where r.group_id = ${groupId} and r.id = any (${roleIds}::uuid[])`.execute(tx)
  return rows
}

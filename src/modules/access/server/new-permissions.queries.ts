import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'

/** The permissions each group has not met yet. */
export async function listUnmetPermissions(
  tx: Tx,
  permissions: readonly string[],
): Promise<{ group_id: number; permission: string }[]> {
  const { rows } = await sql<{ group_id: number; permission: string }>`
    select g.id as group_id, p.permission
      from groups g cross join unnest(${[...permissions]}::text[]) as p (permission)
     where not exists (select from known_permissions k
                        where k.group_id = g.id and k.permission = p.permission)
     order by 1, 2`.execute(tx)
  return rows
}

/** The built-in roles of all groups. */
export function listBuiltInRoles(tx: Tx): Promise<{ group_id: number; id: string; key: string }[]> {
  return tx
    .selectFrom('roles')
    .select(['group_id', 'id', 'key'])
    .where('is_built_in', '=', true)
    .execute()
}

/** Gives roles permissions they do not have. */
export async function addGrants(
  tx: Tx,
  rows: { group_id: number; role_id: string; permission: string; scope: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('role_permissions')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Notes that a group has met permissions. */
export async function noteMet(
  tx: Tx,
  rows: { group_id: number; permission: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('known_permissions')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
}

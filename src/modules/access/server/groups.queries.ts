import { type Insertable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Groups, PersonRoles, RolePermissions, Roles, Stores } from '#foundation/db/schema.ts'

/** The next free number of a group; the lock keeps two makers apart. */
export async function nextGroupId(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(7120444)`.execute(tx)
  const row = await tx
    .selectFrom('groups')
    .select(sql<number>`coalesce(max(id), 0) + 1`.as('id'))
    .executeTakeFirst()
  return row?.id ?? 1
}

export async function nextStoreId(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(7120445)`.execute(tx)
  const row = await tx
    .selectFrom('stores')
    .select(sql<number>`coalesce(max(id), 0) + 1`.as('id'))
    .executeTakeFirst()
  return row?.id ?? 1
}

export async function insertGroup(tx: Tx, row: Insertable<Groups>): Promise<void> {
  await tx.insertInto('groups').values(row).execute()
}

export async function insertStore(tx: Tx, row: Insertable<Stores>): Promise<void> {
  await tx.insertInto('stores').values(row).execute()
}

export async function insertRoles(tx: Tx, rows: Insertable<Roles>[]): Promise<void> {
  await tx.insertInto('roles').values(rows).execute()
}

export async function insertPermissions(
  tx: Tx,
  rows: Insertable<RolePermissions>[],
): Promise<void> {
  await tx.insertInto('role_permissions').values(rows).execute()
}

export async function insertPersonRoles(tx: Tx, rows: Insertable<PersonRoles>[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('person_roles')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute()
}

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

/** Makers of stores wait for each other until the end of the transaction. */
export async function lockStores(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120445)`.execute(tx)
}

/** The next free number of a store; the lock keeps two makers apart. */
export async function nextStoreId(tx: Tx): Promise<number> {
  await lockStores(tx)
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

/** Lets the rest of the transaction see a store that was made in it. */
export async function seeStore(tx: Tx, storeId: number): Promise<void> {
  await sql.raw(`set local app.stores = '${Math.trunc(storeId)}'`).execute(tx)
}

/** The built-in role of administrators, which every group has. */
export async function findAdministratorRole(tx: Tx, groupId: number): Promise<string> {
  const role = await tx
    .selectFrom('roles')
    .select('id')
    .where('group_id', '=', groupId)
    .where('key', '=', 'administrator')
    .executeTakeFirstOrThrow()
  return role.id
}

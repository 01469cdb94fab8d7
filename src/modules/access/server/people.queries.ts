import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, Tx } from '#foundation/db/database.ts'
import type { People } from '#foundation/db/schema.ts'

export function findGroup(db: Database | Tx, id: number) {
  return db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findPersonCard(db: Database | Tx, groupId: number, id: string) {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'login', 'store_id', 'team_id', 'locale', 'is_active'])
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export function listRolesOf(db: Database | Tx, groupId: number, personId: string) {
  return db
    .selectFrom('person_roles as pr')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.group_id', '=', 'pr.group_id').onRef('r.id', '=', 'pr.role_id'),
    )
    .select(['r.key', 'r.name', 'r.name_en as nameEn'])
    .where('pr.group_id', '=', groupId)
    .where('pr.person_id', '=', personId)
    .orderBy('r.name')
    .execute()
}

export interface PersonRecordRow {
  id: string
  group_id: number
  store_id: number
  team_id: string | null
  name: string
  login: string
  job_title: string
  phone_sealed: Buffer | null
  locale: string | null
  is_active: boolean
  has_password: boolean
  has_authenticator: boolean
  version: number
  roles: { id: string; key: string; name: string; nameEn: string }[]
}

const recordColumns = sql`
  p.id, p.group_id, p.store_id, p.team_id, p.name, p.login, p.job_title, p.phone_sealed, p.locale,
  p.is_active, p.password_hash is not null as has_password,
  p.totp_sealed is not null as has_authenticator, p.version,
  (select coalesce(json_agg(json_build_object('id', r.id, 'key', r.key, 'name', r.name,
                                              'nameEn', r.name_en) order by r.name), '[]')
     from person_roles pr join roles r on r.group_id = pr.group_id and r.id = pr.role_id
    where pr.group_id = p.group_id and pr.person_id = p.id) as roles`

export interface PeopleFilter {
  groupId: number
  storeIds: readonly number[]
  roleId?: string | undefined
  teamId?: string | undefined
  isActive?: boolean | undefined
  /** Keys that the name must have, all of them; or the beginning of the name or log-in name. */
  keys?: readonly string[] | undefined
  beginning?: string | undefined
}

function wherePeople(filter: PeopleFilter) {
  const parts = [
    sql`p.group_id = ${filter.groupId}`,
    sql`p.store_id = any (${filter.storeIds}::int[])`,
  ]
  if (filter.isActive !== undefined) parts.push(sql`p.is_active = ${filter.isActive}`)
  if (filter.teamId) parts.push(sql`p.team_id = ${filter.teamId}`)
  if (filter.roleId)
    parts.push(sql`exists (select 1 from person_roles x where x.group_id = p.group_id
                             and x.person_id = p.id and x.role_id = ${filter.roleId})`)
  if (filter.keys)
    parts.push(
      sql`(p.name_keys @> ${filter.keys}::text[] or starts_with(lower(p.login), ${filter.beginning ?? ''})
           or starts_with(lower(p.name), ${filter.beginning ?? ''}))`,
    )
  return sql.join(parts, sql` and `)
}

/** A page of the staff by name; `after` is the name and id of the last person seen. */
export async function listPeopleRows(
  tx: Tx,
  filter: PeopleFilter,
  page: { after?: { name: string; id: string } | undefined; limit: number },
): Promise<PersonRecordRow[]> {
  const after = page.after
    ? sql`and (p.name, p.id) > (${page.after.name}, ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<PersonRecordRow>`
    select ${recordColumns} from people p where ${wherePeople(filter)} ${after}
     order by p.name, p.id limit ${page.limit}`.execute(tx)
  return rows
}

/** How many people match, counted up to 10,001. */
export async function countPeople(tx: Tx, filter: PeopleFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from people p where ${wherePeople(filter)} limit 10001) x`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export async function findPersonRecord(
  db: Database | Tx,
  groupId: number,
  id: string,
): Promise<PersonRecordRow | undefined> {
  const { rows } = await sql<PersonRecordRow>`
    select ${recordColumns} from people p where p.group_id = ${groupId} and p.id = ${id}`.execute(
    db,
  )
  return rows[0]
}

/** The password and authenticator of a person who is known by id. */
export function findSecrets(tx: Tx, groupId: number, id: string) {
  return tx
    .selectFrom('people')
    .select(['login', 'password_hash', 'totp_sealed', 'is_active', 'version'])
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Makes makers of log-in names wait for each other until the end of the transaction. */
export async function lockLogins(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120447)`.execute(tx)
}

export function findPersonByLogin(tx: Tx, login: string) {
  return tx
    .selectFrom('people')
    .select(['id', 'group_id'])
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .executeTakeFirst()
}

/** Adds a person; false when the id is taken. */
export async function insertPerson(tx: Tx, row: Insertable<People>): Promise<boolean> {
  const done = await tx
    .insertInto('people')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Writes changed values over the version that was seen; false when it is another by now. */
export async function updatePerson(
  tx: Tx,
  person: { groupId: number; id: string; version: number },
  change: Updateable<People>,
): Promise<boolean> {
  const done = await tx
    .updateTable('people')
    .set({ ...change, version: person.version + 1 })
    .where('group_id', '=', person.groupId)
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Sets what has no version to mind: the password, the authenticator. */
export async function setSecrets(
  tx: Tx,
  groupId: number,
  id: string,
  secrets: Pick<Updateable<People>, 'password_hash' | 'totp_sealed'>,
): Promise<void> {
  await tx
    .updateTable('people')
    .set(secrets)
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .execute()
}

export async function replaceRoles(
  tx: Tx,
  groupId: number,
  personId: string,
  roleIds: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('person_roles')
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .execute()
  if (roleIds.length > 0)
    await tx
      .insertInto('person_roles')
      .values(roleIds.map((id) => ({ group_id: groupId, person_id: personId, role_id: id })))
      .execute()
}

/** What a person may do by all roles together. */
export async function listGrantsOf(tx: Tx, groupId: number, personId: string) {
  const { rows } = await sql<{ permission: string; scope: string }>`
    select rp.permission, rp.scope from person_roles pr
      join role_permissions rp on rp.group_id = pr.group_id and rp.role_id = pr.role_id
     where pr.group_id = ${groupId} and pr.person_id = ${personId}`.execute(tx)
  return rows
}

/** Changes of who administers a group wait for each other until the end of the transaction. */
export async function lockAdministration(tx: Tx, groupId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120448, ${groupId}::int)`.execute(tx)
}

/** Active people of a group who manage both its roles and all its staff. */
export async function countAdministrators(tx: Tx, groupId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from people p
     where p.group_id = ${groupId} and p.is_active and 2 = (
       select count(distinct rp.permission) from person_roles pr
         join role_permissions rp on rp.group_id = pr.group_id and rp.role_id = pr.role_id
        where pr.group_id = p.group_id and pr.person_id = p.id and rp.scope = 'group'
          and rp.permission in ('roles.manage', 'people.manage'))`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Whether anybody works here, the demo's people apart. */
export async function hasRealPeople(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from people p join groups g on g.id = p.group_id where not g.is_demo) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

export interface ColleagueRow {
  id: string
  name: string
  team_id: string | null
  roles: { id: string; key: string; name: string; nameEn: string }[]
  is_consultant: boolean
}

/** The active people of a store by name; consultants hold that role, or one made here that keeps cards and receives. */
export async function listColleagueRows(
  db: Database | Tx,
  groupId: number,
  storeId: number,
): Promise<ColleagueRow[]> {
  const { rows } = await sql<ColleagueRow>`
    select p.id, p.name, p.team_id,
           (select coalesce(json_agg(json_build_object('id', r.id, 'key', r.key, 'name', r.name,
                                                       'nameEn', r.name_en) order by r.name), '[]')
              from person_roles pr join roles r on r.group_id = pr.group_id and r.id = pr.role_id
             where pr.group_id = p.group_id and pr.person_id = p.id) as roles,
           exists (select 1 from person_roles pr
                     join roles r on r.group_id = pr.group_id and r.id = pr.role_id
                    where pr.group_id = p.group_id and pr.person_id = p.id
                      and (r.key = 'consultant' or (not r.is_built_in and 2 = (
                        select count(*) from role_permissions rp
                         where rp.group_id = r.group_id and rp.role_id = r.id
                           and rp.permission in ('opportunities.write', 'visits.receive')))))
             as is_consultant
      from people p
     where p.group_id = ${groupId} and p.store_id = ${storeId} and p.is_active
     order by p.name, p.id`.execute(db)
  return rows
}

export async function listNames(
  db: Database | Tx,
  groupId: number,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where group_id = ${groupId} and id = any (${ids}::uuid[])`.execute(
    db,
  )
  return rows
}

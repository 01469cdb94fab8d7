import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '#foundation/db/database.ts'
import type { Sessions } from '#foundation/db/schema.ts'
import type { Permission, Scope } from '#shared/permissions.ts'

export interface PersonRow {
  person_id: string
  group_id: number
  store_id: number
  team_id: string | null
  name: string
  login: string
  locale: string | null
  region_id: number | null
  grants: { permission: Permission; scope: Scope }[]
  session_id: string | null
  last_seen_at: Date | null
}

const personColumns = sql`
  p.id as person_id, p.group_id, p.store_id, p.team_id, p.name, p.login, p.locale, s.region_id,
  (select coalesce(json_agg(json_build_object('permission', rp.permission, 'scope', rp.scope)), '[]')
     from person_roles pr join role_permissions rp
       on rp.group_id = pr.group_id and rp.role_id = pr.role_id
    where pr.group_id = p.group_id and pr.person_id = p.id) as grants`

/** The person behind a session token, with the rights of all roles; undefined when expired. */
export async function findPersonBySession(db: Database | Tx, tokenHash: Buffer, now: Date) {
  const { rows } = await sql<PersonRow>`
    select ${personColumns}, se.id as session_id, se.last_seen_at
      from sessions se join people p on p.group_id = se.group_id and p.id = se.person_id
      join stores s on s.id = p.store_id
     where se.token_hash = ${tokenHash} and se.expires_at > ${now} and p.is_active`.execute(db)
  return rows[0]
}

/** The person behind an API key; undefined when revoked or expired. */
export async function findPersonByApiKey(db: Database | Tx, keyHash: Buffer, now: Date) {
  const { rows } = await sql<PersonRow>`
    select ${personColumns}, null as session_id, k.last_used_at as last_seen_at
      from api_keys k join people p on p.group_id = k.group_id and p.id = k.person_id
      join stores s on s.id = p.store_id
     where k.key_hash = ${keyHash} and k.revoked_at is null and p.is_active
       and (k.expires_at is null or k.expires_at > ${now})`.execute(db)
  return rows[0]
}

export async function findPersonById(db: Database | Tx, personId: string) {
  const { rows } = await sql<PersonRow>`
    select ${personColumns}, null as session_id, null as last_seen_at
      from people p join stores s on s.id = p.store_id
     where p.id = ${personId} and p.is_active`.execute(db)
  return rows[0]
}

/** What a log-in needs of a person, by log-in name in any case. */
export function findCredentials(tx: Tx, login: string) {
  return tx
    .selectFrom('people')
    .select(['id', 'group_id', 'password_hash', 'totp_sealed', 'is_active'])
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .executeTakeFirst()
}

export async function insertSession(tx: Tx, row: Insertable<Sessions>): Promise<void> {
  await tx.insertInto('sessions').values(row).execute()
}

export async function touchSession(db: Database | Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function touchApiKey(db: Database | Tx, keyHash: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('key_hash', '=', keyHash)
    .execute()
}

/** The open sessions of a person, the last used first. */
export function listSessionsOf(tx: Tx, personId: string, now: Date) {
  return tx
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_seen_at', 'user_agent', 'address'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** Ends one session of a person; false when it is not theirs. */
export async function deleteSessionOf(tx: Tx, personId: string, id: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst()
  return done.numDeletedRows === 1n
}

/** Ends all sessions of a person but one; gives how many. */
export async function deleteSessionsOf(
  tx: Tx,
  personId: string,
  except: string | null = null,
): Promise<number> {
  let query = tx.deleteFrom('sessions').where('person_id', '=', personId)
  if (except) query = query.where('id', '<>', except)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('sessions').where('id', '=', id).execute()
}

/** Wrong attempts since a moment, for a log-in name and for an address. */
export async function countFailures(
  db: Database | Tx,
  login: string,
  address: string,
  since: Date,
) {
  const { rows } = await sql<{ by_login: number; by_address: number }>`
    select (select count(*) from login_attempts where login = ${login} and at > ${since} and not succeeded
              and at > coalesce((select max(at) from login_attempts where login = ${login} and succeeded), '-infinity')) as by_login,
           (select count(*) from login_attempts where address = ${address} and at > ${since} and not succeeded) as by_address`.execute(
    db,
  )
  return rows[0] ?? { by_login: 0, by_address: 0 }
}

export async function insertAttempt(
  db: Database | Tx,
  row: { login: string; address: string; at: Date; succeeded: boolean },
): Promise<void> {
  await db.insertInto('login_attempts').values(row).execute()
}

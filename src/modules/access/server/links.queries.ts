import { type Insertable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { OneTimeLinks } from '#foundation/db/schema.ts'

export async function insertLink(tx: Tx, row: Insertable<OneTimeLinks>): Promise<void> {
  await tx.insertInto('one_time_links').values(row).execute()
}

/** Withdraws the links of a person that nobody has used. */
export async function deleteLinksOf(tx: Tx, personId: string): Promise<void> {
  await tx
    .deleteFrom('one_time_links')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
}

/** Withdraws unused links for the first administrator. */
export async function deleteFirstLinks(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('one_time_links')
    .where('purpose', '=', 'first_administrator')
    .where('used_at', 'is', null)
    .execute()
}

export function findOpenLink(tx: Tx, tokenHash: Buffer, now: Date) {
  return tx
    .selectFrom('one_time_links')
    .select(['purpose', 'group_id', 'person_id'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Marks a link used; false when it was used meanwhile. */
export async function useLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const done = await tx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Forgets what has served its time: ended sessions, links, old log-in attempts. */
export async function forgetOldEntries(tx: Tx, now: Date, attemptsBefore: Date): Promise<void> {
  await sql`delete from sessions where expires_at < ${now}`.execute(tx)
  await sql`delete from one_time_links where expires_at < ${attemptsBefore}`.execute(tx)
  await sql`delete from login_attempts where at < ${attemptsBefore}`.execute(tx)
}

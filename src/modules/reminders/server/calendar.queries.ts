import type { Insertable } from 'kysely'
import type { Database, Tx } from '#foundation/db/database.ts'
import type { CalendarFeeds } from '#foundation/db/schema.ts'

export interface FeedRow {
  group_id: number
  person_id: string
  store_id: number
  names: 'full' | 'initials'
  created_at: Date
}

const columns = ['group_id', 'person_id', 'store_id', 'names', 'created_at'] as const

export async function findFeed(db: Database | Tx, hash: Buffer): Promise<FeedRow | undefined> {
  const row = await db
    .selectFrom('calendar_feeds')
    .select(columns)
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  return row as FeedRow | undefined
}

export async function findFeedOf(tx: Tx, personId: string): Promise<FeedRow | undefined> {
  const row = await tx
    .selectFrom('calendar_feeds')
    .select(columns)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row as FeedRow | undefined
}

/** One address per person: the new one replaces the old. */
export async function saveFeed(tx: Tx, row: Insertable<CalendarFeeds>): Promise<void> {
  await deleteFeed(tx, row.person_id)
  await tx.insertInto('calendar_feeds').values(row).execute()
}

export async function deleteFeed(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('calendar_feeds').where('person_id', '=', personId).execute()
}

import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { PoolMoves } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'

export interface DueForPool {
  id: string
  customer_id: string
  owner_id: string
}

/** Active cards of a level nobody reached since a day, whose owner was warned early enough. */
export async function listFalling(
  ctx: Ctx,
  asked: { level: IntentLevel; lastContactUpTo: Day; warnedUpTo: Day; keeperId: string },
  limit: number,
): Promise<DueForPool[]> {
  const { rows } = await sql<DueForPool>`
    select id, customer_id, owner_id from opportunities
     where store_id = ${ctx.store.id} and state = 'active' and pool_since is null
       and withdrawn_at is null and level = ${asked.level} and last_contact_on <= ${asked.lastContactUpTo}
       and pool_warned_on > last_contact_on and pool_warned_on <= ${asked.warnedUpTo}
       and owner_id <> ${asked.keeperId}
     order by last_contact_on, id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Those near it whose owner was not warned since the last contact. */
export async function listToWarn(
  ctx: Ctx,
  asked: { level: IntentLevel; lastContactUpTo: Day; keeperId: string },
  limit: number,
): Promise<DueForPool[]> {
  const { rows } = await sql<DueForPool>`
    select id, customer_id, owner_id from opportunities
     where store_id = ${ctx.store.id} and state = 'active' and pool_since is null
       and withdrawn_at is null and level = ${asked.level} and last_contact_on <= ${asked.lastContactUpTo}
       and (pool_warned_on is null or pool_warned_on <= last_contact_on)
       and owner_id <> ${asked.keeperId}
     order by last_contact_on, id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** A note to oneself, no edit of the card: its version stays. */
export async function markWarned(ctx: Ctx, ids: readonly string[], today: Day): Promise<void> {
  await sql`update opportunities set pool_warned_on = ${today}
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

export async function insertPoolMove(ctx: Ctx, row: Insertable<PoolMoves>): Promise<void> {
  await ctx.tx.insertInto('pool_moves').values(row).execute()
}

export async function countTaken(ctx: Ctx, personId: string, day: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pool_moves where store_id = ${ctx.store.id} and kind = 'taken'
       and to_id = ${personId} and day = ${day} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface PooledRow {
  id: string
  customer_id: string
  customer_name: string
  level: IntentLevel
  series_name: string | null
  last_contact_on: Day
  pool_since: Date
  pool_from: string | null
  former_name: string | null
}

const pooled = (ctx: Ctx) => sql`
  o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and o.pool_since is not null
  and o.withdrawn_at is null and o.state in ('active', 'suspended', 'loss_proposed', 'signed')`

/** The cards of the pool, the newest first; some, or a page. */
export async function listPooled(
  ctx: Ctx,
  asked: {
    ids?: readonly string[]
    limit: number
    after?: { since: string; id: string } | undefined
  },
): Promise<PooledRow[]> {
  const name = ctx.locale === 'en' ? sql`coalesce(nullif(s.name_en, ''), s.name)` : sql`s.name`
  const { rows } = await sql<PooledRow>`
    select o.id, o.customer_id, c.name as customer_name, o.level, o.last_contact_on, o.pool_since,
           o.pool_from, p.name as former_name, coalesce(${name}, o.series_text) as series_name
      from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = o.pool_from
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
     where ${pooled(ctx)} and ${asked.ids ? sql`o.id = any (${asked.ids}::uuid[])` : sql`true`}
       and ${
         asked.after
           ? sql`(o.pool_since, o.id) < (${asked.after.since}::timestamptz, ${asked.after.id}::uuid)`
           : sql`true`
       }
     order by o.pool_since desc, o.id desc limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

export async function countPooled(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
     where ${pooled(ctx)}`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Takers of one store and person wait for each other, so that a limit is a limit. */
export async function lockTaker(ctx: Ctx, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 7120449))`.execute(ctx.tx)
}

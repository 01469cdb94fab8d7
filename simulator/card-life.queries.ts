import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Active cards of a consultant, the oldest first. */
export async function listActiveCardsOf(
  ctx: Ctx,
  ownerId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from opportunities where store_id = ${ctx.store.id} and owner_id = ${ownerId}
       and state = 'active' and pool_since is null and withdrawn_at is null
     order by opened_on desc, id limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

/** Cards that ended longest ago. */
export async function listLongClosed(ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from opportunities where store_id = ${ctx.store.id} and closed_on is not null
       and archived_at is null and withdrawn_at is null order by closed_on, id limit ${limit}`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.id)
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** How many open leads each person has, and when they were given the last one. */
export async function loadOfTakers(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; open: number; last_at: Date | null }[]> {
  const { rows } = await sql<{ id: string; open: number; last_at: Date | null }>`
    select t.id,
           (select count(*)::int from leads l where l.store_id = ${ctx.store.id} and l.owner_id = t.id
               and l.state in ('new', 'assigned', 'nurture', 'lost_pending') and l.withdrawn_at is null) as open,
           (select max(s.at) from lead_steps s where s.store_id = ${ctx.store.id}
               and s.step = 'assigned' and s.to_value = t.id::text) as last_at
      from unnest(${[...ids]}::uuid[]) as t (id)`.execute(ctx.tx)
  return rows
}

/** Two leads at once must not go to the same person by the same look at the turn. */
export async function lockTurn(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120451, ${ctx.store.id}::int)`.execute(ctx.tx)
}

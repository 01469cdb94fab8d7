import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** Whose cards these are, and since when. */
export async function listCardNames(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; opened_on: Day }>`
    select o.id, h.name, o.opened_on from opportunities o
      join customer_heads h on h.store_id = o.store_id and h.id = o.customer_id
     where o.store_id = ${ctx.store.id} and h.store_id = ${ctx.store.id}
       and o.id = any (${ids}::uuid[])`.execute(ctx.tx)
  return rows
}

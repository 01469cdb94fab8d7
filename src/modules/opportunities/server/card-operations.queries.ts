import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export async function listCardsById(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; customer_id: string; owner_id: string }>`
    select id, customer_id, owner_id from opportunities
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at is null
     order by id`.execute(ctx.tx)
  return rows
}

/** All cards of customers, ended ones too. */
export async function listCardIdsOf(ctx: Ctx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from opportunities where store_id = ${ctx.store.id}
       and customer_id = any (${customerIds}::uuid[]) and withdrawn_at is null order by id`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.id)
}

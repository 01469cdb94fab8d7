import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** How many other people are on record for a customer, from either side. */
export async function countPeople(ctx: Ctx, customerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from customer_relations
     where store_id = ${ctx.store.id} and (customer_id = ${customerId} or linked_id = ${customerId})
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

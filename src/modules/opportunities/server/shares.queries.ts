import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** The agreed shares of a card, the greatest first; none when nothing was agreed. */
export async function listShares(ctx: Ctx, opportunityId: string) {
  const { rows } = await sql<{ personId: string; percent: number }>`
    select person_id as "personId", percent from opportunity_shares
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
     order by percent desc, person_id`.execute(ctx.tx)
  return rows
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Who proposed the loss that is open now. */
export async function findProposer(ctx: Ctx, opportunityId: string): Promise<string | undefined> {
  const { rows } = await sql<{ actor_id: string | null }>`
    select actor_id from opportunity_changes where store_id = ${ctx.store.id}
       and opportunity_id = ${opportunityId} and field = 'state' and to_value = 'loss_proposed'
       and withdrawn_at is null order by recorded_at desc, id desc limit 1`.execute(ctx.tx)
  return rows[0]?.actor_id ?? undefined
}

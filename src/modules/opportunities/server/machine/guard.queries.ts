import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** Since when a card sleeps, and how often it was woken before. */
export async function findSleep(
  ctx: Ctx,
  opportunityId: string,
): Promise<{ since: Day | null; wokenBefore: number }> {
  const { rows } = await sql<{ since: Day | null; woken_before: number }>`
    select max(effective_on) filter (where to_value = 'suspended') as since,
           count(*) filter (where from_value = 'suspended' and to_value = 'active') as woken_before
      from opportunity_changes
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId} and field = 'state'
       and withdrawn_at is null`.execute(ctx.tx)
  return { since: rows[0]?.since ?? null, wokenBefore: rows[0]?.woken_before ?? 0 }
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** Active cards whose date has come nearer than their level says. */
export async function listDrifting(
  ctx: Ctx,
  reach: { H: Day; A: Day; B: Day },
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from opportunities where store_id = ${ctx.store.id} and state = 'active' and level <> 'H'
       and withdrawn_at is null and expected_on <= ${reach.B}
       and (level = 'C' or (level = 'B' and expected_on <= ${reach.A}) or expected_on <= ${reach.H})
     order by expected_on limit ${limit}`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

/** The day from which the level of a card counts: its opening, or the last change of level or date. */
export async function findLevelSince(ctx: Ctx, opportunityId: string): Promise<Day | undefined> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(effective_on) as day from opportunity_changes
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
       and field in ('level', 'expected_on') and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.day ?? undefined
}

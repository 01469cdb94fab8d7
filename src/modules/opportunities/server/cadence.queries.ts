import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { PromiseGaps } from '#shared/promise.ts'

/** Active cards whose promise stands further from the last contact than the gap of level and stage. */
export async function listLongGaps(
  ctx: Ctx,
  given: {
    gaps: PromiseGaps
    stageGaps: Record<number, number>
    earliest: Day
    after: string | null
    limit: number
  },
): Promise<string[]> {
  const { gaps, stageGaps, earliest, after, limit } = given
  const { rows } = await sql<{ id: string }>`
    select o.id from follow_ups f
      join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
     where f.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and f.state = 'open'
       and f.withdrawn_at is null and not f.is_frozen and f.purpose <> 'wake-up' and o.state = 'active'
       and f.due_on > ${earliest}::date
       and f.due_on > o.last_contact_on + least(case o.level when 'H' then ${gaps.H}::int
         when 'A' then ${gaps.A}::int when 'B' then ${gaps.B}::int else ${gaps.C}::int end,
         (${JSON.stringify(stageGaps)}::jsonb ->> o.stage::text)::int)
       and (${after}::uuid is null or o.id > ${after}::uuid)
     order by o.id limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

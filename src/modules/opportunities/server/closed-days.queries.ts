import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** Cards whose open promise falls on one of the days; a frozen one waits anyway. */
export async function listDueOn(ctx: Ctx, days: readonly Day[]): Promise<string[]> {
  const { rows } = await sql<{ opportunity_id: string }>`
    select opportunity_id from follow_ups where store_id = ${ctx.store.id} and state = 'open'
       and withdrawn_at is null and not is_frozen and due_on = any (${days}::date[])
     order by due_on, id limit 5000`.execute(ctx.tx)
  return rows.map((r) => r.opportunity_id)
}

export async function countDueOn(ctx: Ctx, days: readonly Day[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from follow_ups where store_id = ${ctx.store.id} and state = 'open'
       and withdrawn_at is null and due_on = any (${days}::date[])`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

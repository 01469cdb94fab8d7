import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** The steps of this store that somebody marked. */
export async function listMarkedSteps(ctx: Ctx): Promise<Map<string, 'done' | 'skipped'>> {
  const { rows } = await sql<{ step: string; state: 'done' | 'skipped' }>`
    select step, state from first_day_steps where store_id = ${ctx.store.id}`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.step, row.state]))
}

export async function markStep(ctx: Ctx, step: string, state: 'done' | 'skipped'): Promise<void> {
  await sql`
    insert into first_day_steps (store_id, step, state, at, by_person)
    values (${ctx.store.id}, ${step}, ${state}, ${ctx.now}, ${ctx.actor.personId})
    on conflict (store_id, step) do update
       set state = excluded.state, at = excluded.at, by_person = excluded.by_person`.execute(ctx.tx)
}

export async function unmarkStep(ctx: Ctx, step: string): Promise<void> {
  await sql`delete from first_day_steps
    where store_id = ${ctx.store.id} and step = ${step}`.execute(ctx.tx)
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** The latest probability model made since a day. */
export async function findModel({ tx, store }: Ctx, since: Day) {
  const { rows } = await sql<{ made_on: Day; model: unknown }>`
    select m.made_on, m.model from win_models m
     where m.store_id = ${store.id} and m.made_on >= ${since}::date
     order by m.made_on desc limit 1`.execute(tx)
  return rows[0]
}

export async function saveModel(ctx: Ctx, madeOn: Day, model: string): Promise<void> {
  await sql`
    insert into win_models (store_id, made_on, made_at, model)
    values (${ctx.store.id}, ${madeOn}::date, ${ctx.now}, ${model}::jsonb)
    on conflict (store_id, made_on) do update set model = excluded.model, made_at = excluded.made_at`.execute(
    ctx.tx,
  )
}

/** Models of long ago are of no use. */
export async function dropModels({ tx, store }: Ctx, before: Day): Promise<void> {
  await sql`delete from win_models m where m.store_id = ${store.id} and m.made_on < ${before}::date`.execute(
    tx,
  )
}

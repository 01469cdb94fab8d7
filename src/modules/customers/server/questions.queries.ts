import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** What was asked of a customer in vain, and when last (ISO instant, by fact). */
export async function listAskedInVain(ctx: Ctx, customerId: string): Promise<Map<string, string>> {
  const rows = await ctx.tx
    .selectFrom('customer_questions')
    .select(['fact', 'asked_at'])
    .where('store_id', '=', ctx.store.id)
    .where('customer_id', '=', customerId)
    .execute()
  return new Map(rows.map((row) => [row.fact, row.asked_at.toISOString()]))
}

export async function upsertAskedInVain(ctx: Ctx, customerId: string, fact: string): Promise<void> {
  await sql`
    insert into customer_questions as q (store_id, customer_id, fact, asked_at, asked_by)
    values (${ctx.store.id}, ${customerId}, ${fact}, ${ctx.now}, ${ctx.actor.personId})
    on conflict (store_id, customer_id, fact)
    do update set asked_at = excluded.asked_at, asked_by = excluded.asked_by, times = q.times + 1`.execute(
    ctx.tx,
  )
}

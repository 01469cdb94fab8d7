import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Open cards without exactly one open promise, and ended ones that still carry one. */
export async function listPromiseExceptions(ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from opportunities o
      left join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id and f.state = 'open'
        and f.withdrawn_at is null and f.store_id = ${ctx.store.id}
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
     group by o.id having count(f.id) <> 1
    union all
    select f.opportunity_id from follow_ups f
      join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
     where f.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and f.state = 'open'
       and f.withdrawn_at is null
       and (o.state not in ('active', 'suspended', 'loss_proposed', 'signed') or o.withdrawn_at is not null)
     limit ${limit}`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

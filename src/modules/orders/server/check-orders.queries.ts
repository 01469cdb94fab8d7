import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/**
 * Cards that say signed or delivered without a standing order that says the same, and standing
 * orders whose card says otherwise; also deals whose credits do not add to 100.
 */
export async function listOrderExceptions(ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from opportunities o
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null and o.operation_id is null
       and o.state in ('signed', 'delivered')
       and not exists (select 1 from orders d where d.store_id = ${ctx.store.id}
         and d.opportunity_id = o.id and d.state = o.state and d.withdrawn_at is null)
    union all
    select d.opportunity_id from orders d
      join opportunities o on o.store_id = d.store_id and o.id = d.opportunity_id
     where d.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and d.withdrawn_at is null
       and d.state in ('signed', 'delivered') and (o.state <> d.state or o.withdrawn_at is not null)
    union all
    select d.opportunity_id from orders d
     where d.store_id = ${ctx.store.id} and d.withdrawn_at is null and d.state in ('signed', 'delivered')
       and (select coalesce(sum(c.percent), 0) from order_credits c
             where c.store_id = ${ctx.store.id} and c.order_id = d.id) <> 100
     limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

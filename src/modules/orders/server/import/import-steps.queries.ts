import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { NewStep } from '../steps.queries.ts'

export interface KnownStep extends NewStep {
  version: number
}

/** Signed and delivered orders by number or by the VIN they stand for. */
export async function findOrders(
  ctx: Ctx,
  numbers: readonly string[],
  vins: readonly string[],
): Promise<{ id: string; number: string; vin: string | null }[]> {
  const { rows } = await sql<{ id: string; number: string; vin: string | null }>`
    select d.id, d.number, c.vin from orders d
      left join order_cars c on c.store_id = ${ctx.store.id} and c.order_id = d.id
        and c.released_at is null and c.withdrawn_at is null
     where d.store_id = ${ctx.store.id} and d.withdrawn_at is null and d.state in ('signed', 'delivered')
       and (d.number = any (${[...numbers]}::text[])
            or d.id in (select x.order_id from order_cars x where x.store_id = ${ctx.store.id}
                 and x.vin = any (${[...vins]}::text[]) and x.released_at is null
                 and x.withdrawn_at is null))`.execute(ctx.tx)
  return rows
}

/** The steps noted of some orders. */
export async function findSteps(ctx: Ctx, orderIds: readonly string[]): Promise<KnownStep[]> {
  if (orderIds.length === 0) return []
  const { rows } = await sql<KnownStep>`
    select order_id, step, done_on, number, note, operation_id, version from order_steps
     where store_id = ${ctx.store.id} and order_id = any (${[...orderIds]}::uuid[])`.execute(ctx.tx)
  return rows
}

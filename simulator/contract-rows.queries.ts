import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

export interface SignedOrder {
  id: string
  keeper_id: string
  keeper: string
}

/** The orders signed last whose car is still to come, with who sees them through. */
export async function listSignedOrders(ctx: Ctx, limit: number): Promise<SignedOrder[]> {
  const { rows } = await sql<SignedOrder>`
    select d.id, d.keeper_id, p.name as keeper from orders d
      join people p on p.group_id = ${ctx.store.groupId} and p.id = d.keeper_id
     where d.store_id = ${ctx.store.id} and d.state = 'signed' and d.withdrawn_at is null
     order by d.signed_on desc, d.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function findContractVersion(ctx: Ctx, id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from order_contracts where store_id = ${ctx.store.id} and id = ${id}`.execute(
    ctx.tx,
  )
  return rows[0]?.version ?? 0
}

/** Gives the cars of past deliveries the key dates still to come; those near were told already. */
export async function addKeyDates(ctx: Ctx, today: Day): Promise<void> {
  await sql`
    insert into vehicle_dates (store_id, id, customer_id, vehicle_id, kind, due_on, remind_on,
                               is_estimated, person_id, state, changed_at)
    select d.store_id, md5(c.id::text || k.kind)::uuid, d.customer_id, c.vehicle_id, k.kind, k.due_on,
           k.due_on - k.lead, true, d.keeper_id,
           case when k.due_on - k.lead < ${today}::date then 'planned' else 'open' end, d.delivered_at
      from order_cars c
      join orders d on d.store_id = c.store_id and d.id = c.order_id
     cross join lateral (values
        ('insurance', (c.delivered_on + interval '12 months')::date, 30),
        ('inspection', (c.delivered_on + interval '24 months')::date, 30),
        ('first_service', (c.delivered_on + interval '3 months')::date, 14),
        ('care_call', c.delivered_on + 60, 0)) as k (kind, due_on, lead)
     where c.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and c.vehicle_id is not null
       and d.state = 'delivered' and d.keeper_id is not null and c.delivered_on > ${today}::date - 730
       and k.due_on > ${today}::date
    on conflict do nothing`.execute(ctx.tx)
}

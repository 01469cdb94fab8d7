import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'

export interface TimelineRow {
  id: string
  kind: 'contact' | 'change'
  at: Date
  person_name: string | null
  method: string | null
  is_reached: boolean | null
  is_extra: boolean | null
  result: string | null
  note: string | null
  field: string | null
  from_value: string | null
  to_value: string | null
  reason: string | null
  effective_on: string | null
}

/** Contacts and changes of a customer's cards, newest first. */
export async function listTimeline(
  ctx: Ctx,
  customerId: string,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    with cards as materialized (
      select o.id from opportunities o where o.store_id = ${ctx.store.id} and o.customer_id = ${customerId}
         and o.withdrawn_at is null and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')})
    (select t.id, 'contact' as kind, t.at, p.name as person_name, t.method, t.is_reached, t.is_extra, t.result,
            t.note, null as field, null as from_value, null as to_value, null as reason, null::date as effective_on
       from contacts t left join people p on p.group_id = ${ctx.store.groupId} and p.id = t.person_id
      where t.store_id = ${ctx.store.id} and t.customer_id = ${customerId} and t.withdrawn_at is null
        and t.opportunity_id in (select id from cards)
      order by t.at desc, t.id limit ${limit})
    union all
    (select h.id, 'change', h.recorded_at, p.name, null, null, null, null, null, h.field,
            coalesce(q.name, h.from_value), coalesce(r.name, h.to_value), h.reason, h.effective_on
       from opportunity_changes h
       left join people p on p.group_id = ${ctx.store.groupId} and p.id = h.actor_id
       left join people q on q.group_id = ${ctx.store.groupId} and h.field = 'owner' and q.id::text = h.from_value
       left join people r on r.group_id = ${ctx.store.groupId} and h.field = 'owner' and r.id::text = h.to_value
      where h.store_id = ${ctx.store.id} and h.withdrawn_at is null
        and h.opportunity_id in (select id from cards)
      order by h.recorded_at desc, h.id limit ${limit})
    order by at desc, kind, id limit ${limit}`.execute(ctx.tx)
  return rows
}

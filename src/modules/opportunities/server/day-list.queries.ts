import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import { type CardRow, selectCards } from './opportunities.queries.ts'

/** Open promises of a person due by a day, the longest overdue first. */
export function listDue(ctx: Ctx, ownerId: string, day: Day, limit: number): Promise<CardRow[]> {
  return selectCards(
    ctx,
    sql`f.owner_id = ${ownerId} and f.due_on <= ${day} and not f.is_frozen
        and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}`,
    sql`order by f.due_on, o.level = 'H' desc, f.id limit ${limit}`,
  )
}

/** Cards of a person whose promise was kept, or tried, on a day. */
export function listDone(ctx: Ctx, ownerId: string, day: Day, limit: number): Promise<CardRow[]> {
  return selectCards(
    ctx,
    sql`o.id in (select d.opportunity_id from follow_ups d where d.store_id = ${ctx.store.id}
           and d.ended_on = ${day} and d.owner_id = ${ownerId} and d.state in ('done', 'replaced')
           and d.contact_id is not null and d.withdrawn_at is null)
        and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}`,
    sql`order by o.last_contact_at desc, o.id limit ${limit}`,
  )
}

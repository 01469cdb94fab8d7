import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedOrStoodIn, ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
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

/** Cards by id that the actor may see, with those they stand in for today. */
export function listChosen(ctx: Ctx, ids: string[]): Promise<CardRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return selectCards(
    ctx,
    sql`o.id = any (${ids}::uuid[]) and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
        and ${ownedOrStoodIn(ctx, 'opportunities.read', { owner: 'o.owner_id', customer: 'o.customer_id' })}`,
    sql`order by f.due_on, o.id`,
  )
}

/** The cards a person stands in for on a day, and whether the work of the day is done. */
export async function listStandIns(ctx: Ctx, personId: string, day: Day) {
  const { rows } = await sql<{
    opportunity_id: string
    owner_name: string | null
    is_done: boolean
  }>`
    select s.opportunity_id, p.name as owner_name,
           exists (select 1 from contacts c where c.store_id = ${ctx.store.id}
             and c.opportunity_id = s.opportunity_id and c.on_day = ${day}
             and c.withdrawn_at is null) as is_done
      from customer_stand_ins s left join people p on p.group_id = ${ctx.store.groupId} and p.id = s.owner_id
     where s.store_id = ${ctx.store.id} and s.person_id = ${personId} and s.day = ${day}
       and s.withdrawn_at is null order by s.opportunity_id limit 500`.execute(ctx.tx)
  return rows
}

/** Open promises of a person due by a day, as the forecast needs them. */
export async function listDueBy(ctx: Ctx, ownerId: string, day: Day) {
  const { rows } = await sql<{ opportunity_id: string; due_on: Day; level: IntentLevel }>`
    select f.opportunity_id, f.due_on, o.level from follow_ups f
      join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
     where f.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and f.state = 'open'
       and f.withdrawn_at is null and o.withdrawn_at is null and not f.is_frozen
       and f.owner_id = ${ownerId} and f.due_on <= ${day}
       and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
     order by f.due_on, f.id limit 2000`.execute(ctx.tx)
  return rows
}

/** How many promises a person kept on a day. */
export async function countDoneOn(ctx: Ctx, ownerId: string, day: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from follow_ups where store_id = ${ctx.store.id} and owner_id = ${ownerId}
       and ended_on = ${day} and state = 'done' and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

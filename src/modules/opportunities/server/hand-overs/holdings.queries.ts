import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'

export interface HeldRow {
  customer_id: string
  name: string
  card_id: string | null
  level: IntentLevel | null
  state: string | null
  series_id: string | null
  series_name: string | null
  due_on: Day | null
}

/** The customers of a person whom the actor may give away, hottest first; all, or some. */
export async function listHeld(
  ctx: Ctx,
  ownerId: string,
  customerIds?: readonly string[],
): Promise<HeldRow[]> {
  const some = customerIds ? sql`c.id = any (${customerIds}::uuid[])` : sql`true`
  const name = ctx.locale === 'en' ? sql`coalesce(nullif(s.name_en, ''), s.name)` : sql`s.name`
  const { rows } = await sql<HeldRow>`
    select c.id as customer_id, c.name, o.id as card_id, o.level, o.state, o.series_id,
           coalesce(${name}, o.series_text) as series_name, f.due_on
      from customer_heads c
      left join opportunities o on o.store_id = c.store_id and o.customer_id = c.id
        and o.store_id = ${ctx.store.id} and o.withdrawn_at is null
        and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
      left join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id
        and f.store_id = ${ctx.store.id} and f.state = 'open' and f.withdrawn_at is null
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
     where c.store_id = ${ctx.store.id} and c.owner_id = ${ownerId} and ${some}
       and ${ownedWithin(ctx, 'opportunities.assign', 'c.owner_id')}
     order by case o.level when 'H' then 0 when 'A' then 1 when 'B' then 2 when 'C' then 3 else 4 end, c.id
     limit 20000`.execute(ctx.tx)
  return rows
}

/** People of the store who left and still hold customers, of the team for whoever gives only there. */
export async function listLeavers(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from people p
     where p.group_id = ${ctx.store.groupId} and p.store_id = ${ctx.store.id} and not p.is_active
       and exists (select 1 from customer_heads c where c.store_id = ${ctx.store.id}
         and c.owner_id = p.id)
       and ${ownedWithin(ctx, 'opportunities.assign', 'p.id')}
     order by p.name, p.id limit 500`.execute(ctx.tx)
  return rows
}

/** Whether somebody, here or gone, is of the store and among those whose customers the actor may give. */
export async function isGiver(ctx: Ctx, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from people p
     where p.group_id = ${ctx.store.groupId} and p.store_id = ${ctx.store.id} and p.id = ${personId}
       and ${ownedWithin(ctx, 'opportunities.assign', 'p.id')}`.execute(ctx.tx)
  return rows.length > 0
}

/** Open cards of some people, by person and series. */
export async function countCardsBySeries(ctx: Ctx, ownerIds: readonly string[]) {
  const { rows } = await sql<{ owner_id: string; series_id: string | null; n: number }>`
    select owner_id, series_id, count(*) as n from opportunities
     where store_id = ${ctx.store.id} and owner_id = any (${ownerIds}::uuid[]) and withdrawn_at is null
       and state in ('active', 'suspended', 'loss_proposed', 'signed')
     group by owner_id, series_id`.execute(ctx.tx)
  return rows
}

/** How many open cards and customers a person has in a store, whoever asks. */
export async function countHeld(
  tx: Ctx['tx'],
  storeId: number,
  ownerId: string,
): Promise<{ cards: number; customers: number }> {
  const { rows } = await sql<{ cards: number; customers: number }>`
    select (select count(*) from opportunities o where o.store_id = ${storeId} and o.owner_id = ${ownerId}
              and o.withdrawn_at is null
              and o.state in ('active', 'suspended', 'loss_proposed', 'signed')) as cards,
           (select count(*) from customer_heads c where c.store_id = ${storeId}
              and c.owner_id = ${ownerId}) as customers`.execute(tx)
  return rows[0] ?? { cards: 0, customers: 0 }
}

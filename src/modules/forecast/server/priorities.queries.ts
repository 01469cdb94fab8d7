import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export interface FactsRow {
  customer_id: string
  owner_id: string | null
  is_owner: boolean
  is_special: boolean
  cars: number
  amount_fen: number
  level: 'H' | 'A' | 'B' | 'C' | null
  stage: number | null
  expected_fen: number | null
  last_contact_on: Day | null
  has_driven: boolean
}

/** Whose records these ids are: customers, their cards, orders and test drives. */
export async function listCustomersOf(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select p.customer_id from counted_people p
     where p.store_id = ${ctx.store.id} and p.id = any (${[...ids]}::uuid[]) and p.customer_id is not null
     group by 1`.execute(ctx.tx)
  return rows.map((row) => row.customer_id)
}

/**
 * What customers of the store brought and may bring, all of them or those named. Asked in plain
 * questions that are put together here: one big join goes astray without statistics.
 */
export async function listFactsForRanking(
  { tx, store }: Ctx,
  only?: readonly string[],
): Promise<FactsRow[]> {
  const among = (column: RawBuilder<unknown>, ids = only) =>
    ids ? sql`and ${column} = any (${[...ids]}::uuid[])` : sql``
  const customers = await sql<{
    id: string
    owner_id: string | null
    is_owner: boolean
    is_special: boolean
  }>`
    select c.id, c.owner_id, c.is_owner, coalesce(c.special in ('fleet', 'vip'), false) as is_special
      from customer_heads c where c.store_id = ${store.id} ${among(sql`c.id`)}`.execute(tx)
  const cards = await sql<{
    id: string
    customer_id: string
    owner_id: string
    level: 'H' | 'A' | 'B' | 'C'
    stage: number
    expected_fen: number
    last_contact_on: Day
  }>`
    select o.id, o.customer_id, o.owner_id, o.level, o.funnel_stage as stage,
           coalesce(o.order_fen, o.expected_amount_fen)::float8 as expected_fen, o.last_contact_on
      from funnel_cards o
     where o.store_id = ${store.id} and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
       ${among(sql`o.customer_id`)}`.execute(tx)
  const deals = await sql<{ customer_id: string; cars: number; amount_fen: number }>`
    select v.customer_id, sum(v.quantity)::int as cars, sum(v.amount_fen)::float8 as amount_fen
      from orders_signed v
     where v.store_id = ${store.id} and v.delivered_on is not null and v.cancelled_on is null
       ${among(sql`v.customer_id`)} group by 1`.execute(tx)
  const drives = await sql<{ opportunity_id: string }>`
    select distinct v.opportunity_id from funnel_contacts v
     where v.store_id = ${store.id} and v.method = 'test_drive'
       ${among(sql`v.opportunity_id`, only && cards.rows.map((row) => row.id))}`.execute(tx)
  const cardOf = new Map(cards.rows.map((row) => [row.customer_id, row]))
  const dealOf = new Map(deals.rows.map((row) => [row.customer_id, row]))
  const driven = new Set(drives.rows.map((row) => row.opportunity_id))
  return customers.rows.map((customer) => {
    const card = cardOf.get(customer.id)
    const deal = dealOf.get(customer.id)
    return {
      customer_id: customer.id,
      owner_id: card?.owner_id ?? customer.owner_id,
      is_owner: customer.is_owner || (deal?.cars ?? 0) > 0,
      is_special: customer.is_special,
      cars: deal?.cars ?? 0,
      amount_fen: deal?.amount_fen ?? 0,
      level: card?.level ?? null,
      stage: card?.stage ?? null,
      expected_fen: card?.expected_fen ?? null,
      last_contact_on: card?.last_contact_on ?? null,
      has_driven: card !== undefined && driven.has(card.id),
    }
  })
}

export interface PriorityRow {
  customer_id: string
  owner_id: string | null
  class: string
  priority: number
  value_points: number
  potential_points: number
  points: number
  reasons: string
}

/** Replaces the ranks of the store, or of the customers named. */
export async function saveRanks(
  ctx: Ctx,
  rows: readonly PriorityRow[],
  day: Day,
  only?: readonly string[],
): Promise<void> {
  const { tx, store } = ctx
  for (let start = 0; start < rows.length; start += 5000) {
    const part = rows.slice(start, start + 5000)
    const column = <K extends keyof PriorityRow>(key: K) => part.map((row) => row[key])
    await sql`
      insert into customer_priorities (store_id, customer_id, owner_id, class, priority, value_points,
             potential_points, points, reasons, ranked_on)
      select ${store.id}, x.customer_id, x.owner_id, x.class, x.priority, x.value_points,
             x.potential_points, x.points, x.reasons::jsonb, ${day}::date
        from unnest(${column('customer_id')}::uuid[], ${column('owner_id')}::uuid[],
                    ${column('class')}::text[], ${column('priority')}::int[],
                    ${column('value_points')}::int[], ${column('potential_points')}::int[],
                    ${column('points')}::int[], ${column('reasons')}::text[])
          as x (customer_id, owner_id, class, priority, value_points, potential_points, points, reasons)
      on conflict (store_id, customer_id) do update set
             owner_id = excluded.owner_id, class = excluded.class, priority = excluded.priority,
             value_points = excluded.value_points, potential_points = excluded.potential_points,
             points = excluded.points, reasons = excluded.reasons, ranked_on = excluded.ranked_on`.execute(
      tx,
    )
  }
  const ids = rows.map((row) => row.customer_id)
  await sql`delete from customer_priorities p
    where p.store_id = ${store.id} and not (p.customer_id = any (${ids}::uuid[]))
      ${only ? sql`and p.customer_id = any (${[...only]}::uuid[])` : sql``}`.execute(tx)
}

export interface RankFilter {
  class?: string | undefined
  priority?: number | undefined
  ownerId?: string | undefined
  customerId?: string | undefined
}

export interface RankLine {
  customer_id: string
  customer: string
  owner: string | null
  class: 'potential' | 'intended' | 'owner'
  priority: number
  value_points: number
  potential_points: number
  points: number
  reasons: unknown
  ranked_on: Day
}

function conditions(ctx: Ctx, filter: RankFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [
    sql`r.store_id = ${ctx.store.id}`,
    ownedWithin(ctx, 'customers.read', 'r.owner_id'),
  ]
  if (filter.class) all.push(sql`r.class = ${filter.class}`)
  if (filter.priority) all.push(sql`r.priority = ${filter.priority}`)
  if (filter.ownerId) all.push(sql`r.owner_id = ${filter.ownerId}`)
  if (filter.customerId) all.push(sql`r.customer_id = ${filter.customerId}`)
  return sql.join(all, sql` and `)
}

/** A page of the ranks, most points first. */
export async function listRanks(
  ctx: Ctx,
  filter: RankFilter,
  page: { after?: { points: number; id: string } | undefined; limit: number },
): Promise<RankLine[]> {
  const { after } = page
  const beyond = after
    ? sql`and r.points <= ${after.points} and (r.points < ${after.points} or r.customer_id > ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<RankLine>`
    select r.customer_id, h.name as customer, p.name as owner, r.class, r.priority, r.value_points,
           r.potential_points, r.points, r.reasons, r.ranked_on
      from customer_priorities r
      join customer_heads h on h.store_id = r.store_id and h.id = r.customer_id and h.store_id = ${ctx.store.id}
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = r.owner_id
     where ${conditions(ctx, filter)} ${beyond}
     order by r.points desc, r.customer_id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function countRanks(ctx: Ctx, filter: RankFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from customer_priorities r where ${conditions(ctx, filter)} limit 10001) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** How many stand in each class and priority, of those the caller sees. */
export async function countRankCells(ctx: Ctx) {
  const { rows } = await sql<{ class: RankLine['class']; priority: number; n: number }>`
    select r.class, r.priority, count(*)::int as n from customer_priorities r
     where ${conditions(ctx, {})} group by 1, 2 order by 1, 2`.execute(ctx.tx)
  return rows
}

export function findFormula({ tx, store }: Ctx) {
  return tx
    .selectFrom('priority_formulas')
    .selectAll()
    .where('store_id', '=', store.id)
    .orderBy('version', 'desc')
    .executeTakeFirst()
}

/** Whether the version is new. */
export async function insertFormula(ctx: Ctx, version: number, formula: string): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('priority_formulas')
    .values({
      store_id: ctx.store.id,
      version,
      formula,
      set_at: ctx.now,
      set_by: ctx.actor.personId,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { ActivityCosts } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export type CostRow = Omit<Selectable<ActivityCosts>, 'on_day'> & {
  on_day: Day
  customer_name: string
  source_id: string | null
  owner_id: string
  is_deal: boolean
}

export interface CostFilter {
  from?: Day | undefined
  to?: Day | undefined
  kind?: string | undefined
  personId?: string | undefined
  sourceId?: string | undefined
  opportunityId?: string | undefined
  deals?: boolean | undefined
}

const joined = (ctx: Ctx) => sql`
  activity_costs a
  join opportunities o on o.store_id = a.store_id and o.id = a.opportunity_id
   and o.store_id = ${ctx.store.id}
  join customers c on c.store_id = a.store_id and c.id = a.customer_id and c.store_id = ${ctx.store.id}`

const isDeal = (ctx: Ctx) => sql`exists (select 1 from orders d where d.store_id = ${ctx.store.id}
  and d.opportunity_id = a.opportunity_id and d.signed_on is not null and d.state <> 'cancelled'
  and d.withdrawn_at is null)`

function whereOf(ctx: Ctx, filter: CostFilter): RawBuilder<unknown> {
  const parts = [
    sql`a.store_id = ${ctx.store.id} and a.withdrawn_at is null`,
    ownedWithin(ctx, 'costs.read', 'o.owner_id'),
  ]
  if (filter.from) parts.push(sql`a.on_day >= ${filter.from}`)
  if (filter.to) parts.push(sql`a.on_day <= ${filter.to}`)
  if (filter.kind) parts.push(sql`a.kind = ${filter.kind}`)
  if (filter.personId) parts.push(sql`a.person_id = ${filter.personId}`)
  if (filter.sourceId === 'none') parts.push(sql`o.source_id is null`)
  else if (filter.sourceId) parts.push(sql`o.source_id = ${filter.sourceId}`)
  if (filter.opportunityId) parts.push(sql`a.opportunity_id = ${filter.opportunityId}`)
  if (filter.deals !== undefined) parts.push(filter.deals ? isDeal(ctx) : sql`not ${isDeal(ctx)}`)
  return sql.join(parts, sql` and `)
}

export async function listCostRows(
  ctx: Ctx,
  filter: CostFilter,
  page: { limit: number; after?: { at: string; id: string } | undefined },
): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    select a.*, c.name as customer_name, o.source_id, o.owner_id, ${isDeal(ctx)} as is_deal
      from ${joined(ctx)} where ${whereOf(ctx, filter)}
      ${page.after ? sql`and (a.on_day, a.id) < (${page.after.at}::date, ${page.after.id}::uuid)` : sql``}
     order by a.on_day desc, a.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function totalOf(ctx: Ctx, filter: CostFilter) {
  const { rows } = await sql<{ n: number; sum_fen: number }>`
    select count(*)::int as n, coalesce(sum(a.amount_fen), 0)::bigint as sum_fen
      from ${joined(ctx)} where ${whereOf(ctx, filter)}`.execute(ctx.tx)
  return rows[0] ?? { n: 0, sum_fen: 0 }
}

export interface SumRow {
  key: string | null
  lines: number
  cards: number
  deals: number
  sum_fen: number
  name: string | null
}

const keys = {
  source: sql`o.source_id::text`,
  kind: sql`a.kind`,
  person: sql`a.person_id::text`,
  card: sql`a.opportunity_id::text`,
} as const
export type SumBy = keyof typeof keys

/** Sums of what the filter finds, by one thing, the dearest first. */
export async function sumRows(ctx: Ctx, filter: CostFilter, by: SumBy): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select key, max(name) as name, sum(lines)::int as lines, count(*)::int as cards,
           count(*) filter (where is_deal)::int as deals, sum(sum_fen)::bigint as sum_fen
      from (select ${keys[by]} as key, a.opportunity_id, max(c.name) as name, count(*) as lines,
                   bool_or(${isDeal(ctx)}) as is_deal, sum(a.amount_fen) as sum_fen
              from ${joined(ctx)} where ${whereOf(ctx, filter)} group by 1, 2) x
     group by key order by sum_fen desc, key limit 500`.execute(ctx.tx)
  return rows
}

export async function insertCost(ctx: Ctx, row: Insertable<ActivityCosts>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('activity_costs')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

/** One line, withdrawn or not. */
export async function findCost(ctx: Ctx, id: string): Promise<CostRow | undefined> {
  const { rows } = await sql<CostRow>`
    select a.*, c.name as customer_name, o.source_id, o.owner_id, ${isDeal(ctx)} as is_deal
      from ${joined(ctx)} where a.store_id = ${ctx.store.id} and a.id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export async function setWithdrawn(ctx: Ctx, id: string, at: Date | null): Promise<void> {
  await ctx.tx
    .updateTable('activity_costs')
    .set({ withdrawn_at: at, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Whether a contact is one of a card. */
export async function isContactOf(ctx: Ctx, id: string, cardId: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('contacts')
    .select('id')
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('opportunity_id', '=', cardId)
    .executeTakeFirst()
  return row !== undefined
}

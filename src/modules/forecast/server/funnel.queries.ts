import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { FunnelGroup, Inlet } from '../contract.ts'

/** Sources by the inlet they stand for where a card came without a visit or lead. */
export interface InletSources {
  market: readonly string[]
  showroom: readonly string[]
}

export interface FunnelFilter {
  storeIds: readonly number[]
  /** Only what the caller may see of the one store; several stores are seen whole. */
  isWhole: boolean
  from?: Day | undefined
  to?: Day | undefined
  stages?: readonly number[] | undefined
  inlet?: Inlet | undefined
  seriesId?: string | undefined
  brandId?: string | undefined
  modelId?: string | undefined
  ownerId?: string | undefined
  isOverdue?: boolean | undefined
  today: Day
  sources: InletSources
}

/**
 * The inlet of a card `c`: the channel of the visit it was filed at, else the lead it was, else how it
 * was made, else its source. What nobody sent came by the consultant's own outbound work.
 */
const inletOf = ({ sources }: FunnelFilter): RawBuilder<string> => sql<string>`
  case when c.channel = 'walk-in' then 'showroom'
       when c.channel = 'call-in' then 'phone'
       when c.lead_origin = 'showroom' then 'showroom'
       when c.lead_origin in ('outdoor', 'referral') or c.origin = 'referral' then 'outbound'
       when c.lead_origin is not null or c.origin = 'campaign' then 'market'
       when c.source_id = any (${[...sources.market]}::uuid[]) then 'market'
       when c.source_id = any (${[...sources.showroom]}::uuid[]) then 'showroom'
       else 'outbound' end`

/** What a card is worth: its order, else what is expected, else the mean guide price of its series. */
const amountOf = sql<number | null>`
  coalesce(c.order_fen, nullif(c.expected_amount_fen, 0), m.guide_price_fen * c.quantity,
           p.mean_fen * c.quantity)::float8`

const tables = (ctx: Ctx) => sql`
  from funnel_cards c
  left join models m on m.group_id = ${ctx.store.groupId} and m.id = coalesce(c.order_model_id, c.model_id)
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = c.series_id
  left join (select series_id, avg(guide_price_fen) as mean_fen from models
              where group_id = ${ctx.store.groupId} and is_active group by 1) p on p.series_id = c.series_id`

function conditions(ctx: Ctx, filter: FunnelFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`c.store_id = any (${[...filter.storeIds]}::int[])`]
  if (!filter.isWhole) all.push(ownedWithin(ctx, 'opportunities.read', 'c.owner_id'))
  const { from, to } = filter
  const isOpen = sql`c.state in ('active', 'suspended', 'loss_proposed', 'signed')`
  if (from !== undefined && to !== undefined)
    all.push(
      sql`(${isOpen} or c.delivered_on is not null) and c.close_on between ${from} and ${to}`,
    )
  else all.push(isOpen)
  if (filter.stages) all.push(sql`c.funnel_stage = any (${[...filter.stages]}::int[])`)
  if (filter.inlet) all.push(sql`${inletOf(filter)} = ${filter.inlet}`)
  if (filter.seriesId) all.push(sql`c.series_id = ${filter.seriesId}`)
  if (filter.brandId) all.push(sql`s.brand_id = ${filter.brandId}`)
  if (filter.modelId) all.push(sql`coalesce(c.order_model_id, c.model_id) = ${filter.modelId}`)
  if (filter.ownerId) all.push(sql`c.owner_id = ${filter.ownerId}`)
  if (filter.isOverdue) all.push(sql`c.order_id is null and c.expected_on < ${filter.today}`)
  return sql.join(all, sql` and `)
}

export interface FunnelCell {
  stage: number
  inlet: Inlet
  grp: string
  is_overdue: boolean
  cards: number
  cars: number
  amount_fen: number
  unpriced: number
}

const groupColumn: Record<FunnelGroup, (filter: FunnelFilter) => RawBuilder<unknown>> = {
  series: () => sql`coalesce(c.series_id::text, '-')`,
  brand: () => sql`coalesce(s.brand_id::text, '-')`,
  model: () => sql`coalesce(coalesce(c.order_model_id, c.model_id)::text, '-')`,
  consultant: () => sql`c.owner_id::text`,
  inlet: (filter) => inletOf(filter),
  month: () => sql`to_char(c.close_on, 'YYYY-MM')`,
}

/** Cards, cars and amount by stage, inlet and group at once; each sum of the screen adds these up. */
export async function sumFunnel(
  ctx: Ctx,
  filter: FunnelFilter,
  by: FunnelGroup,
): Promise<FunnelCell[]> {
  const { rows } = await sql<FunnelCell>`
    select c.funnel_stage as stage, ${inletOf(filter)} as inlet, ${groupColumn[by](filter)} as grp,
           (c.order_id is null and c.expected_on < ${filter.today}) as is_overdue,
           count(*)::int as cards, sum(c.quantity)::int as cars,
           coalesce(sum(${amountOf}), 0)::float8 as amount_fen,
           (count(*) filter (where ${amountOf} is null))::int as unpriced
      ${tables(ctx)}
     where ${conditions(ctx, filter)} group by 1, 2, 3, 4`.execute(ctx.tx)
  return rows
}

export interface FunnelRow {
  id: string
  customer_id: string
  customer: string | null
  owner: string | null
  brand: string | null
  series: string | null
  model: string | null
  quantity: number
  stage: number
  level: 'H' | 'A' | 'B' | 'C'
  inlet: Inlet
  amount_fen: number | null
  close_on: Day
  is_overdue: boolean
  state: string
  is_signed: boolean
  source_id: string | null
}

/** A page of the lines, the sooner expected first. */
export async function listFunnelRows(
  ctx: Ctx,
  filter: FunnelFilter,
  page: { after?: { closeOn: Day; id: string } | undefined; limit: number },
): Promise<FunnelRow[]> {
  const { after } = page
  const beyond = after
    ? sql`and (c.close_on, c.id) > (${after.closeOn}::date, ${after.id}::uuid)`
    : sql``
  const name = (table: string, other = 'name') =>
    ctx.locale === 'en'
      ? sql`coalesce(nullif(${sql.ref(`${table}.${other}_en`)}, ''), ${sql.ref(`${table}.${other}`)})`
      : sql.ref(`${table}.${other}`)
  const { rows } = await sql<FunnelRow>`
    select c.id, c.customer_id, h.name as customer, o.name as owner, ${name('b')} as brand,
           coalesce(${name('s')}, c.series_text) as series, ${name('m')} as model, c.quantity,
           c.funnel_stage as stage, c.level, ${inletOf(filter)} as inlet, ${amountOf} as amount_fen,
           c.close_on, (c.order_id is null and c.expected_on < ${filter.today}) as is_overdue, c.state,
           c.order_id is not null as is_signed, c.source_id
      ${tables(ctx)}
      left join brands b on b.group_id = ${ctx.store.groupId} and b.id = s.brand_id
      left join people o on o.group_id = ${ctx.store.groupId} and o.id = c.owner_id
      left join customer_heads h on h.store_id = c.store_id and h.id = c.customer_id
        and h.store_id = ${ctx.store.id}
     where c.store_id = ${ctx.store.id} and ${conditions(ctx, filter)} ${beyond}
     order by c.close_on, c.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many lines the filter finds, up to 10,001. */
export async function countFunnelRows(ctx: Ctx, filter: FunnelFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 ${tables(ctx)}
       where c.store_id = ${ctx.store.id} and ${conditions(ctx, filter)} limit 10001) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** The sources of the group with their family; a store's own stands for a standard one. */
export async function listSourceFamilies({ tx, store }: Ctx) {
  const { rows } = await sql<{
    id: string
    family: string | null
    label: string
    label_en: string
  }>`
    select q.id, coalesce(q.family, d.family) as family, q.label, q.label_en
      from options q left join options d on d.group_id = q.group_id and d.id = q.standard_id
     where q.group_id = ${store.groupId} and q.kind = 'source'`.execute(tx)
  return rows
}

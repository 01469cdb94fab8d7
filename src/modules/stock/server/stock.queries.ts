import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { StockCars } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { StockState } from '../contract.ts'

// Days come as text (foundation/db/database.ts), which the generated types do not know.
export type StockRow = Omit<
  Selectable<StockCars>,
  'state' | 'told_state' | 'arrived_on' | 'expected_on' | 'delivered_on'
> & {
  state: StockState
  told_state: StockState
  arrived_on: Day | null
  expected_on: Day | null
  delivered_on: Day | null
}

const lastDay = '9999-12-31'
/** What the list counts at most; beyond it says 10,000+. */
const mostCounted = 10_001

export interface StockFilter {
  states: readonly StockState[]
  series?: string | undefined
  model?: string | undefined
  /** Arrived on this day or before. */
  before?: Day | undefined
  q?: string | undefined
}

function where(ctx: Ctx, filter: StockFilter) {
  const { states, series, model, before, q } = filter
  const like = q ? `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null
  return sql`c.store_id = ${ctx.store.id} and c.withdrawn_at is null
    and c.state = any (${[...states]}::text[])
    ${series ? sql`and c.series_id = ${series}` : sql``}
    ${model ? sql`and c.model_id = ${model}` : sql``}
    ${before ? sql`and c.arrived_on <= ${before}` : sql``}
    ${like === null ? sql`` : sql`and lower(c.vin || ' ' || c.model_text || ' ' || c.colour || ' ' || c.location) like ${like}`}`
}

/** Cars of a store, the longest in stock first, those without a day of arrival last. */
export async function selectStock(
  ctx: Ctx,
  filter: StockFilter,
  page: { after?: readonly [day: Day, id: string] | undefined; limit: number },
): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select c.* from stock_cars c where ${where(ctx, filter)}
      ${page.after ? sql`and (coalesce(c.arrived_on, date '9999-12-31'), c.id) > (${page.after[0]}::date, ${page.after[1]}::uuid)` : sql``}
     order by coalesce(c.arrived_on, date '9999-12-31'), c.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export const keyOfAge = (row: Pick<StockRow, 'arrived_on' | 'id'>): [Day, string] => [
  row.arrived_on ?? lastDay,
  row.id,
]

export async function countStock(ctx: Ctx, filter: StockFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from stock_cars c where ${where(ctx, filter)}
     limit ${mostCounted}) x`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

/** The cars of these VINs; without VINs all that the list knows. */
export async function stockByVin(
  ctx: Ctx,
  vins?: readonly string[],
  options: { lock?: boolean } = {},
): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select c.* from stock_cars c
     where c.store_id = ${ctx.store.id} and c.withdrawn_at is null
       ${vins === undefined ? sql`` : sql`and c.vin = any (${[...vins]}::text[])`}
     order by c.vin ${options.lock ? sql`for update` : sql``}`.execute(ctx.tx)
  return rows
}

/** VINs of cars that no order of ours is known to have. */
export async function listUnheld(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ vin: string }>`
    select c.vin from stock_cars c
     where c.store_id = ${ctx.store.id} and c.withdrawn_at is null and c.order_id is null`.execute(
    ctx.tx,
  )
  return rows.map(({ vin }) => vin)
}

/** Cars by id, those taken back too. */
export async function stockById(ctx: Ctx, ids: readonly string[]): Promise<StockRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<StockRow>`
    select c.* from stock_cars c
     where c.store_id = ${ctx.store.id} and c.id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows
}

export async function insertStock(ctx: Ctx, rows: readonly Insertable<StockCars>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000)
    await ctx.tx
      .insertInto('stock_cars')
      .values(rows.slice(from, from + 1_000))
      .execute()
}

export async function updateStock(
  ctx: Ctx,
  ids: readonly string[],
  change: Updateable<StockCars>,
): Promise<void> {
  if (ids.length === 0) return
  await ctx.tx
    .updateTable('stock_cars')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute()
}

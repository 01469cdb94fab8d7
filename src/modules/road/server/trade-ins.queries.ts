import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { TradeIns } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export type TradeInRow = Omit<Selectable<TradeIns>, 'appraised_on' | 'valid_until'> & {
  appraised_on: Day | null
  valid_until: Day | null
  customer_name: string
}

export interface TradeInQuery {
  decision?: string | undefined
  waiting?: boolean | undefined
  customerId?: string | undefined
  today: Day
}

function whereOf(ctx: Ctx, query: TradeInQuery): RawBuilder<unknown> {
  const parts = [
    sql`t.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and t.withdrawn_at is null`,
    ownedWithin(ctx, 'opportunities.read', 't.owner_id'),
  ]
  if (query.decision) parts.push(sql`t.decision = ${query.decision}`)
  if (query.customerId) parts.push(sql`t.customer_id = ${query.customerId}`)
  if (query.waiting)
    parts.push(sql`t.decision in ('open', 'thinking')
      and (t.appraised_fen is null or t.valid_until < ${query.today})`)
  return sql.join(parts, sql` and `)
}

/** One page of trade-ins the actor may see, the newest first. */
export async function listRows(
  ctx: Ctx,
  query: TradeInQuery,
  page: { limit: number; after?: { at: string; id: string } | undefined },
): Promise<TradeInRow[]> {
  const { rows } = await sql<TradeInRow>`
    select t.*, c.name as customer_name from trade_ins t
      join customers c on c.store_id = t.store_id and c.id = t.customer_id
     where ${whereOf(ctx, query)}
       ${page.after ? sql`and (t.made_at, t.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : sql``}
     order by t.made_at desc, t.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function countRows(ctx: Ctx, query: TradeInQuery): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from trade_ins t
      join customers c on c.store_id = t.store_id and c.id = t.customer_id
     where ${whereOf(ctx, query)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** A trade-in the actor may do `permission` to, locked if asked. */
export async function findTradeIn(
  ctx: Ctx,
  id: string,
  lock = false,
): Promise<TradeInRow | undefined> {
  const { rows } = await sql<TradeInRow>`
    select t.*, c.name as customer_name from trade_ins t
      join customers c on c.store_id = t.store_id and c.id = t.customer_id
     where t.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and t.id = ${id}
       and t.withdrawn_at is null ${lock ? sql`for update of t` : sql``}`.execute(ctx.tx)
  return rows[0]
}

export async function insertTradeIn(ctx: Ctx, row: Insertable<TradeIns>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('trade_ins')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function updateTradeIn(
  ctx: Ctx,
  id: string,
  change: Updateable<TradeIns>,
): Promise<void> {
  await ctx.tx
    .updateTable('trade_ins')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** How many of some files are a customer's. */
export async function countFilesOf(
  ctx: Ctx,
  ids: readonly string[],
  customerId: string,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from attachments where store_id = ${ctx.store.id}
       and customer_id = ${customerId} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

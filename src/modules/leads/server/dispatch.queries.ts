import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { DispatchLeads, DispatchOffers } from '#foundation/db/schema.ts'
import type { CursorKey } from '#shared/paging.ts'

export type PoolRow = Selectable<DispatchLeads>
export type OfferRow = Selectable<DispatchOffers>
export interface PoolLine extends PoolRow {
  series: string | null
  to_store: string | null
}

/** False when the number waits or is out already, or the id or outside number was sent before. */
export async function insertPoolLead(ctx: Ctx, row: Insertable<DispatchLeads>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('dispatch_leads')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

const seriesName = (ctx: Ctx) =>
  ctx.locale === 'zh' ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`

/** The pool of the head office, newest first, after the last one seen. */
export async function listPool(
  ctx: Ctx,
  filter: { state?: string | undefined },
  page: { after?: CursorKey | undefined; limit: number },
): Promise<PoolLine[]> {
  const [at, id] = page.after ?? []
  const after = page.after
    ? sql`(d.received_at, d.id) < (${at}::timestamptz, ${id}::uuid)`
    : sql`true`
  const { rows } = await sql<PoolLine>`
    select d.*, ${seriesName(ctx)} as series, t.name as to_store
      from dispatch_leads d
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = d.series_id
      left join stores t on t.id = d.to_store_id
     where d.store_id = ${ctx.store.id} and ${stateIs(filter)} and ${after}
     order by d.received_at desc, d.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

const stateIs = ({ state }: { state?: string | undefined }) =>
  state === undefined ? sql`true` : sql`d.state = ${state}`

export async function countPool(ctx: Ctx, filter: { state?: string | undefined }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from dispatch_leads d
      where d.store_id = ${ctx.store.id} and ${stateIs(filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** One lead of the pool, locked. */
export async function lockPoolLead(ctx: Ctx, id: string): Promise<PoolRow | undefined> {
  const { rows } = await sql<PoolRow>`
    select * from dispatch_leads where store_id = ${ctx.store.id} and id = ${id} for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function updatePoolLead(
  ctx: Ctx,
  id: string,
  change: Updateable<DispatchLeads>,
): Promise<void> {
  await ctx.tx
    .updateTable('dispatch_leads')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

export interface TargetStore {
  id: number
  code: string
  name: string
  city: string
  region_id: number | null
  open: number
}

/** Stores with what they have to do; the request sees them all. */
export async function listTargets(ctx: Ctx, ids: readonly number[]): Promise<TargetStore[]> {
  const { rows: stores } = await sql<Omit<TargetStore, 'open'>>`
    select id, code, name, city, region_id from stores
     where group_id = ${ctx.store.groupId} and id = any (${[...ids]}::int[]) and not is_head_office
     order by code`.execute(ctx.tx)
  const { rows: leads } = await sql<{ store_id: number; n: number }>`
    select store_id, count(*)::int as n from leads
     where store_id = any (${[...ids]}::int[]) and withdrawn_at is null
       and state in ('new', 'assigned', 'nurture', 'lost_pending') group by store_id`.execute(
    ctx.tx,
  )
  const { rows: offers } = await sql<{ store_id: number; n: number }>`
    select store_id, count(*)::int as n from dispatch_offers
     where store_id = any (${[...ids]}::int[]) and state = 'offered' group by store_id`.execute(
    ctx.tx,
  )
  const load = new Map<number, number>()
  for (const { store_id, n } of [...leads, ...offers])
    load.set(store_id, (load.get(store_id) ?? 0) + n)
  return stores.map((store) => ({ ...store, open: load.get(store.id) ?? 0 }))
}

/** Writes an offer into the receiving store, which the request sees too. */
export async function insertOffer(ctx: Ctx, row: Insertable<DispatchOffers>): Promise<void> {
  await ctx.tx.insertInto('dispatch_offers').values(row).execute()
}

/** What the head office offers this store, the longest waiting first. */
export async function listOffers(ctx: Ctx): Promise<(OfferRow & { series: string | null })[]> {
  const { rows } = await sql<OfferRow & { series: string | null }>`
    select o.*, ${seriesName(ctx)} as series from dispatch_offers o
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
     where o.store_id = ${ctx.store.id} and o.state = 'offered'
     order by o.offered_at, o.id limit 200`.execute(ctx.tx)
  return rows
}

/** One offer in a store, locked. */
export async function lockOffer(
  ctx: Ctx,
  storeId: number,
  id: string,
): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`
    select * from dispatch_offers where store_id = ${storeId} and id = ${id} for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function updateOffer(
  ctx: Ctx,
  of: { storeId: number; id: string },
  change: Updateable<DispatchOffers>,
): Promise<void> {
  await ctx.tx
    .updateTable('dispatch_offers')
    .set(change)
    .where('store_id', '=', of.storeId)
    .where('id', '=', of.id)
    .execute()
}

import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { ListPrices, PriceItems } from '#foundation/db/schema.ts'
import type { ListPriceRow, PriceItemRow } from '../pricing.queries.ts'

/** Every price that stands, stood or will stand here, the newest first. */
export async function allPrices(ctx: Ctx): Promise<ListPriceRow[]> {
  const rows = await ctx.tx
    .selectFrom('list_prices')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(sql<boolean>`(store_id is null or store_id = ${ctx.store.id})`)
    .where('withdrawn_at', 'is', null)
    .orderBy('valid_from', 'desc')
    .execute()
  return rows as unknown as ListPriceRow[]
}

/** Prices by id, those withdrawn too. */
export async function pricesById(ctx: Ctx, ids: readonly string[]): Promise<ListPriceRow[]> {
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('list_prices')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute()
  return rows as unknown as ListPriceRow[]
}

/** Items by id, those withdrawn too. */
export async function itemsById(ctx: Ctx, ids: readonly string[]): Promise<PriceItemRow[]> {
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('price_items')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute()
  return rows as unknown as PriceItemRow[]
}

/** Adds prices in one statement per thousand. */
export async function addPrices(ctx: Ctx, rows: readonly Insertable<ListPrices>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000)
    await ctx.tx
      .insertInto('list_prices')
      .values(rows.slice(from, from + 1_000))
      .execute()
}

export async function addItems(ctx: Ctx, rows: readonly Insertable<PriceItems>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000)
    await ctx.tx
      .insertInto('price_items')
      .values(rows.slice(from, from + 1_000))
      .execute()
}

/** Sets a price as it is given; the caller holds the lock of the price book. */
export async function setPrice(
  ctx: Ctx,
  id: string,
  change: Updateable<ListPrices>,
): Promise<void> {
  await ctx.tx
    .updateTable('list_prices')
    .set(change)
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .execute()
}

export async function setItem(ctx: Ctx, id: string, change: Updateable<PriceItems>): Promise<void> {
  await ctx.tx
    .updateTable('price_items')
    .set(change)
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .execute()
}

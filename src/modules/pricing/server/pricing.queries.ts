import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import type { ListPrices, PriceItems } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { Energy, ItemRule, PriceItemKind } from '#shared/price-book.ts'

// Days come as text (foundation/db/database.ts), which the generated types do not know.
export type ListPriceRow = Omit<Selectable<ListPrices>, 'energy' | 'valid_from' | 'valid_to'> & {
  energy: Energy
  valid_from: Day
  valid_to: Day | null
}
export type PriceItemRow = Omit<
  Selectable<PriceItems>,
  'kind' | 'rule' | 'valid_from' | 'valid_to'
> & { kind: PriceItemKind; rule: ItemRule; valid_from: Day | null; valid_to: Day | null }

/** Rows that count in the request's store: the group's and its own. */
const here = (ctx: Ctx) => sql<boolean>`(store_id is null or store_id = ${ctx.store.id})`

/** Whether the group has a price book yet. */
export async function hasPriceBook(tx: Tx, groupId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('price_items')
    .select('id')
    .where('group_id', '=', groupId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps two writers of one group's price book apart until the transaction ends. */
export async function lockPrices(tx: Tx, groupId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${groupId}, hashtext('prices'))`.execute(tx)
}

/** The prices of some models, or of all, that stand on a day: the newest, the store's own first. */
export async function pricesOn(
  ctx: Ctx,
  day: Day,
  modelId?: string,
): Promise<Map<string, ListPriceRow>> {
  const rows = await ctx.tx
    .selectFrom('list_prices')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(here(ctx))
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`)
    .$if(modelId !== undefined, (q) => q.where('model_id', '=', modelId ?? ''))
    .orderBy(sql`store_id is null`)
    .orderBy('valid_from', 'desc')
    .execute()
  const standing = new Map<string, ListPriceRow>()
  for (const row of rows as unknown as ListPriceRow[])
    if (!standing.has(row.model_id)) standing.set(row.model_id, row)
  return standing
}

/** Every price a model has or had here, the newest first. */
export async function pricesOfModel(ctx: Ctx, modelId: string): Promise<ListPriceRow[]> {
  const rows = await ctx.tx
    .selectFrom('list_prices')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(here(ctx))
    .where('withdrawn_at', 'is', null)
    .where('model_id', '=', modelId)
    .orderBy('valid_from', 'desc')
    .orderBy(sql`store_id is null`)
    .execute()
  return rows as unknown as ListPriceRow[]
}

export async function findListPrice(ctx: Ctx, id: string): Promise<ListPriceRow | undefined> {
  const row = await ctx.tx
    .selectFrom('list_prices')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(here(ctx))
    .where('id', '=', id)
    .executeTakeFirst()
  return row as unknown as ListPriceRow | undefined
}

/** Adds prices; leaves what is there by id or by first day, and gives how many were added. */
export async function insertListPrices(
  tx: Tx,
  rows: readonly Insertable<ListPrices>[],
): Promise<number> {
  if (rows.length === 0) return 0
  const done = await tx
    .insertInto('list_prices')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0)
}

/** Changes a price if it still has the version seen; false where it has not. */
export async function updateListPrice(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<ListPrices>,
): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('list_prices')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** The items of the group and of this store, in the order they are offered. */
export async function selectItems(ctx: Ctx, kind?: PriceItemKind): Promise<PriceItemRow[]> {
  const rows = await ctx.tx
    .selectFrom('price_items')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(here(ctx))
    .where('withdrawn_at', 'is', null)
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind ?? 'option'))
    .orderBy('kind')
    .orderBy('position')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows as unknown as PriceItemRow[]
}

export async function findItemRow(ctx: Ctx, id: string): Promise<PriceItemRow | undefined> {
  const row = await ctx.tx
    .selectFrom('price_items')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where(here(ctx))
    .where('withdrawn_at', 'is', null)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as unknown as PriceItemRow | undefined
}

/** Adds items; leaves what is there by id or by code, and gives how many were added. */
export async function insertItems(
  tx: Tx,
  rows: readonly Insertable<PriceItems>[],
): Promise<number> {
  if (rows.length === 0) return 0
  const done = await tx
    .insertInto('price_items')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0)
}

/** Changes an item if it still has the version seen; false where it has not. */
export async function updateItem(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<PriceItems>,
): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('price_items')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

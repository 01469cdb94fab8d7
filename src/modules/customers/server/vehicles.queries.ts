import { sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Vehicles } from '#foundation/db/schema.ts'

/** Changes a car on record if nobody changed it meanwhile and no other car has its VIN. */
export async function updateVehicle(
  ctx: Ctx,
  id: string,
  change: Updateable<Vehicles>,
  version: number,
): Promise<'done' | 'stale' | 'taken'> {
  if (change.vin && (await isVinTaken(ctx, change.vin, id))) return 'taken'
  const { numUpdatedRows } = await ctx.tx
    .updateTable('vehicles')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1 ? 'done' : 'stale'
}

/** Puts a withdrawn car of a customer back; `there` when it was not withdrawn. */
export async function restoreVehicleRow(
  ctx: Ctx,
  customerId: string,
  id: string,
): Promise<'done' | 'there' | 'taken' | 'unknown'> {
  const row = await ctx.tx
    .selectFrom('vehicles')
    .select(['vin', 'withdrawn_at'])
    .where('store_id', '=', ctx.store.id)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return 'unknown'
  if (row.withdrawn_at === null) return 'there'
  if (row.vin !== null && (await isVinTaken(ctx, row.vin, id))) return 'taken'
  await ctx.tx
    .updateTable('vehicles')
    .set({ withdrawn_at: null, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
  return 'done'
}

async function isVinTaken(ctx: Ctx, vin: string, id: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('vehicles')
    .select('id')
    .where('store_id', '=', ctx.store.id)
    .where('vin', '=', vin)
    .where('withdrawn_at', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}

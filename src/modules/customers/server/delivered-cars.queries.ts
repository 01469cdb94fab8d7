import { sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Vehicles } from '#foundation/db/schema.ts'

export async function findCarByVin(
  ctx: Ctx,
  vin: string,
): Promise<{ id: string; customer_id: string } | undefined> {
  const { rows } = await sql<{ id: string; customer_id: string }>`
    select id, customer_id from vehicles
     where store_id = ${ctx.store.id} and vin = ${vin} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

export async function writeDelivery(
  ctx: Ctx,
  id: string,
  facts: Updateable<Vehicles>,
): Promise<void> {
  await ctx.tx
    .updateTable('vehicles')
    .set({ ...facts, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

export async function setOwner(ctx: Ctx, customerId: string): Promise<void> {
  await sql`update customers set is_owner = true
    where store_id = ${ctx.store.id} and id = ${customerId} and not is_owner`.execute(ctx.tx)
}

/** An owner without a car is one no more. */
export async function setOwnerByCars(ctx: Ctx, customerId: string): Promise<void> {
  await sql`update customers c set is_owner = exists (
      select 1 from vehicles v where v.store_id = ${ctx.store.id} and v.customer_id = c.id
         and v.withdrawn_at is null)
    where c.store_id = ${ctx.store.id} and c.id = ${customerId}`.execute(ctx.tx)
}

/** Withdraws a car nobody worked on since its delivery; gives whether it was. */
export async function withdrawCar(ctx: Ctx, customerId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update vehicles set withdrawn_at = ${ctx.now}, version = version + 1
     where store_id = ${ctx.store.id} and id = ${id} and customer_id = ${customerId} and version = 1
       and withdrawn_at is null`.execute(ctx.tx)
  return Number(numAffectedRows) === 1
}

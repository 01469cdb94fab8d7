import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OrderCars } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

export interface CarRow {
  id: string
  order_id: string
  vin: string
  vehicle_id: string | null
  allocated_at: Date
  allocator: string | null
  released_at: Date | null
  release_reason: string | null
  delivered_on: Day | null
}

/** The cars of an order in the order of allocation, those released too. */
export async function listCars(ctx: Ctx, orderId: string): Promise<CarRow[]> {
  const { rows } = await sql<CarRow>`
    select c.id, c.order_id, c.vin, c.vehicle_id, c.allocated_at, p.name as allocator, c.released_at,
           c.release_reason, c.delivered_on
      from order_cars c
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.allocated_by
     where c.store_id = ${ctx.store.id} and c.order_id = ${orderId} and c.withdrawn_at is null
     order by c.allocated_at, c.id`.execute(ctx.tx)
  return rows
}

/** Whether the car was allocated; not when another order has the VIN. */
export async function insertCar(ctx: Ctx, row: Insertable<OrderCars>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('order_cars')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** The order a VIN is allocated to. */
export async function findHolder(
  ctx: Ctx,
  vin: string,
): Promise<{ id: string; order_id: string; number: string } | undefined> {
  const { rows } = await sql<{ id: string; order_id: string; number: string }>`
    select c.id, c.order_id, d.number from order_cars c
      join orders d on d.store_id = c.store_id and d.id = c.order_id
     where c.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and c.vin = ${vin}
       and c.released_at is null and c.withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

export async function updateCar(
  ctx: Ctx,
  id: string,
  change: Updateable<OrderCars>,
): Promise<void> {
  await ctx.tx
    .updateTable('order_cars')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Releases every car an order still has; gives their VINs. */
export async function releaseAll(ctx: Ctx, orderId: string, reason: string): Promise<string[]> {
  const { rows } = await sql<{ vin: string }>`
    update order_cars set released_at = ${ctx.now}, release_reason = ${reason}, version = version + 1
     where store_id = ${ctx.store.id} and order_id = ${orderId} and released_at is null
       and withdrawn_at is null returning vin`.execute(ctx.tx)
  return rows.map((row) => row.vin)
}

/** Which of these VINs an order has. */
export async function heldVins(ctx: Ctx, vins: readonly string[]): Promise<string[]> {
  return (await standingCars(ctx, vins)).map(({ vin }) => vin)
}

/** The orders that these VINs stand for, and when they were delivered. */
export async function standingCars(
  ctx: Ctx,
  vins: readonly string[],
): Promise<{ vin: string; orderId: string; deliveredOn: Day | null }[]> {
  if (vins.length === 0) return []
  const { rows } = await sql<{ vin: string; orderId: string; deliveredOn: Day | null }>`
    select c.vin, c.order_id as "orderId", c.delivered_on as "deliveredOn" from order_cars c
     where c.store_id = ${ctx.store.id} and c.vin = any (${[...vins]}::text[])
       and c.released_at is null and c.withdrawn_at is null`.execute(ctx.tx)
  return rows
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export type PointMarks = Record<string, { isDone: boolean; note: string }>

export interface DeliveryRow {
  order_id: string
  appointment_id: string | null
  points: PointMarks
  mileage_km: number | null
  key_count: number | null
  is_customer_signed: boolean
  summary: string
  done_at: Date | null
  doer: string | null
  task_id: string | null
  version: number
}

export async function findDelivery(ctx: Ctx, orderId: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select v.order_id, v.appointment_id, v.points, v.mileage_km, v.key_count, v.is_customer_signed,
           v.summary, v.done_at, p.name as doer, v.task_id, v.version
      from order_deliveries v
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = v.done_by
     where v.store_id = ${ctx.store.id} and v.order_id = ${orderId}`.execute(ctx.tx)
  return rows[0]
}

/** The delivery of an order, begun where it was not yet; the order's row must be locked. */
export async function beginDelivery(
  ctx: Ctx,
  order: { id: string; customer_id: string },
): Promise<DeliveryRow> {
  await ctx.tx
    .insertInto('order_deliveries')
    .values({
      store_id: ctx.store.id,
      order_id: order.id,
      id: order.id,
      customer_id: order.customer_id,
      made_at: ctx.now,
      version: 0,
    })
    .onConflict((c) => c.doNothing())
    .execute()
  const row = await findDelivery(ctx, order.id)
  if (!row) throw new Error('The delivery that was just begun is not there')
  return row
}

export interface DeliveryChange {
  appointment_id?: string | null
  points?: string
  mileage_km?: number | null
  key_count?: number | null
  is_customer_signed?: boolean
  summary?: string
  done_at?: Date | null
  done_by?: string | null
  task_id?: string | null
}

/**
 * Writes what changed of a delivery. Its version is that of the check list: a photo or an appointment
 * must not outdate the ticks somebody is about to keep.
 */
export async function updateDelivery(
  ctx: Ctx,
  orderId: string,
  change: DeliveryChange,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await ctx.tx
    .updateTable('order_deliveries')
    .set({
      ...change,
      ...(change.points === undefined ? {} : { version: sql`version + 1` }),
    })
    .where('store_id', '=', ctx.store.id)
    .where('order_id', '=', orderId)
    .execute()
}

export async function insertPhoto(
  ctx: Ctx,
  row: { order_id: string; file_id: string; point: string },
): Promise<void> {
  await ctx.tx
    .insertInto('delivery_photos')
    .values({ store_id: ctx.store.id, ...row })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** The photos of a delivery that are still among the customer's files. */
export async function listPhotos(
  ctx: Ctx,
  orderId: string,
): Promise<{ file_id: string; point: string }[]> {
  const { rows } = await sql<{ file_id: string; point: string }>`
    select file_id, point from delivery_photos
     where store_id = ${ctx.store.id} and order_id = ${orderId} order by file_id`.execute(ctx.tx)
  return rows
}

/** An appointment by its published view. */
export async function findPlanned(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; starts_at: Date; state: string } | undefined> {
  const { rows } = await sql<{ id: string; starts_at: Date; state: string }>`
    select id, starts_at, state from appointment_list
     where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { cancelQuietly, makeAppointmentFor } from '#modules/appointments/index.ts'
import { keepFile } from '#modules/notes/index.ts'
import type { UploadedFile } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { orderEvents } from '../contract.ts'
import type { Delivery } from '../contracts/delivery.ts'
import { deliveryWords } from '../delivery-words.ts'
import {
  beginDelivery,
  type DeliveryChange,
  type DeliveryRow,
  findDelivery,
  findPlanned,
  insertPhoto,
  listPhotos,
  type PointMarks,
  updateDelivery,
} from './delivery.queries.ts'
import { proposeDates } from './key-dates.ts'
import { factsOf } from './note-order.ts'
import { assertState, lockOrder } from './orders.policy.ts'
import { type OrderRow, findOrderLine } from './orders.queries.ts'
import { rulesOf } from './rules.ts'

/** The delivery of an order the actor may see: the store's points with what is done of them. */
export async function readDelivery(ctx: Ctx, orderId: string): Promise<Delivery> {
  const order = await findOrderLine(ctx, orderId, 'orders.read')
  if (!order) throw coreError('core.not_found')
  ctx.customerId = order.customer_id
  return presentDelivery(ctx, orderId, await findDelivery(ctx, orderId))
}

export interface Preparation {
  version: number
  points?: { key: string; isDone: boolean; note: string }[] | undefined
  mileageKm?: number | null | undefined
  keyCount?: number | null | undefined
  isCustomerSigned?: boolean | undefined
  summary?: string | undefined
}

/** Keeps what is prepared; points not named stay as they are. Throws `core.stale_version`. */
export async function prepare(ctx: Ctx, orderId: string, given: Preparation): Promise<Delivery> {
  const order = await lockUnderWay(ctx, orderId)
  const seen = await findDelivery(ctx, orderId)
  if ((seen?.version ?? 0) !== given.version)
    throw coreError('core.stale_version', { current: await presentDelivery(ctx, orderId, seen) })
  const row = seen ?? (await beginDelivery(ctx, order))
  const points: PointMarks = { ...row.points }
  for (const { key, isDone, note } of given.points ?? [])
    points[key] = { isDone, note: maskPhonesInText(note) }
  await change(ctx, order, {
    points: JSON.stringify(points),
    mileage_km: given.mileageKm === undefined ? row.mileage_km : given.mileageKm,
    key_count: given.keyCount === undefined ? row.key_count : given.keyCount,
    is_customer_signed: given.isCustomerSigned ?? row.is_customer_signed,
    summary: given.summary === undefined ? row.summary : maskPhonesInText(given.summary),
  })
  return readDelivery(ctx, orderId)
}

/** Makes the appointment of the delivery with the order's consultant; one made before ends. */
export async function planIt(
  ctx: Ctx,
  orderId: string,
  given: { id?: string | undefined; startsAt: string; note: string },
): Promise<Delivery> {
  const order = await lockUnderWay(ctx, orderId)
  const before = (await findDelivery(ctx, orderId))?.appointment_id
  const appointment = await makeAppointmentFor(ctx, {
    id: given.id,
    customerId: order.customer_id,
    personId: order.keeper_id ?? order.owner_id,
    startsAt: given.startsAt,
    purpose: 'delivery',
    note: given.note || order.number,
  })
  if (before && before !== appointment.id)
    await cancelQuietly(ctx, before, say(deliveryWords.replanned, ctx.locale))
  await beginDelivery(ctx, order)
  await change(ctx, order, { appointment_id: appointment.id })
  return readDelivery(ctx, orderId)
}

/** Keeps a photo of the delivery with the customer's files. */
export async function keepPhoto(
  ctx: Ctx,
  orderId: string,
  file: UploadedFile,
  given: { fileId?: string | undefined; point: string },
): Promise<Delivery> {
  const order = await lockOrder(ctx, orderId, 'orders.write')
  assertState(ctx, order, 'signed', 'delivered')
  const kept = await keepFile(ctx, order.customer_id, file, {
    id: given.fileId,
    note: `${say(deliveryWords.photoOf, ctx.locale)} ${order.number}`,
  })
  await beginDelivery(ctx, order)
  await insertPhoto(ctx, { order_id: orderId, file_id: kept.id, point: given.point })
  await change(ctx, order, {})
  return readDelivery(ctx, orderId)
}

async function lockUnderWay(ctx: Ctx, orderId: string): Promise<OrderRow> {
  const order = await lockOrder(ctx, orderId, 'orders.write')
  assertState(ctx, order, 'draft', 'signed')
  return order
}

async function change(ctx: Ctx, order: OrderRow, what: DeliveryChange): Promise<void> {
  await updateDelivery(ctx, order.id, what)
  audit(ctx, {
    action: 'delivery.prepared',
    recordType: 'order',
    recordId: order.id,
    detail: { number: order.number, fields: Object.keys(what) },
  })
  announce(ctx, { type: orderEvents.changed, recordId: order.id, data: factsOf(order) })
}

export async function presentDelivery(
  ctx: Ctx,
  orderId: string,
  row: DeliveryRow | undefined,
): Promise<Delivery> {
  const { points } = await rulesOf(ctx)
  const planned = row?.appointment_id ? await findPlanned(ctx, row.appointment_id) : undefined
  const photos = row ? await listPhotos(ctx, orderId) : []
  return {
    orderId,
    keyDates: await proposeDates(ctx, orderId),
    appointment: planned
      ? { id: planned.id, startsAt: planned.starts_at.toISOString(), state: planned.state }
      : null,
    points: points.map((point) => ({
      ...point,
      isDone: row?.points[point.key]?.isDone ?? false,
      note: row?.points[point.key]?.note ?? '',
    })),
    mileageKm: row?.mileage_km ?? null,
    keyCount: row?.key_count ?? null,
    isCustomerSigned: row?.is_customer_signed ?? false,
    summary: row?.summary ?? '',
    photos: photos.map((photo) => ({ fileId: photo.file_id, point: photo.point })),
    doneAt: row?.done_at?.toISOString() ?? null,
    doneBy: row?.doer ?? null,
    version: row?.version ?? 0,
  }
}

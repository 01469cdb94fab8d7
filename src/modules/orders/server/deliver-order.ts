import { authorise, can, type Ctx } from '#foundation/ctx.ts'
import { takeDelivery, takeDeliveryBack } from '#modules/customers/index.ts'
import { assertStepMayBegin, deliverCard, undeliverCard } from '#modules/opportunities/index.ts'
import { planTask, unplanTask } from '#modules/reminders/index.ts'
import { deliverCars } from '#modules/stock/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { formatYuan } from '#shared/money.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { ordersError } from '../contract.ts'
import type { GivenDates } from '../contracts/delivery.ts'
import { deliveryWords } from '../delivery-words.ts'
import { type CarRow, listCars, updateCar } from './cars.queries.ts'
import { beginDelivery, findDelivery, updateDelivery } from './delivery.queries.ts'
import { dropDatesOf, makeKeyDates } from './key-dates.ts'
import { noteOrder } from './note-order.ts'
import { assertState, assertVersion, lockOrder } from './orders.policy.ts'
import { type OrderRow, updateOrder } from './orders.queries.ts'
import { rulesOf } from './rules.ts'

/**
 * Hands the car over, all in one transaction: every car has its VIN, the needed points are done, the
 * customer has signed, the money is there (or a manager says why not). The customer becomes the
 * owner of a vehicle per VIN with its key dates, the card is won with its summary, the first contact
 * is planned. A store may require steps of the road before (`road.required_open`).
 */
export async function deliver(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    summary: string
    owedReason?: string | undefined
    keyDates?: { [Kind in keyof GivenDates]?: GivenDates[Kind] | undefined } | undefined
  },
): Promise<void> {
  const row = await lockOrder(ctx, id, 'orders.deliver')
  assertVersion(row, given.version)
  assertState(ctx, row, 'signed')
  const cars = (await listCars(ctx, id)).filter((car) => car.released_at === null)
  if (cars.length < row.quantity)
    throw ordersError('orders.cars_missing', { missing: row.quantity - cars.length })
  await assertStepMayBegin(ctx, row.opportunity_id, 'delivery')
  assertAhead(ctx, given.keyDates ?? {})
  await assertPrepared(ctx, row)
  await assertPaid(ctx, row, given.owedReason)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const delivered: { vehicleId: string }[] = []
  for (const car of cars) delivered.push({ vehicleId: await handOver(ctx, row, car, today) })
  const personId = row.keeper_id ?? row.owner_id
  await makeKeyDates(ctx, { ...row, personId }, delivered, given.keyDates ?? {})
  await deliverCars(
    ctx,
    cars.map((car) => car.vin),
    today,
  )
  await deliverCard(ctx, row.opportunity_id, { summary: given.summary })
  await updateOrder(ctx, id, { state: 'delivered', delivered_on: today, delivered_at: ctx.now })
  const taskId = await planTask(ctx, {
    customerId: row.customer_id,
    personId,
    kind: 'call',
    onDay: addDays(today, (await rulesOf(ctx)).careDays),
    note: say(deliveryWords.firstContact, ctx.locale, { number: row.number }),
  })
  await updateDelivery(ctx, id, {
    summary: maskPhonesInText(given.summary),
    done_at: ctx.now,
    done_by: ctx.actor.personId,
    task_id: taskId,
  })
  await noteOrder(ctx, await lockOrder(ctx, id, 'any'), 'delivered', {
    reason: given.owedReason,
    detail: { vins: cars.map((car) => car.vin) },
  })
}

async function handOver(ctx: Ctx, row: OrderRow, car: CarRow, today: string): Promise<string> {
  const vehicleId = await takeDelivery(ctx, {
    customerId: row.customer_id,
    vin: car.vin,
    seriesId: row.series_id,
    modelId: row.model_id,
    colour: row.colour,
    boughtOn: row.signed_on ?? today,
    deliveredOn: today,
    orderNumber: row.number,
  })
  await updateCar(ctx, car.id, { vehicle_id: vehicleId, delivered_on: today })
  return vehicleId
}

/** A key date lies ahead: one of the past would remind of nothing. */
function assertAhead(ctx: Ctx, given: Record<string, string | undefined>): void {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const past = Object.entries(given).find(([, day]) => day !== undefined && day < today)
  if (past)
    throw ordersError('orders.key_date_past', {
      what: say(deliveryWords[past[0] as keyof GivenDates], ctx.locale),
    })
}

async function assertPrepared(ctx: Ctx, row: OrderRow): Promise<void> {
  const { points } = await rulesOf(ctx)
  const delivery = (await findDelivery(ctx, row.id)) ?? (await beginDelivery(ctx, row))
  const open = points.filter((point) => point.isNeeded && !delivery.points[point.key]?.isDone)
  if (open.length > 0)
    throw ordersError('orders.checks_missing', {
      points: open
        .map((point) => (ctx.locale === 'zh' ? point.zh : point.en || point.zh))
        .join(ctx.locale === 'zh' ? '、' : ', '),
    })
  if (!delivery.is_customer_signed) throw ordersError('orders.customer_not_signed')
}

async function assertPaid(ctx: Ctx, row: OrderRow, reason: string | undefined): Promise<void> {
  const owed = row.amount_fen - row.paid_fen
  if (owed <= 0 || !(await rulesOf(ctx)).paidBeforeDelivery) return
  if (reason !== undefined && can(ctx, 'orders.deliver', 'team')) return
  throw ordersError('orders.balance_open', { yuan: formatYuan(owed), owedFen: owed })
}

/**
 * Takes a delivery of today back, by a manager with a reason: the cars leave the customer (unless
 * somebody worked on them, `orders.car_in_use`), the card is signed again, the planned contact goes.
 */
export async function undoDeliveryOf(
  ctx: Ctx,
  id: string,
  given: { version: number; reason: string },
): Promise<void> {
  authorise(ctx, 'orders.cancel', 'team')
  const row = await lockOrder(ctx, id, 'orders.cancel')
  assertVersion(row, given.version)
  assertState(ctx, row, 'delivered')
  if (row.delivered_on !== dayInZone(ctx.now, ctx.store.timeZone))
    throw ordersError('orders.not_today')
  const cars = (await listCars(ctx, id)).filter((car) => car.released_at === null)
  for (const car of cars) {
    if (car.vehicle_id && !(await takeDeliveryBack(ctx, row.customer_id, car.vehicle_id)))
      throw ordersError('orders.car_in_use')
    await updateCar(ctx, car.id, { vehicle_id: null, delivered_on: null })
  }
  await dropDatesOf(ctx, cars)
  await deliverCars(
    ctx,
    cars.map((car) => car.vin),
    null,
  )
  await undeliverCard(ctx, row.opportunity_id, { reason: given.reason })
  await updateOrder(ctx, id, { state: 'signed', delivered_on: null, delivered_at: null })
  const delivery = await findDelivery(ctx, id)
  if (!delivery) throw coreError('core.not_found')
  if (delivery.task_id) await unplanTask(ctx, delivery.task_id)
  await updateDelivery(ctx, id, { done_at: null, done_by: null, task_id: null })
  await noteOrder(ctx, await lockOrder(ctx, id, 'any'), 'undelivered', { reason: given.reason })
}

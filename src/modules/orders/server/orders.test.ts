import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { getCustomer } from '#modules/customers/contract.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { listDayTasks } from '#modules/reminders/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  allocateCar,
  cancelOrder,
  changeOrder,
  getOrder,
  listOrders,
  makeOrder,
  ordersAtGlance,
  ordersOfCustomer,
  releaseCar,
  signOrder,
} from '../contract.ts'
import { deliverOrder, undoDelivery } from '../contracts/delivery.ts'
import { carLine, makeReady, makeSignedOrder, makeTestOrder, someVin } from '../testing.ts'
import { checkOrders } from './check-orders.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('[001-17] an order made by hand adds its lines up, is signed, and its card stands at 90 %', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { card, order } = await makeTestOrder(kit, liu, {
    lines: [
      carLine,
      { kind: 'option', name: '全景天窗', unitFen: 800_000 },
      { kind: 'accessory', name: '脚垫', quantity: 2, unitFen: 30_000 },
      { kind: 'insurance', name: '商业险', unitFen: 450_000 },
      { kind: 'trade_in', name: '旧车', unitFen: 3_000_000 },
    ],
    promisedOn: '2026-09-30',
  })
  expect(order).toMatchObject({
    state: 'draft',
    number: 'DD2609150001',
    listFen: 13_780_000,
    amountFen: 11_290_000,
    quantity: 1,
    promisedOn: '2026-09-30',
  })
  const signed = await kit.call(liu, signOrder, {
    params: { id: order.id },
    body: { version: order.version },
  })
  expect(signed.body).toMatchObject({
    state: 'signed',
    signedOn: '2026-09-15',
    credits: [{ id: liu.id, percent: 100 }],
  })
  expect((await kit.call(liu, getCard, { params: { id: card.id } })).body).toMatchObject({
    state: 'signed',
    stage: 90,
  })
  const ofCustomer = await kit.call(liu, ordersOfCustomer, { params: { id: card.customerId } })
  expect(ofCustomer.body.items.map((one) => one.number)).toEqual(['DD2609150001'])
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-17] numbers run without a gap although orders are refused, and a resent one is the same', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const card = await makeCard(kit, liu)
  const id = uuidv7()
  const make = (lines: object[]) =>
    kit.call(liu, makeOrder, { body: { id, opportunityId: card.id, lines: lines as never } })
  expect((await make([{ kind: 'fee', name: '上牌', unitFen: 1 }])).code).toBe(
    'orders.car_line_needed',
  )
  expect(
    (await make([carLine, { kind: 'trade_in', name: '旧车', unitFen: 99_000_000 }])).code,
  ).toBe('orders.total_below_zero')
  const answers = await Promise.all([make([carLine]), make([carLine]), make([carLine])])
  expect(answers.map((one) => one.status)).toEqual([201, 201, 201])
  const other = await makeCard(kit, liu)
  const second = await kit.call(liu, makeOrder, {
    body: { opportunityId: other.id, lines: [carLine] },
  })
  expect(second.body.number).toBe('DD2609150002')
  const again = await kit.call(liu, makeOrder, {
    body: { opportunityId: other.id, lines: [carLine] },
  })
  expect(again).toMatchObject({ status: 409, code: 'orders.card_has_order' })
})

test('[001-17] a discount by hand beyond the limit is sent to the quotes for approval', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const card = await makeCard(kit, liu)
  const refused = await kit.call(liu, makeOrder, {
    body: {
      opportunityId: card.id,
      lines: [carLine, { kind: 'discount', name: '优惠', unitFen: 5_000_000 }],
    },
  })
  expect(refused).toMatchObject({ status: 422, code: 'orders.approval_needed' })
})

test('[001-17] a delivery promised for a day gone by is not signed', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeTestOrder(kit, liu)
  const sign = (promisedOn: string) =>
    kit.call(liu, signOrder, {
      params: { id: order.id },
      body: { version: order.version, promisedOn },
    })
  expect((await sign('2026-09-14')).code).toBe('orders.promise_in_past')
  expect((await sign('2026-09-15')).status).toBe(200)
})

test('[001-17] two signing at once: one signs, the other is told', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { order } = await makeTestOrder(kit, liu)
  const sign = (person: typeof liu) =>
    kit.call(person, signOrder, { params: { id: order.id }, body: { version: order.version } })
  const answers = await Promise.all([sign(liu), sign(manager)])
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  expect(answers.find((one) => one.status === 409)?.code).toBe('core.stale_version')
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-17] of two orders that want one VIN at once one gets it; the other learns by which order', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  const mine = await makeSignedOrder(kit, liu)
  const theirs = await makeSignedOrder(kit, chen)
  const vin = someVin()
  const answers = await Promise.all([
    kit.call(liu, allocateCar, { params: { id: mine.order.id }, body: { vin } }),
    kit.call(chen, allocateCar, { params: { id: theirs.order.id }, body: { vin } }),
  ])
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409])
  const winner = answers[0]?.status === 201 ? mine.order : theirs.order
  const refused = answers.find((one) => one.status === 409)
  expect(refused?.code).toBe('orders.vin_taken')
  expect(refused?.body).toMatchObject({ details: { number: winner.number } })
  const holder = (
    await kit.call(winner.id === mine.order.id ? liu : chen, getOrder, {
      params: { id: winner.id },
    })
  ).body
  const released = await kit.call(winner.id === mine.order.id ? liu : chen, releaseCar, {
    params: { id: winner.id, carId: holder.cars[0]?.id ?? '' },
    body: { reason: '客户换色' },
  })
  expect(released.body.vins).toEqual([])
  expect(released.body.cars[0]).toMatchObject({ vin, releaseReason: '客户换色' })
  const loser = winner.id === mine.order.id ? theirs : mine
  const retry = await kit.call(winner.id === mine.order.id ? chen : liu, allocateCar, {
    params: { id: loser.order.id },
    body: { vin },
  })
  expect(retry.status).toBe(201)
})

test('[001-35] a signed order changes with a reason only, and what it was before stays readable', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeSignedOrder(kit, liu)
  const change = (more: object) =>
    kit.call(liu, changeOrder, {
      params: { id: order.id },
      body: { version: order.version, colour: '曜石黑', ...more },
    })
  expect((await change({})).code).toBe('orders.reason_needed')
  const changed = await change({ reason: '客户改颜色' })
  expect(changed.body).toMatchObject({ colour: '曜石黑' })
  expect(changed.body.history.at(-1)).toMatchObject({
    kind: 'changed',
    reason: '客户改颜色',
    changes: [{ from: '极地白', to: '曜石黑' }],
  })
  expect((await change({ reason: '再改' })).code).toBe('core.stale_version')
})

test('[001-35] a cancelled order gives its car back and its card goes on at 75 % with a promise', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { card, order } = await makeSignedOrder(kit, liu)
  const vin = someVin()
  await kit.call(liu, allocateCar, { params: { id: order.id }, body: { vin } })
  const fresh = (await kit.call(liu, getOrder, { params: { id: order.id } })).body
  const body = { version: fresh.version, reason: '贷款未通过' }
  const own = await kit.call(liu, cancelOrder, { params: { id: order.id }, body })
  expect(own.status).toBe(403)
  const done = await kit.call(manager, cancelOrder, { params: { id: order.id }, body })
  expect(done.body).toMatchObject({
    state: 'cancelled',
    cancelReason: '贷款未通过',
    vins: [],
    credits: [{ id: liu.id, percent: 100 }],
  })
  const back = (await kit.call(liu, getCard, { params: { id: card.id } })).body
  expect(back).toMatchObject({ state: 'active', stage: 75 })
  expect(back.followUp).not.toBeNull()
  const next = await kit.call(liu, makeOrder, {
    body: { opportunityId: card.id, lines: [carLine] },
  })
  expect(next.status).toBe(201)
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-35] orders past their promised day or waiting too long stand out, by state, age and consultant', async () => {
  const group = await makeGroup(kit.app)
  const late = await startTestApp({ now: '2026-09-15T02:00:00Z' })
  try {
    const liu = await group.addPerson('consultant')
    const chen = await group.addPerson('consultant')
    const manager = await group.addPerson('sales_manager')
    const signed = await makeSignedOrder(late, liu)
    await makeTestOrder(late, chen)
    late.clock.set('2026-10-10T02:00:00Z')
    const list = async (query: object) =>
      (await late.call(manager, listOrders, { query })).body.items.map((one) => one.late)
    expect(await list({})).toEqual(['waiting', 'promised'])
    expect(await list({ late: 'promised' })).toEqual(['promised'])
    expect(await list({ late: 'waiting' })).toEqual(['waiting'])
    expect(await list({ state: 'signed', owner: liu.id, age: 20 })).toEqual(['promised'])
    expect(await list({ age: 30 })).toEqual([])
    expect(await list({ q: signed.order.number })).toEqual(['promised'])
    const glance = (await late.call(liu, ordersAtGlance, { query: { owner: 'me' } })).body
    expect(glance).toMatchObject({ drafts: 0, signed: 1, pastPromise: 1, waiting: 0 })
    expect((await late.call(chen, listOrders, { query: {} })).body.count).toBe(1)
  } finally {
    await late.close()
  }
})

test('[001-17] a delivery makes an owner with a car, wins the card and plans the first contact', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { card, order } = await makeSignedOrder(kit, liu, { lines: [{ ...carLine, quantity: 2 }] })
  const deliver = (version: number) =>
    kit.call(liu, deliverOrder, {
      params: { id: order.id },
      body: { version, summary: '老客户推荐，一次成交' },
    })
  expect((await deliver(order.version)).code).toBe('orders.cars_missing')
  const ready = await makeReady(kit, liu, order)
  const done = await deliver(ready.version)
  expect(done.body).toMatchObject({ state: 'delivered', deliveredOn: '2026-09-15' })
  const customer = (await kit.call(liu, getCustomer, { params: { id: card.customerId } })).body
  expect(customer.isOwner).toBe(true)
  expect(customer.vehicles.map((car) => car.vin).sort()).toEqual([...ready.vins].sort())
  expect((await kit.call(liu, getCard, { params: { id: card.id } })).body).toMatchObject({
    state: 'delivered',
    stage: 100,
    followUp: null,
  })
  const tasks = (await kit.call(liu, listDayTasks, { query: { day: '2026-09-18' } })).body.items
  expect(tasks).toHaveLength(1)
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-17] cancelled and delivered at once: one of both holds, card and order agree', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { order } = await makeSignedOrder(kit, liu)
  const ready = await makeReady(kit, liu, order)
  const params = { id: order.id }
  const answers = await Promise.all([
    kit.call(liu, deliverOrder, { params, body: { version: ready.version, summary: '交车顺利' } }),
    kit.call(manager, cancelOrder, { params, body: { version: ready.version, reason: '退订' } }),
  ])
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-17] a manager takes a delivery of the same day back, as if it had not been', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { card, order } = await makeSignedOrder(kit, liu)
  const ready = await makeReady(kit, liu, order)
  const params = { id: order.id }
  const done = await kit.call(liu, deliverOrder, {
    params,
    body: { version: ready.version, summary: '交错了车' },
  })
  const body = { version: done.body.version, reason: '交错了车' }
  expect((await kit.call(liu, undoDelivery, { params, body })).status).toBe(403)
  const undone = await kit.call(manager, undoDelivery, { params, body })
  expect(undone.body).toMatchObject({ state: 'signed', deliveredOn: null, vins: ready.vins })
  const customer = (await kit.call(liu, getCustomer, { params: { id: card.customerId } })).body
  expect(customer).toMatchObject({ isOwner: false, vehicles: [] })
  const tasks = (await kit.call(liu, listDayTasks, { query: { day: '2026-09-18' } })).body.items
  expect(tasks).toEqual([])
  expect(await checkOrders(kit.app, group.store)).toEqual([])
  const again = await kit.call(liu, deliverOrder, {
    params,
    body: { version: undone.body.version, summary: '重新交车' },
  })
  expect(again.body.state).toBe('delivered')
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { listAppointments } from '#modules/appointments/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { cancelOrder, getOrder } from '../contract.ts'
import {
  addDeliveryPhoto,
  getDelivery,
  planDelivery,
  prepareDelivery,
} from '../contracts/delivery.ts'
import { makeSignedOrder } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 40 }, () => 1)])
const statesOf = async (person: TestPerson, customerId: string) =>
  (
    await kit.call(person, listAppointments, {
      query: { from: '2026-09-15', to: '2026-10-31', customerId },
    })
  ).body.items.map((one) => `${one.startsAt.slice(0, 10)} ${one.state}`)

test('[001-17] a photo or an appointment does not outdate the ticks of the check list somebody is making', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeSignedOrder(kit, liu)
  const params = { id: order.id }
  const seen = (await kit.call(liu, getDelivery, { params })).body
  const taken = await kit.call(
    liu,
    addDeliveryPhoto,
    { params, query: {} },
    { file: { name: '合影.jpg', bytes: photo } },
  )
  expect(taken.body.photos).toHaveLength(1)
  const planned = await kit.call(liu, planDelivery, {
    params,
    body: { startsAt: '2026-09-30T02:00:00Z' },
  })
  expect(planned.status).toBe(201)
  const points = seen.points.slice(0, 2).map(({ key }) => ({ key, isDone: true }))
  const first = await kit.call(liu, prepareDelivery, {
    params,
    body: { version: seen.version, points },
  })
  expect(first.status).toBe(200)
  const rest = await kit.call(liu, prepareDelivery, {
    params,
    body: { version: first.body.version, mileageKm: 12 },
  })
  expect(rest.body.mileageKm).toBe(12)
  // Two who tick at once still learn of each other.
  const late = await kit.call(liu, prepareDelivery, {
    params,
    body: { version: first.body.version, mileageKm: 15 },
  })
  expect(late.status).toBe(409)
})

test('[001-17] a delivery has one appointment: a new one ends the old, a cancelled order has none', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { order } = await makeSignedOrder(kit, liu)
  const params = { id: order.id }
  const plan = (startsAt: string) => kit.call(liu, planDelivery, { params, body: { startsAt } })
  await plan('2026-09-28T02:00:00Z')
  await plan('2026-09-30T02:00:00Z')
  expect((await statesOf(liu, order.customer.id)).sort()).toEqual([
    '2026-09-28 cancelled',
    '2026-09-30 planned',
  ])
  const { version } = (await kit.call(manager, getOrder, { params })).body
  const ended = await kit.call(manager, cancelOrder, {
    params,
    body: { version, reason: '客户改买别的车' },
  })
  expect(ended.body.state).toBe('cancelled')
  expect((await statesOf(liu, order.customer.id)).sort()).toEqual([
    '2026-09-28 cancelled',
    '2026-09-30 cancelled',
  ])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { changeKeyDate, listKeyDates } from '#modules/reminders/contracts/key-dates.ts'
import { listCustomerTasks } from '#modules/reminders/contract.ts'
import { planDueDates } from '#modules/reminders/server/key-dates.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { deliverOrder, getDelivery, undoDelivery } from '../contracts/delivery.ts'
import { setStep } from '../contracts/steps.ts'
import { makeReady, makeSignedOrder } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const datesOf = async (person: TestPerson, id: string) => {
  const { items } = (await kit.call(person, listKeyDates, { params: { id } })).body
  return items.map((car) => Object.fromEntries(car.dates.map((one) => [one.kind, one.dueOn])))
}
const tasksOf = async (person: TestPerson, id: string) =>
  (await kit.call(person, listCustomerTasks, { params: { id } })).body.items.map(
    (task) => `${task.onDay} ${task.note}`,
  )

async function delivered(liu: TestPerson, more: object = {}) {
  const { card, order } = await makeSignedOrder(kit, liu)
  const ready = await makeReady(kit, liu, order)
  const params = { id: order.id }
  const done = await kit.call(liu, deliverOrder, {
    params,
    body: { version: ready.version, summary: '交车顺利', ...more },
  })
  return { card, order, done, params, vin: ready.vins[0] ?? '' }
}

test('[001-17] a delivery makes the key dates of the car, by the store’s rules and the papers', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const clerk = await group.addPerson('information_clerk')
  const { card, order } = await makeSignedOrder(kit, liu)
  const ready = await makeReady(kit, liu, order)
  const params = { id: order.id }
  await kit.call(clerk, setStep, {
    params: { id: order.id, step: 'insurance' },
    body: { version: 0, doneOn: '2026-09-10' },
  })
  const proposed = (await kit.call(liu, getDelivery, { params })).body.keyDates
  expect(proposed).toEqual({
    insurance: '2027-09-10',
    inspection: '2028-09-15',
    first_service: '2026-12-15',
  })
  const deliver = (keyDates: object) =>
    kit.call(liu, deliverOrder, {
      params,
      body: { version: ready.version, summary: '交车顺利', keyDates },
    })
  expect((await deliver({ insurance: '2026-09-14' })).code).toBe('orders.key_date_past')
  expect((await deliver({ insurance: '2027-09-12' })).status).toBe(200)
  expect(await datesOf(liu, card.customerId)).toEqual([
    {
      insurance: '2027-09-12',
      inspection: '2028-09-15',
      first_service: '2026-12-15',
      care_call: '2026-11-14',
    },
  ])
})

test('[001-17] key dates bring their reminders in time, once, to whoever keeps the customer', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { card, vin } = await delivered(liu)
  const before = await tasksOf(liu, card.customerId)
  expect(await planDueDates(kit.app, group.store)).toBe(0)
  try {
    kit.clock.set('2026-12-01T02:00:00Z')
    const two = await Promise.all([1, 2].map(() => planDueDates(kit.app, group.store)))
    expect(two.reduce((a, b) => a + b, 0)).toBe(2)
    expect(await planDueDates(kit.app, group.store)).toBe(0)
    const made = (await tasksOf(liu, card.customerId)).filter((one) => !before.includes(one))
    expect(made.sort()).toEqual([
      `2026-12-01 交车两个月回访：…${vin.slice(-6)}，问用车感受、里程和首保`,
      `2026-12-01 首保提醒：…${vin.slice(-6)}，2026-12-15 前后（或到里程）`,
    ])
  } finally {
    kit.clock.set('2026-09-15T02:00:00Z')
  }
})

test('[001-17] a key date is changed by hand with the version seen; its task goes with it', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const stranger = await group.addPerson('consultant', { storeId: group.otherStore.id })
  const { card } = await delivered(liu)
  const [car] = (await kit.call(liu, listKeyDates, { params: { id: card.customerId } })).body.items
  const params = {
    id: card.customerId,
    vehicleId: car?.vehicleId ?? '',
    kind: 'first_service',
  } as const
  const set = (person: TestPerson, version: number, dueOn: string | null) =>
    kit.call(person, changeKeyDate, { params, body: { version, dueOn } })
  const two = await Promise.all([set(liu, 1, '2026-09-20'), set(liu, 1, '2026-09-21')])
  expect(two.map((one) => one.status).sort()).toEqual([200, 409])
  await planDueDates(kit.app, group.store)
  expect((await tasksOf(liu, card.customerId)).some((one) => one.includes('首保提醒'))).toBe(true)
  const now = two.find((one) => one.status === 200)?.body.items[0]
  const version = (now?.dates.find((one) => one.kind === 'first_service')?.version ?? 0) + 1
  expect((await set(stranger, version, null)).status).toBe(404)
  expect((await set(liu, version, null)).status).toBe(200)
  expect((await tasksOf(liu, card.customerId)).some((one) => one.includes('首保提醒'))).toBe(false)
  expect((await datesOf(liu, card.customerId))[0]).toMatchObject({ first_service: null })
  expect((await set(liu, 0, '2027-01-05')).status).toBe(200)
})

test('[001-17] a delivery taken back takes its key dates back', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { card, done, params } = await delivered(liu)
  const undone = await kit.call(manager, undoDelivery, {
    params,
    body: { version: done.body.version, reason: '交错了车' },
  })
  expect(undone.status).toBe(200)
  expect(await datesOf(liu, card.customerId)).toEqual([])
  expect(await planDueDates(kit.app, group.store)).toBe(0)
})

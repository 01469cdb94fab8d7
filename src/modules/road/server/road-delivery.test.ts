import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { deliverOrder } from '#modules/orders/contracts/delivery.ts'
import { makeReady, makeSignedOrder } from '#modules/orders/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { markStep, roadOf, saveRequired } from '../contract.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('[001-03] no delivery while a step the store requires before it is open', async () => {
  const group = await makeGroup(kit.app)
  const an = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { card, order } = await makeSignedOrder(kit, an)
  const ready = await makeReady(kit, an, order)
  await kit.call(manager, saveRequired, { body: { required: ['needs'] } })
  const deliver = () =>
    kit.call(an, deliverOrder, {
      params: { id: order.id },
      body: { version: ready.version, summary: '交车顺利' },
    })
  expect((await deliver()).body).toMatchObject({
    code: 'road.required_open',
    details: { stepKey: 'needs' },
  })
  const skipped = await kit.call(manager, markStep, {
    params: { id: card.id },
    body: { step: 'needs', kind: 'skipped', reason: '老客户' },
  })
  expect(skipped.status).toBe(200)
  expect((await deliver()).body).toMatchObject({ state: 'delivered' })
})

test('[002-21] after the delivery the next step is the work after it, whatever was left out before', async () => {
  const group = await makeGroup(kit.app)
  const an = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { card, order } = await makeSignedOrder(kit, an)
  const params = { id: card.id }
  const road = async () => (await kit.call(an, roadOf, { params })).body
  expect(await road()).toMatchObject({ next: 'delivery' })
  const ready = await makeReady(kit, an, order)
  await kit.call(an, deliverOrder, {
    params: { id: order.id },
    body: { version: ready.version, summary: '交车顺利' },
  })
  const delivered = await road()
  expect(delivered.next).toBe('after_work')
  const stateOf = (step: string) => delivered.steps.find((one) => one.step === step)?.state
  expect(stateOf('presentation')).toBe('passed')
  expect(stateOf('delivery')).toBe('done')
  // A rule made later asks nothing of a customer who has the car.
  await kit.call(manager, saveRequired, { body: { required: ['presentation'] } })
  expect((await road()).next).toBe('after_work')
  const ticked = await kit.call(an, markStep, {
    params,
    body: { step: 'after_work', kind: 'done' },
  })
  expect(ticked.body).toMatchObject({ next: null })
})

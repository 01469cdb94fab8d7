import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { deliverOrder } from '#modules/orders/contracts/delivery.ts'
import { makeReady, makeSignedOrder } from '#modules/orders/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { markStep, saveRequired } from '../contract.ts'

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

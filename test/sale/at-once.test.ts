import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { assignLeads, getLead } from '#modules/leads/contract.ts'
import { makeLead } from '#modules/leads/testing.ts'
import { changeCard, getCard } from '#modules/opportunities/contract.ts'
import { handOver } from '#modules/opportunities/contracts/hand-over.ts'
import { setShares } from '#modules/opportunities/contracts/shares.ts'
import { makeCard, openPromises } from '#modules/opportunities/testing.ts'
import { cancelOrder, getOrder, signOrder } from '#modules/orders/contract.ts'
import { addPayment, paymentsOfOrder } from '#modules/orders/contracts/payments.ts'
import { checkOrders } from '#modules/orders/server/check-orders.ts'
import { makeTestOrder } from '#modules/orders/testing.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'

// Two people at the same thing at once: one wins, the other is told, and what is left is whole.

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let liu: TestPerson
let chen: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
  liu = await group.addPerson('consultant', { name: '刘洋' })
  chen = await group.addPerson('consultant', { name: '陈静' })
})
afterAll(() => kit.close())

const told = [409, 422]

test('[002-52] a split agreed at the moment of signing is in the credits of the order, or is refused', async () => {
  for (let round = 0; round < 3; round++) {
    const { card, order } = await makeTestOrder(kit, liu)
    const { version } = (await kit.call(liu, getCard, { params: { id: card.id } })).body
    const [split, signed] = await Promise.all([
      kit.call(manager, setShares, {
        params: { id: card.id },
        body: {
          version,
          shares: [
            { personId: liu.id, percent: 60 },
            { personId: chen.id, percent: 40 },
          ],
          reason: '陈静接待过',
        },
      }),
      kit.call(liu, signOrder, { params: { id: order.id }, body: { version: order.version } }),
    ])
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
    if (split.status !== 200) expect(told).toContain(split.status)
    const { credits } = (await kit.call(liu, getOrder, { params: { id: order.id } })).body
    expect(credits.map(({ percent }) => percent).sort()).toEqual(
      split.status === 200 ? [40, 60] : [100],
    )
  }
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-17] signed and cancelled at once: one of both holds, card and order agree', async () => {
  const { card, order } = await makeTestOrder(kit, liu)
  const params = { id: order.id }
  const answers = await Promise.all([
    kit.call(liu, signOrder, { params, body: { version: order.version } }),
    kit.call(manager, cancelOrder, { params, body: { version: order.version, reason: '不要了' } }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const isSigned = answers[0]?.status === 200
  expect((await kit.call(liu, getCard, { params: { id: card.id } })).body.state).toBe(
    isSigned ? 'signed' : 'active',
  )
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-35] two who note money at once both have a receipt of their own, and both sums count', async () => {
  const { order } = await makeTestOrder(kit, liu)
  const params = { id: order.id }
  const pay = (amountFen: number) =>
    kit.call(manager, addPayment, {
      params,
      body: { kind: 'deposit', method: 'transfer', day: '2026-09-15', amountFen },
    })
  const answers = await Promise.all([pay(300_000), pay(500_000), pay(700_000)])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body.number)).size).toBe(3)
  const sum = (await kit.call(liu, paymentsOfOrder, { params })).body
  expect(sum.paidFen).toBe(1_500_000)
  expect(sum.paidFen + sum.balanceFen).toBe(order.amountFen)
})

test('[002-08] a card handed over while its consultant writes on it goes over whole, with its promise', async () => {
  for (let round = 0; round < 3; round++) {
    const card = await makeCard(kit, liu)
    const params = { id: card.id }
    const { version } = (await kit.call(liu, getCard, { params })).body
    const [edited, over] = await Promise.all([
      kit.call(liu, changeCard, { params, body: { version, note: '要白色' } }),
      kit.call(manager, handOver, {
        body: {
          fromId: liu.id,
          customerIds: [card.customerId],
          receiverIds: [chen.id],
          rule: 'one',
          placed: [],
          reason: '刘洋休假',
        },
      }),
    ])
    expect(over.status, JSON.stringify(over.body)).toBeLessThan(300)
    // Too late, it is no card of theirs any more; in time, the change stays.
    expect([200, 404, 409]).toContain(edited.status)
    const after = (await kit.call(chen, getCard, { params })).body
    expect(after).toMatchObject({ ownerId: chen.id, note: edited.status === 200 ? '要白色' : '' })
    const promises = await openPromises(kit.app, group.store, card.id)
    expect(promises.map((one) => one.owner_id)).toEqual([chen.id])
  }
})

test('[003-22] of two who give one lead away at once one does; the other learns who has it', async () => {
  const second = await group.addPerson('showroom_manager', { name: '周主管' })
  const lead = await makeLead(kit, manager, { ownerId: null })
  const give = (as: TestPerson, to: TestPerson) =>
    kit.call(as, assignLeads, {
      body: { leadIds: [lead.id], seen: [lead.ownerId], ownerId: to.id },
    })
  const answers = await Promise.all([give(manager, liu), give(second, chen)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const winner = answers[0]?.status === 200 ? liu : chen
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.code).toBe('leads.given_meanwhile')
  expect(refused?.body).toMatchObject({ details: { name: winner.name } })
  const now = (await kit.call(manager, getLead, { params: { id: lead.id } })).body
  expect(now.ownerId).toBe(winner.id)
  // Who has seen whose it is may give it on.
  const on = await kit.call(second, assignLeads, {
    body: { leadIds: [lead.id], seen: [winner.id], ownerId: (winner === liu ? chen : liu).id },
  })
  expect(on.body).toMatchObject({ assigned: 1, skipped: 0 })
})

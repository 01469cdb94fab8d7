import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { listModelsRoute } from '#modules/catalog/contract.ts'
import { seedCars } from '#modules/catalog/testing.ts'
import { getCustomer } from '#modules/customers/contract.ts'
import { getMetric } from '#modules/metrics/contract.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { cancelOrder, makeOrder, signOrder } from '#modules/orders/contract.ts'
import { deliverOrder } from '#modules/orders/contracts/delivery.ts'
import { checkOrders } from '#modules/orders/server/check-orders.ts'
import { makeReady } from '#modules/orders/testing.ts'
import { addListPrice, getPriceBook } from '#modules/pricing/contract.ts'
import {
  acceptQuote,
  askApproval,
  decideApproval,
  getQuote,
  makeQuote,
  sendQuote,
} from '#modules/quotes/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { startConfiguration } from '#shared/configuration.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

/** A store with one car at 150,000 yuan, of which 1,500 may be given away without asking. */
async function makeStore() {
  const group = await makeGroup(kit.app)
  const series = await seedCars(kit.app, group.groupId)
  const an = await group.addPerson('consultant', { name: '安顾问' })
  const manager = await group.addPerson('sales_manager', { name: '孙经理' })
  const seriesId = series.find(({ name }) => name === '速腾')?.id ?? ''
  const models = await kit.call(an, listModelsRoute, { query: { seriesId } })
  const modelId = models.body.items[0]?.id ?? ''
  await kit.call(await group.addPerson('administrator'), addListPrice, {
    body: {
      modelId,
      isOwn: false,
      energy: 'fuel',
      validFrom: '2026-09-01',
      validTo: null,
      listFen: 15_000_000,
      authorisedFen: 150_000,
      floorFen: 13_800_000,
    },
  })
  const book = (await kit.call(an, getPriceBook, { params: { id: modelId } })).body
  const card = await makeCard(kit, an, { level: 'H' })
  return { group, an, manager, seriesId, modelId, book, card }
}
type Store = Awaited<ReturnType<typeof makeStore>>

/** A quote 4,000 yuan off, approved by the manager, sent and accepted. */
async function acceptedQuote({ an, manager, book, card }: Store) {
  const made = await kit.call(an, makeQuote, {
    body: {
      opportunityId: card.id,
      configuration: { ...startConfiguration(book), discountFen: 400_000 },
    },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const params = { id: made.body.id }
  const early = await kit.call(an, makeOrder, {
    body: { opportunityId: card.id, quoteId: made.body.id },
  })
  expect(early.status, 'an order of what nobody approved').toBeGreaterThan(399)
  const asked = await kit.call(an, askApproval, {
    params,
    body: { version: made.body.version, reason: '对手报价更低' },
  })
  const approval = asked.body.approvals.at(-1)
  const decided = await kit.call(manager, decideApproval, {
    params: { id: approval?.id ?? '' },
    body: { decision: 'approved', versionNo: made.body.versionNo, note: '同意' },
  })
  expect(decided.status, JSON.stringify(decided.body)).toBe(200)
  const approved = (await kit.call(an, getQuote, { params })).body
  const sent = await kit.call(an, sendQuote, {
    params,
    body: { version: approved.version, way: 'wechat' },
  })
  const accepted = await kit.call(an, acceptQuote, { params, body: { version: sent.body.version } })
  expect(accepted.body.state, JSON.stringify(accepted.body)).toBe('accepted')
  return accepted.body
}

const deals = async ({ manager }: Store) => {
  const query = { from: '2026-09-01', to: '2026-09-30' }
  const of = async (key: string) =>
    (await kit.call(manager, getMetric, { params: { key }, query })).body.total
  return {
    deals: await of('deals'),
    amount: await of('deal_amount'),
    deliveries: await of('deliveries'),
    cancellations: await of('cancellations'),
  }
}

test('[001-17] [002-20] what was quoted, approved and accepted is ordered, signed, paid and delivered to an owner', async () => {
  const store = await makeStore()
  const { group, an, card, seriesId, modelId } = store
  const quote = await acceptedQuote(store)
  const order = await kit.call(an, makeOrder, {
    body: { opportunityId: card.id, quoteId: quote.id },
  })
  expect(order.status, JSON.stringify(order.body)).toBe(201)
  expect(order.body).toMatchObject({ state: 'draft', seriesId, modelId, quoteId: quote.id })
  expect(order.body.discountFen).toBe(400_000)
  expect(await deals(store)).toMatchObject({ deals: 0, amount: 0 })
  const signed = await kit.call(an, signOrder, {
    params: { id: order.body.id },
    body: { version: order.body.version, promisedOn: '2026-09-25' },
  })
  expect(signed.body).toMatchObject({ state: 'signed', signedOn: '2026-09-15' })
  expect(await deals(store)).toMatchObject({ deals: 1, amount: signed.body.amountFen })
  const ready = await makeReady(kit, an, signed.body)
  const done = await kit.call(an, deliverOrder, {
    params: { id: ready.id },
    body: { version: ready.version, summary: '报价审批后成交' },
  })
  expect(done.body.state, JSON.stringify(done.body)).toBe('delivered')
  expect(await deals(store)).toMatchObject({ deals: 1, deliveries: 1, cancellations: 0 })
  const customer = (await kit.call(an, getCustomer, { params: { id: card.customerId } })).body
  expect(customer.isOwner).toBe(true)
  expect(customer.vehicles.map((car) => car.seriesId)).toEqual([seriesId])
  const { items } = (
    await kit.call(an, timelineOf, { params: { id: card.customerId }, query: { kind: 'sale' } })
  ).body
  expect(new Set(items.map((one) => one.kind))).toEqual(new Set(['quote', 'order']))
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[001-35] a cancelled order gives the card back to its consultant at 75 %, and the deal is none', async () => {
  const store = await makeStore()
  const { an, manager, card, group } = store
  const quote = await acceptedQuote(store)
  const order = (
    await kit.call(an, makeOrder, { body: { opportunityId: card.id, quoteId: quote.id } })
  ).body
  const signed = (
    await kit.call(an, signOrder, { params: { id: order.id }, body: { version: order.version } })
  ).body
  expect(await deals(store)).toMatchObject({ deals: 1 })
  const cancelled = await kit.call(manager, cancelOrder, {
    params: { id: order.id },
    body: { version: signed.version, reason: '客户贷款未通过' },
  })
  expect(cancelled.body.state, JSON.stringify(cancelled.body)).toBe('cancelled')
  expect(await deals(store)).toMatchObject({ deals: 0, amount: 0, cancellations: 1 })
  const after = (await kit.call(an, getCard, { params: { id: card.id } })).body
  expect(after).toMatchObject({ state: 'active', stage: 75 })
  expect(after.followUp).not.toBeNull()
  // The quote stands as sent again, and is ordered anew as it was approved.
  const offer = (await kit.call(an, getQuote, { params: { id: quote.id } })).body
  expect(offer).toMatchObject({ state: 'sent', orderId: null, versionNo: quote.versionNo })
  const again = await kit.call(an, makeOrder, {
    body: { opportunityId: card.id, quoteId: quote.id },
  })
  expect(again.status, JSON.stringify(again.body)).toBe(201)
  expect(again.body).toMatchObject({ quoteId: quote.id, discountFen: 400_000 })
  expect(await checkOrders(kit.app, group.store)).toEqual([])
})

test('[002-55] a price by hand is free up to what the product authorises and the consultant may give', async () => {
  const { an, modelId, card } = await makeStore()
  // 1,500 authorised, and 0.5 % of 150,000 by the consultant.
  const order = (discountFen: number) =>
    kit.call(an, makeOrder, {
      body: {
        opportunityId: card.id,
        modelId,
        lines: [
          { kind: 'car', name: '速腾', quantity: 1, unitFen: 15_000_000 },
          { kind: 'discount', name: '优惠', quantity: 1, unitFen: discountFen },
        ],
      },
    })
  expect((await order(225_001)).code).toBe('orders.approval_needed')
  const made = await order(225_000)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
})

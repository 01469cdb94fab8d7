import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import {
  activateCard,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '#modules/opportunities/contracts/card-endings.ts'
import { checkPromises } from '#modules/opportunities/server/promise-check.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  cancelOrder,
  changeOrder,
  getOrder,
  listOrders,
  makeOrder,
  signOrder,
} from '../contract.ts'
import { deliverOrder, undoDelivery } from '../contracts/delivery.ts'
import { carLine, makeReady } from '../testing.ts'
import { checkOrders } from './check-orders.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const operations = Number(process.env.TEST_OPERATIONS ?? 400)
const atOnce = 8

/** A fixed sequence of numbers below 1, so that a failing run can be repeated. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('[001-35] whatever is done to cards and orders at once, a signed or delivered card has the same order', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const cards: TestCard[] = []
  for (let at = 0; at < 8; at += 1) cards.push(await makeCard(kit, liu))
  // The walk begins with an order in each of its states.
  for (const [at, upTo] of (['draft', 'signed', 'delivered'] as const).entries()) {
    const { body: made } = await kit.call(liu, makeOrder, {
      body: { opportunityId: (cards[at] as TestCard).id, lines: [carLine] },
    })
    const params = { id: made.id }
    if (upTo === 'draft') continue
    const signed = await kit.call(liu, signOrder, { params, body: { version: made.version } })
    if (upTo === 'signed') continue
    const ready = await makeReady(kit, liu, signed.body)
    const done = await kit.call(liu, deliverOrder, {
      params,
      body: { version: ready.version, summary: '交车' },
    })
    expect(done.body.state).toBe('delivered')
  }
  const random = sequence(20260916)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const statuses = new Map<number, number>()
  const reached = new Set<string>()

  const standing = async (card: TestCard) => {
    const { items } = (
      await kit.call(manager, listOrders, {
        query: { opportunityId: card.id, state: 'draft,signed,delivered' },
      })
    ).body
    return items[0]
  }
  const one = async () => {
    const card = pick(cards)
    const params = { id: card.id }
    const order = await standing(card)
    if (order) reached.add(order.state)
    const version = order?.version ?? 1
    const onOrder = { id: order?.id ?? card.id }
    const ways = [
      () => kit.call(liu, makeOrder, { body: { opportunityId: card.id, lines: [carLine] } }),
      () => kit.call(liu, signOrder, { params: onOrder, body: { version } }),
      () => kit.call(manager, signOrder, { params: onOrder, body: { version } }),
      () => kit.call(manager, cancelOrder, { params: onOrder, body: { version, reason: '退订' } }),
      () =>
        kit.call(liu, changeOrder, {
          params: onOrder,
          body: { version, colour: pick(['黑', '白']), reason: '改色' },
        }),
      async () => {
        if (order?.state === 'signed') {
          const whole = await kit.call(liu, getOrder, { params: onOrder })
          await makeReady(kit, liu, whole.body).catch(() => undefined)
        }
        return kit.call(liu, deliverOrder, {
          params: onOrder,
          body: { version: (await standing(card))?.version ?? 1, summary: '交车' },
        })
      },
      () =>
        kit.call(manager, undoDelivery, { params: onOrder, body: { version, reason: '交错车' } }),
      () =>
        kit.call(manager, suspendCard, {
          params,
          body: { wakeUpOn: '2026-09-25', reason: '出差' },
        }),
      () => kit.call(manager, activateCard, { params }),
      () =>
        kit.call(liu, proposeLoss, {
          params,
          body: { kind: 'defeat', reason: '价格', summary: '比价' },
        }),
      () =>
        random() > 0.95
          ? kit.call(manager, terminateCard, { params, body: { reason: '无效', summary: '无效' } })
          : kit.call(manager, getCard, { params }),
    ]
    const answer = await pick(ways)()
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  let left = operations
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await one()
    }),
  )
  await kit.settle(group.store)
  expect(
    [...statuses.keys()].every((status) => [200, 201, 202, 404, 409, 422].includes(status)),
  ).toBe(true)
  expect([...reached].sort()).toEqual(['delivered', 'draft', 'signed'])
  expect(await checkOrders(kit.app, group.store)).toEqual([])
  expect(await checkPromises(kit.app, group.store)).toEqual([])
})

import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { makeGroup, type TestGroup } from '#modules/access/testing.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { checkPhone, completeFollowUp, getCard, openCard } from '../../contract.ts'
import {
  assignFromPool,
  listPool,
  poolRulesSchema,
  putIntoPool,
  setPoolRules,
  takeFromPool,
} from '../../contracts/pool.ts'
import { makeCard, openPromises, type TestCard } from '../../testing.ts'
import { letCardsFall } from './fall.ts'

let kit: TestApp
beforeEach(async () => {
  kit = await startTestApp()
})
afterEach(() => kit.close())

async function setting(rules: Partial<typeof poolRulesSchema._zod.input> = {}) {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  await kit.call(manager, setPoolRules, {
    body: poolRulesSchema.parse({ isOn: true, keeperId: manager.id, ...rules }),
  })
  return { group, manager, liu, chen, store: () => freshStore(group) }
}

const freshStore = async (group: TestGroup): Promise<StoreInfo> =>
  (await kit.app.findStore(kit.app.db, group.store.id)) as StoreInfo

const news = (store: StoreInfo, type: string) =>
  runInStore(kit.app, store, async (ctx) => {
    const { rows } = await sql<{ record_id: string; data: Record<string, unknown> }>`
      select record_id, data from events where store_id = ${store.id} and type = ${type}`.execute(
      ctx.tx,
    )
    return rows
  })

test('a card nobody reaches is warned of, then falls into the pool with its history and its one promise', async () => {
  const { manager, liu, store } = await setting()
  const card = await makeCard(kit, liu, { level: 'A' })
  kit.clock.set('2026-10-11T02:00:00Z')
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 0, fell: 0 })
  kit.clock.set('2026-10-12T02:00:00Z')
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 1, fell: 0 })
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 0, fell: 0 })
  expect(await news(await store(), 'opportunities.pool_warning')).toEqual([
    {
      record_id: card.id,
      data: { ownerId: liu.id, customerId: card.customerId, fallsOn: '2026-10-15' },
    },
  ])
  kit.clock.set('2026-10-15T02:00:00Z')
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 0, fell: 1 })
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 0, fell: 0 })
  const pool = (await kit.call(liu, listPool, { query: {} })).body
  expect(pool.items).toHaveLength(1)
  expect(pool.items[0]).toMatchObject({
    id: card.id,
    formerOwnerId: liu.id,
    isOwnFormer: true,
    lastContactOn: '2026-09-15',
  })
  expect(JSON.stringify(pool)).not.toContain(card.phone)
  const promises = await openPromises(kit.app, await store(), card.id)
  expect(promises).toHaveLength(1)
  expect(promises[0]).toMatchObject({ owner_id: manager.id })
})

test('a reached contact after the warning starts anew', async () => {
  const { liu, store } = await setting()
  const card = await makeCard(kit, liu)
  kit.clock.set('2026-10-12T02:00:00Z')
  await letCardsFall(kit.app, await store())
  const { followUp } = (await kit.call(liu, getCard, { params: { id: card.id } })).body
  await kit.call(liu, completeFollowUp, {
    params: { id: card.id },
    body: { followUpId: followUp?.id ?? '', method: 'call', isReached: true, result: '好' },
  })
  kit.clock.set('2026-10-20T02:00:00Z')
  expect(await letCardsFall(kit.app, await store())).toEqual({ warned: 0, fell: 0 })
})

async function pooled(of: Awaited<ReturnType<typeof setting>>, count: number): Promise<TestCard[]> {
  const cards: TestCard[] = []
  for (let i = 0; i < count; i += 1) cards.push(await makeCard(kit, of.liu))
  await kit.call(of.manager, putIntoPool, {
    body: { cardIds: cards.map((card) => card.id), reason: '顾问离岗' },
  })
  return cards
}

test('cards are taken within the daily limit, at once by two only by one, and not back by their former owner', async () => {
  const of = await setting({ dailyLimit: 2 })
  const { group, liu, chen } = of
  const cards = await pooled(of, 4)
  const ids = cards.map((card) => card.id)
  const [first, second, third] = ids as [string, string, string]
  expect((await kit.call(liu, takeFromPool, { body: { cardIds: [first] } })).code).toBe(
    'opportunities.pool_own',
  )
  expect((await kit.call(chen, takeFromPool, { body: { cardIds: ids.slice(0, 3) } })).code).toBe(
    'opportunities.pool_limit',
  )
  const other = await group.addPerson('consultant')
  const both = await Promise.all(
    [chen, other].map((person) => kit.call(person, takeFromPool, { body: { cardIds: [first] } })),
  )
  expect(both.map((one) => one.status).sort()).toEqual([201, 409])
  const winner = both[0]?.status === 201 ? chen : other
  const card = (await kit.call(winner, getCard, { params: { id: first } })).body
  expect(card).toMatchObject({ ownerId: winner.id, followUp: { dueOn: '2026-09-16' } })
  await kit.call(winner, takeFromPool, { body: { cardIds: [second] } })
  expect((await kit.call(winner, takeFromPool, { body: { cardIds: [third] } })).body).toMatchObject(
    { code: 'opportunities.pool_limit' },
  )
  expect((await kit.call(winner, listPool, { query: {} })).body).toMatchObject({
    total: 2,
    takenToday: 2,
    left: 0,
    mayManage: false,
  })
})

test('a manager assigns from the pool without a limit, and takes it back', async () => {
  const of = await setting()
  const { group, manager, liu, chen } = of
  const cards = await pooled(of, 2)
  const cardIds = cards.map((card) => card.id)
  const refused = await kit.call(chen, assignFromPool, {
    body: { cardIds, toId: chen.id, reason: '给我' },
  })
  expect(refused.status).toBe(403)
  const done = await kit.call(manager, assignFromPool, {
    body: { cardIds, toId: liu.id, reason: '回到原顾问' },
  })
  expect(done.body.cards).toBe(2)
  expect((await kit.call(liu, getCard, { params: { id: cards[0]?.id ?? '' } })).status).toBe(200)
  await kit.call(manager, takeBack, { params: { id: done.body.operationId }, body: {} })
  expect((await kit.call(manager, listPool, { query: {} })).body.total).toBe(2)
  for (const card of cards)
    expect(await openPromises(kit.app, group.store, card.id)).toMatchObject([
      { owner_id: manager.id },
    ])
})

test('reception and the collision check say that a customer is in the pool', async () => {
  const of = await setting()
  const [card] = (await pooled(of, 1)) as [TestCard]
  const check = await kit.call(of.chen, checkPhone, { body: { phone: card.phone } })
  expect(check.body).toMatchObject({ card: 'open', isInPool: true })
  const again = await kit.call(of.chen, openCard, {
    body: { customer: { name: '王建国', phones: [card.phone] }, level: 'A' },
  })
  expect(again.code).toBe('opportunities.in_pool')
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getCustomer } from '#modules/customers/contract.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { listOperations, takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  assignCard,
  changeCard,
  changeExpectation,
  completeFollowUp,
  getCard,
} from '../contract.ts'
import { archiveCards, listClosedCards, purgeCards } from '../contracts/archive.ts'
import { terminateCard } from '../contracts/card-endings.ts'
import { listCardChanges, listCardStandings, readCardStanding } from '../contracts/card-history.ts'
import { listCards } from '../contracts/find-cards.ts'
import { handOver } from '../contracts/hand-over.ts'
import { setShares } from '../contracts/shares.ts'
import { makeCard, openPromises } from '../testing.ts'
import { deliverCard, signCard, undeliverCard, unsignCard } from './deal-doors.ts'
import { sharesOf } from './shares.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let wang: TestPerson
let manager: TestPerson
let clerk: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  wang = await group.addPerson('consultant', { name: '王芳' })
  manager = await group.addPerson('sales_manager', { name: '高经理' })
  clerk = await group.addPerson('information_clerk', { name: '信息员' })
})

const card = async (id: string, as = manager) =>
  (await kit.call(as, getCard, { params: { id } })).body
const inStore = <T>(work: (ctx: Ctx) => Promise<T>) => runInStore(kit.app, group.store, work)
const share = async (id: string, shares: [TestPerson, number][], as = liu) =>
  kit.call(as, setShares, {
    params: { id },
    body: {
      version: (await card(id)).version,
      shares: shares.map(([person, percent]) => ({ personId: person.id, percent })),
      reason: '一起跟的',
    },
  })
const end = (id: string) =>
  kit.call(manager, terminateCard, {
    params: { id },
    body: { reason: '放弃购买', summary: '客户明确放弃，电话 13812345678' },
  })

test('[002-52] a split adds to 100 with the owner in it, and is fixed once the contract is signed', async () => {
  const { id } = await makeCard(kit, liu)
  expect(
    (
      await share(id, [
        [liu, 60],
        [wang, 30],
      ])
    ).code,
  ).toBe('opportunities.shares_not_100')
  expect((await share(id, [[wang, 100]])).code).toBe('opportunities.shares_people')
  const elsewhere = await group.addPerson('consultant', { storeId: group.otherStore.id })
  expect(
    (
      await share(id, [
        [liu, 50],
        [elsewhere, 50],
      ])
    ).code,
  ).toBe('opportunities.no_such_owner')
  const done = await share(id, [
    [liu, 60],
    [wang, 40],
  ])
  expect(done.body.shares).toEqual([
    { personId: liu.id, name: '刘洋', percent: 60 },
    { personId: wang.id, name: '王芳', percent: 40 },
  ])
  const { version } = await card(id)
  const both = await Promise.all(
    [50, 70].map((percent) =>
      kit.call(liu, setShares, {
        params: { id },
        body: {
          version,
          shares: [
            { personId: liu.id, percent },
            { personId: wang.id, percent: 100 - percent },
          ],
          reason: '重新商量',
        },
      }),
    ),
  )
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409])
  await inStore((ctx) => signCard(ctx, id))
  expect((await share(id, [[liu, 100]])).code).toBe('opportunities.shares_fixed')
  const shares = await inStore((ctx) => sharesOf(ctx, id))
  expect(shares.reduce((sum, one) => sum + one.percent, 0)).toBe(100)
  const changes = await kit.call(manager, listCardChanges, {
    params: { id },
    query: { field: 'shares' },
  })
  expect(changes.body.items).toHaveLength(2)
  expect(changes.body.people[wang.id]).toBe('王芳')
})

test('[002-52] who shares a card reads and follows it, and only it', async () => {
  const { id, customerId } = await makeCard(kit, liu)
  const other = await makeCard(kit, liu)
  const get = (cardId: string) => kit.call(wang, getCard, { params: { id: cardId } })
  expect((await get(id)).status).toBe(404)
  await share(id, [
    [liu, 70],
    [wang, 30],
  ])
  expect((await get(id)).body.shares.map((one) => one.percent)).toEqual([70, 30])
  expect((await get(other.id)).status).toBe(404)
  expect((await kit.call(wang, getCustomer, { params: { id: customerId } })).status).toBe(200)
  const shared = await kit.call(wang, listCards, { query: { shared: 'me' } })
  expect(shared.body.items.map((one) => one.id)).toEqual([id])
  const { followUp } = await card(id)
  const followed = await kit.call(wang, completeFollowUp, {
    params: { id },
    body: { followUpId: followUp?.id ?? id, method: 'call', isReached: true, result: '联系' },
  })
  expect(followed.body.isExtra).toBe(false)
  // Its split and its ending are the owner's.
  expect(
    (
      await share(
        id,
        [
          [liu, 50],
          [wang, 50],
        ],
        wang,
      )
    ).status,
  ).toBe(404)
  await share(id, [[liu, 100]])
  expect((await get(id)).status).toBe(404)
})

test('[002-51] a hand-over moves the card with its promise and the owner’s share; two at once give one result', async () => {
  const { id } = await makeCard(kit, liu, { level: 'H' })
  await share(id, [
    [liu, 60],
    [manager, 40],
  ])
  const before = await card(id)
  const give = (to: TestPerson) =>
    kit.call(manager, assignCard, {
      params: { id },
      body: { ownerId: to.id, reason: '调岗', version: before.version },
    })
  const third = await group.addPerson('consultant')
  const both = await Promise.all([give(wang), give(third)])
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409])
  const after = await card(id)
  const receiver = both[0]?.status === 200 ? wang : third
  expect(after).toMatchObject({
    ownerId: receiver.id,
    level: before.level,
    stage: before.stage,
    expectedOn: before.expectedOn,
  })
  expect(after.followUp?.id).toBe(before.followUp?.id)
  expect(after.shares.map((one) => [one.personId, one.percent])).toEqual([
    [receiver.id, 60],
    [manager.id, 40],
  ])
  const changes = (
    await kit.call(manager, listCardChanges, { params: { id }, query: { field: 'owner' } })
  ).body
  expect(changes.items[0]).toMatchObject({
    from: liu.id,
    to: receiver.id,
    actorName: '高经理',
    reason: '调岗',
  })
  await kit.settle(group.store)
  const told = async (as: TestPerson) =>
    (await kit.call(as, listReminders, { query: {} })).body.items.map(({ kind }) => kind)
  expect(await told(receiver)).toEqual(['handover'])
  expect(await told(liu)).toEqual(['handed_away'])
  expect(await told(receiver === wang ? third : wang)).toEqual([])
  // To somebody who shares it already, both shares are theirs, and nobody shares any more.
  await kit.call(manager, assignCard, {
    params: { id },
    body: { ownerId: manager.id, reason: '经理接手' },
  })
  expect((await card(id)).shares).toEqual([])
})

test('[001-05] a leaver’s cards change hands with splits and promises, and the whole is taken back', async () => {
  const cards = [await makeCard(kit, liu), await makeCard(kit, liu, { level: 'B' })]
  const first = cards[0]?.id as string
  await share(first, [
    [liu, 80],
    [wang, 20],
  ])
  const before = await Promise.all(cards.map((one) => card(one.id)))
  const done = await kit.call(manager, handOver, {
    body: { fromId: liu.id, receiverIds: [wang.id], rule: 'one', reason: '离职' },
  })
  expect(done.status).toBe(201)
  for (const [at, one] of cards.entries()) {
    const after = await card(one.id)
    expect(after).toMatchObject({
      ownerId: wang.id,
      level: before[at]?.level,
      stage: before[at]?.stage,
    })
    expect(after.followUp).toMatchObject({
      id: before[at]?.followUp?.id,
      dueOn: before[at]?.followUp?.dueOn,
    })
    expect(await openPromises(kit.app, group.store, one.id)).toHaveLength(1)
  }
  // Both shares are hers now: nobody shares any more.
  expect((await card(first)).shares).toEqual([])
  const back = await kit.call(manager, takeBack, {
    params: { id: done.body.operationId },
    body: {},
  })
  expect(back.status).toBe(200)
  expect((await card(first)).shares.map((one) => one.percent)).toEqual([80, 20])
  expect((await card(first)).ownerId).toBe(liu.id)
})

test('[001-23] every move of a card says who, when, from, to and why, and it is shown as of any past day', async () => {
  const { id } = await makeCard(kit, liu, { level: 'B' })
  const at = async (day: string, work: () => Promise<{ status: number }>) => {
    kit.clock.set(`${day}T02:00:00Z`)
    expect((await work()).status).toBe(200)
  }
  const version = async () => (await card(id)).version
  await at('2026-09-16', async () =>
    kit.call(liu, changeCard, { params: { id }, body: { version: await version(), stage: 50 } }),
  )
  await at('2026-09-18', async () =>
    kit.call(liu, changeExpectation, {
      params: { id },
      body: { version: await version(), expectedOn: '2026-09-22', reason: '要提前买' },
    }),
  )
  await at('2026-09-20', async () =>
    kit.call(manager, assignCard, { params: { id }, body: { ownerId: wang.id, reason: '休假' } }),
  )
  await at('2026-09-21', () =>
    share(
      id,
      [
        [wang, 50],
        [liu, 50],
      ],
      manager,
    ),
  )
  const standing = async (asOf: string) =>
    (await kit.call(manager, readCardStanding, { params: { id }, query: { asOf } })).body
  const opened = await standing('2026-09-15T10:00:00Z')
  expect(opened).toMatchObject({
    stage: 25,
    level: 'B',
    ownerId: liu.id,
    shares: [],
  })
  expect((await standing('2026-09-17T00:00:00Z')).stage).toBe(50)
  expect(await standing('2026-09-19T00:00:00Z')).toMatchObject({
    level: 'H',
    expectedOn: '2026-09-22',
    ownerId: liu.id,
  })
  expect(await standing('2026-09-22T00:00:00Z')).toMatchObject({
    ownerId: wang.id,
    ownerName: '王芳',
    shares: [expect.objectContaining({ percent: 50 }), expect.objectContaining({ percent: 50 })],
  })
  const early = await kit.call(manager, readCardStanding, {
    params: { id },
    query: { asOf: '2026-09-14T00:00:00Z' },
  })
  expect(early.status).toBe(404)
  const all = await kit.call(manager, listCardStandings, {
    query: { asOf: '2026-09-17T00:00:00Z' },
  })
  expect(all.body.items.map((one) => [one.id, one.stage])).toEqual([[id, 50]])
  const { items } = (await kit.call(manager, listCardChanges, { params: { id }, query: {} })).body
  expect(items.find((one) => one.field === 'level' && one.from === 'B')).toMatchObject({
    to: 'H',
    actorName: '刘洋',
    reason: '要提前买',
    effectiveOn: '2026-09-18',
  })
})

test('[002-59] won, lost and terminated cards all carry a summary', async () => {
  const { id } = await makeCard(kit, liu)
  const bare = await kit.call(manager, terminateCard, {
    params: { id },
    body: { reason: '放弃', summary: '' },
  })
  expect(bare.status).toBe(422)
  await inStore((ctx) => signCard(ctx, id, { reason: '合同已签' }))
  const signed = await card(id)
  expect(signed).toMatchObject({ state: 'signed', stage: 90 })
  expect(signed.followUp?.purpose).toBe('until-delivery')
  await inStore((ctx) => deliverCard(ctx, id, { summary: '老客户介绍，价格敏感' }))
  const won = await card(id)
  expect(won).toMatchObject({
    state: 'delivered',
    stage: 100,
    summary: '老客户介绍，价格敏感',
    followUp: null,
  })
  await inStore((ctx) => undeliverCard(ctx, id, { reason: '当天退回' }))
  expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
  await inStore((ctx) => unsignCard(ctx, id, { reason: '客户退订' }))
  expect(await card(id)).toMatchObject({ state: 'active', stage: 75, closedOn: null })
  expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
})

test('[002-60] closed, then archived, then purged: the text is gone for good and the row stays counted', async () => {
  const open = await makeCard(kit, liu)
  const { id } = await makeCard(kit, liu, { name: '周先生' })
  const { followUp } = await card(id)
  await kit.call(liu, completeFollowUp, {
    params: { id },
    body: {
      followUpId: followUp?.id ?? id,
      method: 'call',
      isReached: true,
      result: '说太太不同意',
      note: '家里另有安排',
    },
  })
  await end(id)
  const closed = await kit.call(clerk, listClosedCards, { query: {} })
  expect(closed.body.items.map((one) => one.id)).toEqual([id])
  const purgeNow = () => kit.call(clerk, purgeCards, { body: { ids: [id], reason: '按保存期限' } })
  expect((await purgeNow()).body).toMatchObject({
    changed: 0,
    refused: [{ reason: 'not_archived' }],
  })
  const archived = await kit.call(clerk, archiveCards, {
    body: { ids: [id, open.id], reason: '月末归档' },
  })
  expect(archived.body).toMatchObject({ changed: 1, refused: [{ reason: 'not_closed', count: 1 }] })
  const said = async (language: 'zh' | 'en') => {
    const headers = { 'accept-language': language }
    const { items } = (await kit.call(manager, listOperations, { query: {} }, { headers })).body
    return items.map(({ kindName, title }) => `${kindName} ${title}`)
  }
  expect(await said('zh')).toContain('存档潜客卡 1 张')
  expect(await said('en')).toContain('Cards archived 1 card')
  expect((await kit.call(liu, archiveCards, { body: { ids: [id], reason: '归档' } })).status).toBe(
    403,
  )
  const back = await kit.call(manager, takeBack, {
    params: { id: archived.body.operationId as string },
    body: {},
  })
  expect(back.status).toBe(200)
  expect((await card(id)).isArchived).toBe(false)
  const again = await kit.call(clerk, archiveCards, { body: { ids: [id], reason: '月末归档' } })
  const purged = await purgeNow()
  expect(purged.body.changed).toBe(1)
  // What was purged comes back by nothing, also not with the archiving before it.
  const params = { id: again.body.operationId as string }
  for (const touched of ['keep', 'take_back'] as const)
    expect((await kit.call(manager, takeBack, { params, body: { touched } })).status).toBe(200)
  expect(await card(id)).toMatchObject({ isArchived: true, isPurged: true, summary: '—' })
  const after = await card(id)
  expect(after).toMatchObject({ state: 'terminated', isPurged: true, summary: '—', note: '' })
  expect(JSON.stringify(after)).not.toContain('放弃')
  const counted = await kit.call(clerk, listCards, {
    query: { state: 'terminated', sort: 'opened' },
  })
  expect(counted.body.count).toBe(1)
  expect((await purgeNow()).body).toMatchObject({ refused: [{ reason: 'already_purged' }] })
  const changes = (await kit.call(manager, listCardChanges, { params: { id }, query: {} })).body
  expect(changes.items.length).toBeGreaterThan(3)
  expect(changes.items.every((one) => one.reason === null)).toBe(true)
})

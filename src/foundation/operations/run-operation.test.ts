import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore, systemActor } from '#foundation/app.ts'
import { makeGroup, type TestGroup } from '#modules/access/testing.ts'
import { completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { suspendCard } from '#modules/opportunities/contracts/card-endings.ts'
import { cardUnits, cardWatch } from '#modules/opportunities/index.ts'
import { makeCard, openPromises, type TestCard } from '#modules/opportunities/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { getOperation, listOperations, takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../testing.ts'
import type { Ctx } from '../ctx.ts'
import { defineOperation } from './define-operation.ts'
import { runOperation } from './run-operation.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const kind = defineOperation({ kind: 'test.stage', title: ['测试', 'Test'] })

/** Sets the stage of cards as one operation, in the name of a person. */
function setStage(group: TestGroup, by: string, cards: TestCard[], stage: number, id = uuidv7()) {
  const actor = { ...systemActor(group.store), personId: by }
  return runInStore(
    kit.app,
    group.store,
    async (ctx: Ctx) =>
      runOperation(
        ctx,
        {
          id,
          kind,
          title: '改阶段 13812345678',
          reason: '盘点',
          units: await cardUnits(
            ctx,
            cards.map((card) => card.id),
          ),
          watch: cardWatch,
        },
        async (units) => {
          await sql`update opportunities set stage = ${stage}, version = version + 1
            where store_id = ${ctx.store.id}
              and id = any (${units.flatMap((unit) => unit.keys.opportunity ?? [])}::uuid[])`.execute(
            ctx.tx,
          )
        },
      ),
    actor,
  )
}

async function setting() {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const liu = await group.addPerson('consultant')
  const cards = [await makeCard(kit, liu), await makeCard(kit, liu), await makeCard(kit, liu)]
  const stageOf = async (card: TestCard) =>
    (await kit.call(manager, getCard, { params: { id: card.id } })).body.stage
  return { group, manager, liu, cards, stageOf }
}

test('an operation is listed with who, when and how many, and taken back as a whole', async () => {
  const { group, manager, liu, cards, stageOf } = await setting()
  const done = await setStage(group, manager.id, cards, 75)
  expect(await Promise.all(cards.map(stageOf))).toEqual([75, 75, 75])
  const list = (await kit.call(manager, listOperations, { query: {} })).body.items
  expect(list).toHaveLength(1)
  expect(list[0]).toMatchObject({
    id: done.operationId,
    kindName: '测试',
    title: '改阶段 138****5678',
    reason: '盘点',
    state: 'done',
    by: manager.name,
    units: 3,
    undoneUnits: 0,
    canTakeBack: true,
  })
  // A consultant who did not do it knows nothing of it.
  expect((await kit.call(liu, listOperations, { query: {} })).body.items).toEqual([])
  const params = { id: done.operationId }
  expect((await kit.call(liu, getOperation, { params })).status).toBe(404)
  const seen = (await kit.call(manager, getOperation, { params })).body
  expect(seen).toMatchObject({ untouched: 3, touched: 0 })
  expect(seen.items.map((item) => item.name)).toEqual(['王建国', '王建国', '王建国'])
  const undone = await kit.call(manager, takeBack, { params, body: {} })
  expect(undone.body).toMatchObject({ state: 'undone', undoneUnits: 3 })
  expect(await Promise.all(cards.map(stageOf))).toEqual([25, 25, 25])
  expect((await kit.call(manager, takeBack, { params, body: {} })).code).toBe(
    'operations.already_undone',
  )
})

test('a resent operation does nothing again', async () => {
  const { group, manager, cards, stageOf } = await setting()
  const id = uuidv7()
  expect((await setStage(group, manager.id, cards, 50, id)).isNew).toBe(true)
  expect((await setStage(group, manager.id, cards, 75, id)).isNew).toBe(false)
  expect(await stageOf(cards[0] as TestCard)).toBe(50)
})

test('what was worked on since is listed, stays, or goes back with the later work that stays readable', async () => {
  const { group, manager, liu, cards, stageOf } = await setting()
  const [first, second] = cards as [TestCard, TestCard]
  const due = (await openPromises(kit.app, group.store, first.id))[0]
  const done = await setStage(group, manager.id, cards, 75)
  const params = { id: done.operationId }
  const card = (await kit.call(liu, getCard, { params: { id: first.id } })).body
  await kit.call(liu, completeFollowUp, {
    params: { id: first.id },
    body: {
      followUpId: card.followUp?.id as string,
      method: 'call',
      isReached: true,
      result: '约好看车',
    },
  })
  const seen = (await kit.call(manager, getOperation, { params })).body
  expect(seen).toMatchObject({ untouched: 2, touched: 1 })
  expect(seen.items[0]).toMatchObject({
    customerId: first.customerId,
    isTouched: true,
    tables: ['contacts', 'follow_ups'],
  })
  // Only one of them, then the rest: what was touched stays.
  await kit.call(manager, takeBack, { params, body: { units: [second.customerId] } })
  expect(await Promise.all(cards.map(stageOf))).toEqual([75, 25, 75])
  const rest = await kit.call(manager, takeBack, { params, body: {} })
  expect(rest.body).toMatchObject({ state: 'done', undoneUnits: 2, takenBack: { kept: 1 } })
  expect(await Promise.all(cards.map(stageOf))).toEqual([75, 25, 25])
  const all = await kit.call(manager, takeBack, { params, body: { touched: 'take_back' } })
  expect(all.body).toMatchObject({ state: 'undone', undoneUnits: 3 })
  expect(await stageOf(first)).toBe(25)
  expect(await openPromises(kit.app, group.store, first.id)).toEqual([due])
})

test('an earlier operation takes the later ones on the same card back with it, last first', async () => {
  const { group, manager, cards, stageOf } = await setting()
  const [card] = cards as [TestCard]
  const one = await setStage(group, manager.id, [card], 50)
  const two = await setStage(group, manager.id, cards, 75)
  const params = { id: one.operationId }
  expect((await kit.call(manager, getOperation, { params })).body.touched).toBe(1)
  await kit.call(manager, takeBack, { params, body: { touched: 'take_back' } })
  expect(await Promise.all(cards.map(stageOf))).toEqual([25, 75, 75])
  const later = await kit.call(manager, getOperation, { params: { id: two.operationId } })
  expect(later.body).toMatchObject({ state: 'done', undoneUnits: 1 })
})

test('a manager of another store and a stranger find no operation', async () => {
  const { group, manager, cards } = await setting()
  const done = await setStage(group, manager.id, cards, 50)
  const other = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  const params = { id: done.operationId }
  expect((await kit.call(other, getOperation, { params })).status).toBe(404)
  expect((await kit.call(other, takeBack, { params, body: {} })).status).toBe(404)
  expect((await kit.call(undefined, takeBack, { params, body: {} })).status).toBe(401)
})

test('a card that sleeps since is kept, with exactly one promise', async () => {
  const { group, manager, cards } = await setting()
  const [card] = cards as [TestCard]
  const done = await setStage(group, manager.id, cards, 50)
  await kit.call(manager, suspendCard, {
    params: { id: card.id },
    body: { wakeUpOn: '2026-10-20', reason: '出国' },
  })
  const params = { id: done.operationId }
  await kit.call(manager, takeBack, { params, body: { touched: 'take_back' } })
  expect((await kit.call(manager, getCard, { params: { id: card.id } })).body.state).toBe('active')
  expect(await openPromises(kit.app, group.store, card.id)).toHaveLength(1)
})

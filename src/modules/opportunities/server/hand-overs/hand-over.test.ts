import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { changePerson, deactivatePerson, getPerson } from '#modules/access/contracts/people.ts'
import { createRole } from '#modules/access/contracts/roles.ts'
import { createTeam } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { getCustomer } from '#modules/customers/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { getOperation, takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { completeFollowUp, getCard } from '../../contract.ts'
import { suspendCard } from '../../contracts/card-endings.ts'
import { listCards } from '../../contracts/find-cards.ts'
import {
  getHoldings,
  handOver,
  listLeavers,
  previewHandOver,
  shareRules,
} from '../../contracts/hand-over.ts'
import { makeCard, openPromises } from '../../testing.ts'
import { shareOut } from './share-out.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

async function setting() {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const leaver = await group.addPerson('consultant', { name: '赵离' })
  const liu = await group.addPerson('consultant', { name: '刘一' })
  const chen = await group.addPerson('consultant', { name: '陈二' })
  return { group, manager, leaver, liu, chen }
}

test('[002-49] a leaver hands all customers to one colleague, with everything, and nothing resets', async () => {
  const { group, manager, leaver, liu } = await setting()
  const hot = await makeCard(kit, leaver, { level: 'H' })
  const asleep = await makeCard(kit, leaver, { level: 'B' })
  await kit.call(leaver, suspendCard, {
    params: { id: asleep.id },
    body: { wakeUpOn: '2026-11-02', reason: '出差' },
  })
  const before = (await kit.call(manager, getCard, { params: { id: hot.id } })).body
  const held = (await kit.call(manager, getHoldings, { params: { id: leaver.id } })).body
  expect(held).toMatchObject({ customers: 2, cards: 2, levels: { H: 1, A: 0, B: 1, C: 0 } })

  const id = uuidv7()
  const body = {
    id,
    fromId: leaver.id,
    receiverIds: [liu.id],
    rule: 'one' as const,
    reason: '离职交接',
  }
  const done = await kit.call(manager, handOver, { body })
  expect(done).toMatchObject({ status: 201, body: { operationId: id, customers: 2, cards: 2 } })
  // A resent one gives the same answer and does nothing.
  expect((await kit.call(manager, handOver, { body })).body).toEqual(done.body)

  const after = (await kit.call(liu, getCard, { params: { id: hot.id } })).body
  expect(after).toEqual({
    ...before,
    ownerId: liu.id,
    ownerName: liu.name,
    version: before.version + 1,
  })
  expect((await openPromises(kit.app, group.store, asleep.id))[0]).toMatchObject({
    owner_id: liu.id,
    due_on: '2026-11-02',
  })
  expect((await kit.call(leaver, getCard, { params: { id: hot.id } })).status).toBe(404)
  const told = await runInStore(kit.app, group.store, async (ctx) => {
    const { rows } = await sql<{ data: unknown }>`
      select data from events where store_id = ${group.store.id}
         and type = 'opportunities.handed_over'`.execute(ctx.tx)
    return rows.map((row) => row.data)
  })
  expect(told).toEqual([{ from: leaver.id, to: liu.id, count: 2, customers: 2, operationId: id }])
  const kept = await runInStore(kit.app, group.store, async (ctx) => {
    const { rows } = await sql<{ from_value: string; reason: string }>`
      select from_value, reason from opportunity_changes where store_id = ${group.store.id}
         and opportunity_id = ${hot.id} and field = 'owner' and to_value = ${liu.id}`.execute(
      ctx.tx,
    )
    return rows
  })
  expect(kept).toEqual([{ from_value: leaver.id, reason: '离职交接' }])
})

test('[002-49] a hand-over is taken back as a whole or for one customer', async () => {
  const { manager, leaver, liu } = await setting()
  const [one, two] = [await makeCard(kit, leaver), await makeCard(kit, leaver)]
  const { operationId } = (
    await kit.call(manager, handOver, {
      body: { fromId: leaver.id, receiverIds: [liu.id], rule: 'one', reason: '离职交接' },
    })
  ).body
  const params = { id: operationId }
  await kit.call(manager, takeBack, { params, body: { units: [one.customerId] } })
  expect((await kit.call(leaver, getCard, { params: { id: one.id } })).status).toBe(200)
  expect((await kit.call(liu, getCard, { params: { id: two.id } })).status).toBe(200)
  // The receiver works on the other one: it stays unless asked for.
  const card = (await kit.call(liu, getCard, { params: { id: two.id } })).body
  await kit.call(liu, completeFollowUp, {
    params: { id: two.id },
    body: { followUpId: card.followUp?.id ?? '', method: 'call', isReached: true, result: '好' },
  })
  expect((await kit.call(manager, takeBack, { params, body: {} })).body.takenBack).toMatchObject({
    restored: 0,
    kept: 1,
  })
  expect((await kit.call(manager, getOperation, { params })).body).toMatchObject({ touched: 1 })
  // Taken back with the later work, the contact stays readable, marked as taken back.
  const contacts = async () =>
    (
      await kit.call(manager, timelineOf, {
        params: { id: two.customerId },
        query: { kind: 'contact' },
      })
    ).body.items.map((entry) => entry.data.isTakenBack)
  expect(await contacts()).toEqual([false])
  await kit.call(manager, takeBack, { params, body: { touched: 'take_back' } })
  expect(await contacts()).toEqual([true])
})

test('[002-49] customers are shared out by load, by level or by model, as the preview said', async () => {
  const { manager, leaver, liu, chen } = await setting()
  await makeCard(kit, liu)
  await makeCard(kit, liu)
  for (const level of ['H', 'H', 'A', 'A', 'C', 'C'] as const)
    await makeCard(kit, leaver, { level })
  const body = { fromId: leaver.id, receiverIds: [liu.id, chen.id], rule: 'load' as const }
  const preview = (await kit.call(manager, previewHandOver, { body })).body
  expect(preview.receivers.map((one) => [one.name, one.cardsNow, one.cards])).toEqual(
    expect.arrayContaining([
      ['刘一', 2, 2],
      ['陈二', 0, 4],
    ]),
  )
  const even = (await kit.call(manager, previewHandOver, { body: { ...body, rule: 'level' } })).body
  for (const one of even.receivers) expect(one.levels).toEqual({ H: 1, A: 1, B: 0, C: 1 })
  const first = preview.items[0]
  const placed = [{ customerId: first?.customerId ?? '', toId: liu.id }]
  const done = await kit.call(manager, handOver, {
    body: { ...body, placed, reason: '调岗' },
  })
  expect(done.body).toMatchObject({ customers: 6, cards: 6 })
  const given = await kit.call(liu, getCard, { params: { id: first?.cardId ?? '' } })
  expect(given.body.ownerId).toBe(liu.id)
})

test('[002-49] nobody gives to themselves, to a stranger, or more than they may see', async () => {
  const { group, manager, leaver, liu } = await setting()
  await makeCard(kit, leaver)
  const body = { fromId: leaver.id, rule: 'one' as const, reason: '离职' }
  const other = await group.addPerson('consultant', { storeId: group.otherStore.id })
  for (const receiverIds of [[leaver.id], [other.id], [uuidv7()], [manager.id]])
    expect((await kit.call(manager, handOver, { body: { ...body, receiverIds } })).code).toBe(
      'opportunities.nobody_to_receive',
    )
  const far = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect((await kit.call(far, handOver, { body: { ...body, receiverIds: [other.id] } })).code).toBe(
    'opportunities.nothing_to_hand_over',
  )
  expect((await kit.call(liu, handOver, { body: { ...body, receiverIds: [liu.id] } })).status).toBe(
    403,
  )
})

/** A team of the store with a leader whose rights reach as far as the team. */
async function teamSetting() {
  const { group, manager, leaver: zhao, liu, chen } = await setting()
  const admin = await group.addPerson('administrator')
  const grants = {
    'people.read': 'store',
    'customers.read': 'team',
    'opportunities.read': 'team',
    'opportunities.assign': 'team',
  } as const
  const role = await kit.call(admin, createRole, {
    body: { name: '销售组长', nameEn: 'Team leader', grants },
  })
  expect(role.status).toBe(201)
  group.roles.set('team_leader', role.body.id)
  const leader = await group.addPerson('team_leader', { name: '孙组长' })
  const team = await kit.call(manager, createTeam, {
    body: { storeId: group.store.id, name: '一组' },
  })
  for (const one of [leader, zhao, liu]) {
    const params = { id: one.id }
    const { version } = (await kit.call(manager, getPerson, { params })).body
    const joined = await kit.call(manager, changePerson, {
      params,
      body: { version, teamId: team.body.id },
    })
    expect(joined.status).toBe(200)
  }
  return { group, manager, leader, zhao, liu, chen }
}

test("[002-49] a team leader sees and hands over the team's customers, a consultant only their own, a manager all", async () => {
  const { manager, leader, zhao, liu, chen } = await teamSetting()
  const ours = await makeCard(kit, zhao)
  const beside = await makeCard(kit, liu)
  const theirs = await makeCard(kit, chen)
  const seenBy = async (person: TestPerson) =>
    (await kit.call(person, listCards, { query: {} })).body.items.map((card) => card.id).sort()
  expect(await seenBy(zhao)).toEqual([ours.id])
  expect(await seenBy(leader)).toEqual([ours.id, beside.id].sort())
  expect(await seenBy(manager)).toEqual([ours.id, beside.id, theirs.id].sort())
  const open = (person: TestPerson, id: string) =>
    kit.call(person, getCustomer, { params: { id } }).then((answer) => answer.status)
  expect(await open(zhao, beside.customerId)).toBe(404)
  expect(await open(leader, beside.customerId)).toBe(200)
  expect(await open(leader, theirs.customerId)).toBe(404)
  expect(await open(manager, theirs.customerId)).toBe(200)

  const held = (person: TestPerson, id: string) => kit.call(person, getHoldings, { params: { id } })
  expect((await held(leader, zhao.id)).body).toMatchObject({ customers: 1, cards: 1 })
  expect((await held(leader, chen.id)).code).toBe('core.not_found')
  expect((await held(manager, chen.id)).body).toMatchObject({ customers: 1 })
  expect((await held(zhao, zhao.id)).status).toBe(403)
  const give = (person: TestPerson, from: TestPerson, to: TestPerson) =>
    kit.call(person, handOver, {
      body: { fromId: from.id, receiverIds: [to.id], rule: 'one', reason: '调整客户' },
    })
  expect((await give(leader, chen, liu)).code).toBe('opportunities.nothing_to_hand_over')
  expect((await give(leader, zhao, chen)).code).toBe('opportunities.nobody_to_receive')
  expect((await give(zhao, zhao, liu)).status).toBe(403)
  expect((await give(leader, zhao, liu)).body).toMatchObject({ customers: 1 })
  expect(await seenBy(liu)).toEqual([ours.id, beside.id].sort())
  expect((await give(manager, chen, zhao)).body).toMatchObject({ customers: 1 })
})

test('whoever left and still holds customers is offered to those who may give them away', async () => {
  const { group, manager, leader, zhao, chen } = await teamSetting()
  await makeCard(kit, zhao)
  await makeCard(kit, chen)
  const empty = await group.addPerson('consultant')
  for (const one of [zhao, chen, empty])
    await kit.call(manager, deactivatePerson, {
      params: { id: one.id },
      body: { leavingCards: true },
    })
  const offeredTo = async (person: TestPerson) =>
    (await kit.call(person, listLeavers, {})).body.people.map((one) => one.id).sort()
  expect(await offeredTo(manager)).toEqual([zhao.id, chen.id].sort())
  expect(await offeredTo(leader)).toEqual([zhao.id])
  const far = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect(await offeredTo(far)).toEqual([])
  expect((await kit.call(far, getHoldings, { params: { id: zhao.id } })).code).toBe(
    'core.not_found',
  )
})

test('nobody leaves with open cards unless told so', async () => {
  const { group, leaver, liu } = await setting()
  const boss = await group.addPerson('sales_manager')
  await makeCard(kit, leaver)
  const params = { id: leaver.id }
  const refused = await kit.call(boss, deactivatePerson, { params, body: {} })
  expect(refused.code).toBe('access.cards_not_handed_over')
  expect(
    (await kit.call(boss, deactivatePerson, { params, body: { leavingCards: true } })).status,
  ).toBe(200)
  // After the leave they can still be handed over.
  const done = await kit.call(boss, handOver, {
    body: { fromId: leaver.id, receiverIds: [liu.id], rule: 'one', reason: '离职交接' },
  })
  expect(done.body).toMatchObject({ cards: 1 })
})

test('sharing out gives every customer to exactly one receiver, evenly by its rule', () => {
  const receivers = ['a', 'b', 'c'].map((id) => ({ id, cardsNow: 0, seriesNow: new Map() }))
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          customerId: fc.uuid(),
          level: fc.option(fc.constantFrom(...INTENT_LEVELS)),
          seriesId: fc.option(fc.constantFrom('s1', 's2', 's3')),
        }),
        { selector: (one) => one.customerId, maxLength: 60 },
      ),
      fc.constantFrom(...shareRules.filter((rule) => rule !== 'one')),
      (customers, rule) => {
        const to = shareOut(customers, receivers, rule)
        expect(to.size).toBe(customers.length)
        const count = (level?: string) =>
          receivers.map(
            ({ id }) =>
              customers.filter(
                (one) =>
                  to.get(one.customerId) === id &&
                  (level === undefined ? one.level !== null : one.level === level),
              ).length,
          )
        const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts)
        if (rule === 'load') expect(spread(count())).toBeLessThanOrEqual(1)
        if (rule === 'level')
          for (const level of INTENT_LEVELS) expect(spread(count(level))).toBeLessThanOrEqual(1)
        if (rule === 'series')
          for (const series of ['s1', 's2', 's3'])
            expect(
              new Set(
                customers
                  .filter((one) => one.seriesId === series && one.level !== null)
                  .map((one) => to.get(one.customerId)),
              ).size,
            ).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 200, seed: 20260915 },
  )
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { changeStore, listStores } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { changeExpectation, completeFollowUp, getCard } from '../contract.ts'
import { followUpsOfDay } from '../contracts/find-cards.ts'
import {
  dayForecast,
  getCadence,
  listEscalations,
  listLevelMoves,
  movePromise,
  pinCard,
  settleEscalation,
  undoPromiseMove,
  unpinCard,
} from '../contracts/promise-care.ts'
import { makeCard, openPromises } from '../testing.ts'
import { driftLevels } from './drift.ts'
import { escalateOverdue } from './escalations.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let manager: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  manager = await group.addPerson('sales_manager', { name: '高经理' })
})

const card = async (id: string) => (await kit.call(manager, getCard, { params: { id } })).body
const move = async (as: TestPerson, id: string, dueOn: string, reason?: string) => {
  const { followUp } = await card(id)
  return kit.call(as, movePromise, {
    params: { id },
    body: { followUpId: followUp?.id ?? id, dueOn, ...(reason ? { reason } : {}) },
  })
}
const changeRules = async (settings: Record<string, unknown>) => {
  const { stores } = (await kit.call(manager, listStores, {})).body
  const version = stores.find((store) => store.id === group.store.id)?.version ?? 0
  const answer = await kit.call(manager, changeStore, {
    params: { id: group.store.id },
    body: { version, settings },
  })
  expect(answer.status).toBe(200)
  await kit.settle(group.store)
}

test('a promise is put off with a reason and never past the gap of its level, unless by a manager', async () => {
  const { id } = await makeCard(kit, liu, { level: 'A' })
  expect((await card(id)).followUp?.dueOn).toBe('2026-09-16')
  expect((await move(liu, id, '2026-09-17')).code).toBe('opportunities.move_needs_reason')
  const answer = await move(liu, id, '2026-09-18', '客户出差')
  expect(answer.body.followUp).toMatchObject({
    dueOn: '2026-09-18',
    snoozes: 1,
    movedFrom: '2026-09-16',
  })
  expect((await move(liu, id, '2026-09-19', '再晚点')).code).toBe('opportunities.move_too_late')
  expect((await move(liu, id, '2026-09-14', '昨天')).code).toBe('opportunities.move_too_early')
  expect((await move(manager, id, '2026-09-30', '经理同意')).body.followUp?.snoozes).toBe(2)
  expect((await move(manager, id, '2026-12-30', '太远')).code).toBe('opportunities.move_too_late')
  const open = await openPromises(kit.app, group.store, id)
  expect(open).toHaveLength(1)
  const { rows } = { rows: await changesOf(id) }
  expect(rows).toEqual([
    ['2026-09-16', '2026-09-18', '客户出差'],
    ['2026-09-18', '2026-09-30', '经理同意'],
  ])
})

test('a move is taken back, counted back, and only once', async () => {
  const { id } = await makeCard(kit, liu, { level: 'B' })
  await move(liu, id, '2026-09-20', '客户出差')
  const back = await kit.call(liu, undoPromiseMove, { params: { id } })
  expect(back.body.followUp).toMatchObject({ dueOn: '2026-09-16', snoozes: 0, movedFrom: null })
  expect((await kit.call(liu, undoPromiseMove, { params: { id } })).code).toBe(
    'opportunities.nothing_to_undo',
  )
  expect((await move(liu, id, '2026-09-15')).body.followUp?.dueOn).toBe('2026-09-15')
})

test('a pinned card stays on top of its person’s day, due or not', async () => {
  await makeCard(kit, liu, { name: '先到期' })
  const { id } = await makeCard(kit, liu, { name: '置顶客户', level: 'C' })
  await move(liu, id, '2026-09-25', '约好月底再谈')
  kit.clock.set('2026-09-16T02:00:00Z')
  await kit.call(liu, pinCard, { params: { id } })
  const day = async () => (await kit.call(liu, followUpsOfDay, { query: {} })).body.items
  expect((await day()).map((one) => [one.customerName, one.when, one.isPinned])).toEqual([
    ['置顶客户', 'later', true],
    ['先到期', 'today', false],
  ])
  await kit.call(liu, unpinCard, { params: { id } })
  expect((await day()).map((one) => one.customerName)).toEqual(['先到期'])
})

test('[001-07] overdue beyond the limit and three unanswered days rise to the manager, each once', async () => {
  const late = await makeCard(kit, liu, { name: '逾期客户' })
  const silent = await makeCard(kit, liu, { name: '无人接听' })
  for (const day of ['16', '17', '18']) {
    kit.clock.set(`2026-09-${day}T02:00:00Z`)
    const { followUp } = await card(silent.id)
    await kit.call(liu, completeFollowUp, {
      params: { id: silent.id },
      body: {
        followUpId: followUp?.id ?? '',
        method: 'call',
        isReached: false,
        result: 'no-answer',
      },
    })
  }
  expect(await escalateOverdue(kit.app, group.store)).toBe(1)
  expect(await escalateOverdue(kit.app, group.store)).toBe(0)
  const list = async () => (await kit.call(manager, listEscalations, { query: {} })).body.items
  const items = await list()
  expect(items.map((one) => [one.card.customerName, one.kind, one.since]).sort()).toEqual([
    ['无人接听', 'unanswered', '2026-09-18'],
    ['逾期客户', 'overdue', '2026-09-16'],
  ])
  const events = await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .selectFrom('events')
      .select('record_id')
      .where('store_id', '=', group.store.id)
      .where('type', '=', 'opportunities.escalated')
      .execute(),
  )
  expect(events.map((one) => one.record_id).sort()).toEqual([late.id, silent.id].sort())
  // Nobody drops off unnoticed: both still carry their promise, and the consultant sees them too.
  expect((await kit.call(liu, listEscalations, { query: {} })).body.count).toBe(2)
  const one = items.find((item) => item.kind === 'unanswered')
  const settle = (as: TestPerson) =>
    kit.call(as, settleEscalation, {
      params: { id: one?.id ?? '' },
      body: { version: one?.version ?? 0, outcome: 'talked', comment: '换个时段再打 13800138000' },
    })
  expect((await settle(liu)).status).toBe(403)
  expect((await settle(manager)).body).toMatchObject({ outcome: 'talked', settledByName: '高经理' })
  expect((await settle(manager)).code).toBe('opportunities.already_settled')
  const { followUp } = await card(late.id)
  await kit.call(liu, completeFollowUp, {
    params: { id: late.id },
    body: { followUpId: followUp?.id ?? '', method: 'call', isReached: true, result: 'interested' },
  })
  expect(await list()).toEqual([])
  const settled = await kit.call(manager, listEscalations, { query: { state: 'settled' } })
  expect(settled.body.items.map((item) => item.outcome).sort()).toEqual(['kept', 'talked'])
  expect(settled.body.items.map((item) => item.comment).join()).not.toContain('13800138000')
})

test('[004-07] the manager sets limits and gaps, everybody sees them, and promises follow from the day on', async () => {
  const { id } = await makeCard(kit, liu, { expectedOn: '2026-12-30' })
  const near = await makeCard(kit, liu, { expectedOn: '2026-09-25' })
  await move(manager, id, '2026-09-28', '客户出差')
  await changeRules({
    levelLimits: { H: 10, A: 30, B: 60, estimatedC: 90 },
    promiseGaps: { H: 1, A: 2, B: 3, C: 5 },
    escalationDays: 1,
    dailyCapacity: 6,
  })
  expect((await kit.call(liu, getCadence, {})).body).toEqual({
    levelLimits: { H: 10, A: 30, B: 60, estimatedC: 90 },
    promiseGaps: { H: 1, A: 2, B: 3, C: 5 },
    stageGaps: {},
    escalationDays: 1,
    dailyCapacity: 6,
    dayEndsAt: '18:00',
  })
  expect((await card(id)).followUp?.dueOn).toBe('2026-09-20')
  expect((await card(near.id)).level).toBe('H')
})

test('[004-04] the moves of levels of a period are listed by consultant, with from, to, day and reason', async () => {
  const { id } = await makeCard(kit, liu, { name: '升级客户', expectedOn: '2026-10-20' })
  await makeCard(kit, liu, { name: '自动升级', expectedOn: '2026-10-16' })
  const { version } = await card(id)
  await kit.call(liu, changeExpectation, {
    params: { id },
    body: { version, expectedOn: '2026-09-18', reason: '客户说本周订车' },
  })
  kit.clock.set('2026-09-17T02:00:00Z')
  await driftLevels(kit.app, group.store)
  const query = { from: '2026-09-01', to: '2026-09-30' }
  const { body } = await kit.call(manager, listLevelMoves, { query })
  expect(body.people).toEqual([{ id: liu.id, name: '刘洋', up: 1, down: 0, drifted: 1 }])
  expect(
    body.items.map((one) => [one.customerName, one.from, one.to, one.day, one.reason]),
  ).toEqual([
    ['自动升级', 'B', 'A', '2026-09-16', 'drift'],
    ['升级客户', 'B', 'H', '2026-09-15', '客户说本周订车'],
  ])
  expect(
    (await kit.call(liu, listLevelMoves, { query: { ...query, to: '2026-09-14' } })).body.count,
  ).toBe(0)
})

test('[001-24] every card says its level, the days at it, the last contact and the next step', async () => {
  const { id } = await makeCard(kit, liu, { expectedOn: '2026-10-20' })
  kit.clock.set('2026-09-19T02:00:00Z')
  expect(await card(id)).toMatchObject({
    level: 'B',
    levelSince: '2026-09-15',
    daysAtLevel: 4,
    lastContactOn: '2026-09-15',
    followUp: { dueOn: '2026-09-16' },
  })
  await driftLevels(kit.app, group.store)
  kit.clock.set('2026-09-25T02:00:00Z')
  await driftLevels(kit.app, group.store)
  expect(await card(id)).toMatchObject({ level: 'A', levelSince: '2026-09-20', daysAtLevel: 5 })
})

test('today names what will break tomorrow at the load of today', async () => {
  await changeRules({ dailyCapacity: 1 })
  const hot = await makeCard(kit, liu, { name: '急', level: 'H' })
  await makeCard(kit, liu, { name: '缓', level: 'C' })
  const { body } = await kit.call(liu, dayForecast, { query: {} })
  expect(body).toMatchObject({ next: '2026-09-16', capacity: 1, dueToday: 0, dueNext: 2, count: 1 })
  expect(body.items.map((one) => one.customerName)).toEqual(['缓'])
  await move(liu, hot.id, '2026-09-15')
  expect((await kit.call(liu, dayForecast, { query: {} })).body).toMatchObject({
    dueToday: 1,
    dueNext: 1,
    count: 0,
  })
})

async function changesOf(id: string) {
  const rows = await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .selectFrom('opportunity_changes')
      .select(['from_value', 'to_value', 'reason'])
      .where('store_id', '=', group.store.id)
      .where('opportunity_id', '=', id)
      .where('field', '=', 'due_on')
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  )
  return rows.map((row) => [row.from_value, row.to_value, row.reason])
}

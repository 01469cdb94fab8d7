import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { seedDictionaries } from '#modules/dictionaries/index.ts'
import { recordLossCall } from '#modules/losses/contract.ts'
import { completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { decideLoss, proposeLoss } from '#modules/opportunities/contracts/card-endings.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  drawSpotChecks,
  getOneToOne,
  listDuties,
  listSpotItems,
  oneToOneProgress,
  putDuty,
  putSpotResult,
  putTick,
  readOneToOne,
  spotRates,
} from '../contract.ts'
import {
  acquisitionOfPeople,
  getAcquisition,
  listActivities,
  putAcquisition,
  putAcquisitionPlan,
} from '../contracts/activities.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let chen: TestPerson
let manager: TestPerson
let care: TestPerson
const day = '2026-09-18'
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  chen = await group.addPerson('consultant', { name: '陈晨' })
  manager = await group.addPerson('sales_manager', { name: '高经理' })
  care = await group.addPerson('care_agent', { name: '客服小方' })
})

const contact = async (card: TestCard, isReached: boolean, note = '') => {
  const { followUp } = (await kit.call(manager, getCard, { params: { id: card.id } })).body
  const answer = await kit.call(liu, completeFollowUp, {
    params: { id: card.id },
    body: {
      followUpId: followUp?.id ?? '',
      method: 'call',
      isReached,
      result: isReached ? 'interested' : 'no-answer',
      note,
    },
  })
  expect(answer.status).toBe(200)
}

test('[003-56] all unfinished work of a consultant on one page, ticked with a comment, read by them, kept by day', async () => {
  const late = await makeCard(kit, liu, { name: '逾期', expectedOn: '2026-09-16' })
  await makeCard(kit, chen, { name: '别人的' })
  kit.clock.set(`${day}T02:00:00Z`)
  const page = (await kit.call(manager, getOneToOne, { query: { person: liu.id } })).body
  const kinds = page.items.map((one) => [one.kind, one.customer])
  for (const kind of ['overdue', 'past_date', 'no_model', 'missing'])
    expect(kinds).toContainEqual([kind, '逾期'])
  expect(kinds.map(([, name]) => name)).not.toContain('别人的')
  expect(page.items.find((one) => one.kind === 'missing')?.facts).toContain('sex')
  const tick = (as: TestPerson, kind: 'overdue' | 'past_date', recordId = late.id) =>
    kit.call(as, putTick, {
      params: { day, id: liu.id },
      body: { kind, recordId, result: 'to_do', comment: '今天必须打通 13800138000' },
    })
  expect((await tick(liu, 'overdue')).status).toBe(403)
  expect((await tick(manager, 'overdue', manager.id)).status).toBe(404)
  expect((await tick(manager, 'overdue')).body).toMatchObject({
    checkedByName: '高经理',
    version: 1,
  })
  expect((await tick(manager, 'overdue')).body.version).toBe(2)
  const progress = async () =>
    (await kit.call(manager, oneToOneProgress, { query: {} })).body.people.find(
      (one) => one.id === liu.id,
    )
  expect(await progress()).toMatchObject({ ticked: 1, toDo: 1, isRead: false })
  const mine = (await kit.call(liu, getOneToOne, { query: {} })).body
  const ticked = mine.items.find((one) => one.kind === 'overdue')?.tick
  expect(ticked?.comment).toContain('今天必须打通')
  expect(ticked?.comment).not.toContain('13800138000')
  expect((await kit.call(liu, getOneToOne, { query: { person: chen.id } })).status).toBe(404)
  await kit.call(liu, readOneToOne, { params: { day } })
  expect(await progress()).toMatchObject({ isRead: true })
  await contact(late, true)
  kit.clock.set('2026-09-20T02:00:00Z')
  const past = (await kit.call(manager, getOneToOne, { query: { person: liu.id, day } })).body
  expect(past.items.map((one) => [one.kind, one.customer])).toEqual([['overdue', '逾期']])
})

test('[003-51] spot checks are drawn at random and by risk, ticked off by care, and rated with their n', async () => {
  const cards = []
  for (let i = 0; i < 8; i += 1) cards.push(await makeCard(kit, liu, { name: `客户${i}` }))
  kit.clock.set('2026-09-16T02:00:00Z')
  for (const [i, card] of cards.entries()) {
    kit.clock.set(new Date(Date.parse('2026-09-16T02:00:00Z') + i * 30_000))
    await contact(card, true, '客户再考虑')
  }
  kit.clock.set(`${day}T02:00:00Z`)
  const body = { day: '2026-09-16', atRandom: 2, byRisk: 3, seed: 7 }
  expect((await kit.call(manager, drawSpotChecks, { body })).status).toBe(403)
  const draw = await kit.call(care, drawSpotChecks, { body })
  expect(draw.body).toMatchObject({ seed: 7, drawn: 5, drawnFrom: 8 })
  expect((await kit.call(care, drawSpotChecks, { body: { ...body, seed: 9 } })).body.seed).toBe(7)
  const { items } = (await kit.call(care, listSpotItems, { query: { day: '2026-09-16' } })).body
  const risky = items.filter((one) => one.reasons.length > 0)
  expect(risky).toHaveLength(3)
  for (const one of risky) expect(one.reasons).toContain('same_note')
  expect(items[0]).toMatchObject({ subject: 'contact', personName: '刘洋' })
  expect(items[0]?.claim).toContain('客户再考虑')
  const tick = (as: TestPerson, at: number, result: 'true' | 'not_true' | 'not_reached') =>
    kit.call(as, putSpotResult, {
      params: { id: items[at]?.id ?? '' },
      body: { version: items[at]?.version ?? 0, result, finding: '客户说没接到电话' },
    })
  expect((await tick(manager, 0, 'true')).status).toBe(403)
  expect((await tick(care, 0, 'not_true')).body).toMatchObject({ checkedByName: '客服小方' })
  expect((await tick(care, 0, 'true')).code).toBe('core.stale_version')
  await tick(care, 1, 'true')
  await tick(care, 2, 'not_reached')
  const query = { from: '2026-09-01', to: '2026-09-30' }
  expect((await kit.call(manager, spotRates, { query })).body.people).toEqual([
    { id: liu.id, name: '刘洋', drawn: 5, isTrue: 1, notTrue: 1, notReached: 1 },
  ])
  expect((await kit.call(chen, spotRates, { query })).body.people).toEqual([])
})

test('[003-63] each kind of work has its executing and checking roles, and nobody checks their own', async () => {
  const { items } = (await kit.call(liu, listDuties, {})).body
  expect(items.find((one) => one.work === 'one_to_one')).toMatchObject({
    executors: ['consultant'],
    checkers: ['showroom_manager', 'sales_manager'],
    version: 0,
  })
  const set = (as: TestPerson, version: number, checkers: string[]) =>
    kit.call(as, putDuty, {
      params: { work: 'one_to_one' },
      body: { version, executors: ['consultant'], checkers },
    })
  expect((await set(liu, 0, ['consultant'])).status).toBe(403)
  expect((await set(manager, 0, ['general_manager'])).body.version).toBe(1)
  expect((await set(manager, 0, ['consultant'])).code).toBe('core.stale_version')
  const late = await makeCard(kit, liu, { name: '逾期' })
  kit.clock.set(`${day}T02:00:00Z`)
  const tick = () =>
    kit.call(manager, putTick, {
      params: { day, id: liu.id },
      body: { kind: 'overdue', recordId: late.id, result: 'done' },
    })
  expect((await tick()).code).toBe('checks.not_a_checker')
  await set(manager, 1, ['sales_manager'])
  expect((await tick()).status).toBe(200)
})

test('[003-63] a loss is decided only by a role that checks losses in the store, and never by who proposed it', async () => {
  const card = await makeCard(kit, liu, { name: '要战败的' })
  const params = { id: card.id }
  await kit.call(liu, proposeLoss, {
    params,
    body: { kind: 'defeat', reason: '价格', summary: '买了别的品牌' },
  })
  const set = (version: number, checkers: string[]) =>
    kit.call(manager, putDuty, {
      params: { work: 'loss_verification' },
      body: { version, executors: ['consultant'], checkers },
    })
  const decide = (as: TestPerson) =>
    kit.call(as, decideLoss, { params, body: { isConfirmed: true, reason: '已核实' } })
  await set(0, ['care_agent'])
  expect((await decide(manager)).code).toBe('opportunities.not_a_checker')
  await set(1, ['care_agent', 'sales_manager'])
  await kit.call(care, recordLossCall, { params, body: { outcome: 'true_loss' } })
  expect((await decide(manager)).body.state).toBe('lost')
  const own = await makeCard(kit, liu, { name: '经理自己提的' })
  await kit.call(manager, proposeLoss, {
    params: { id: own.id },
    body: { kind: 'lost_contact', reason: '空号', summary: '三次联系不上' },
  })
  const answer = await kit.call(manager, decideLoss, {
    params: { id: own.id },
    body: { isConfirmed: true, reason: '已核实' },
  })
  expect(answer.code).toBe('opportunities.checker_is_proposer')
})

test('[004-06] [004-08] the contacts of a day are split and add up, planned beside done', async () => {
  const old = await makeCard(kit, liu, { name: '老客户' })
  await makeCard(kit, liu, { name: '没打的' })
  kit.clock.set('2026-09-16T02:00:00Z')
  await contact(old, true)
  const fresh = await makeCard(kit, liu, { name: '新客户' })
  await contact(fresh, true)
  const query = { from: '2026-09-15', to: '2026-09-16' }
  const { items } = (await kit.call(manager, listActivities, { query })).body
  const mine = items.find((one) => one.personId === liu.id && one.day === '2026-09-16')
  expect(mine).toMatchObject({ contacts: 2, newProspects: 1, openBase: 1, owners: 0 })
  expect(mine?.calls).toEqual({ planned: 2, done: 2 })
  for (const one of items) expect(one.newProspects + one.openBase + one.owners).toBe(one.contacts)
  const own = (await kit.call(liu, listActivities, { query })).body.items
  expect(new Set(own.map((one) => one.personId))).toEqual(new Set([liu.id]))
  const long = await kit.call(manager, listActivities, { query: { from: '2025-01-01', to: day } })
  expect(long.code).toBe('checks.too_long')
})

test('[000-16] acquisition work is recorded by kind and count against the plan, and seen by person', async () => {
  await inStores(kit.app.db, [group.store.id], (tx) => seedDictionaries(tx, group.groupId))
  const [kind] = (await kit.call(liu, getAcquisition, { query: {} })).body.items
  const id = kind?.kindId ?? ''
  expect(kind).toMatchObject({ label: '派发单页', plan: null, done: 0 })
  const plan = await kit.call(manager, putAcquisitionPlan, {
    params: { id },
    body: { version: 0, perDay: 50 },
  })
  expect(plan.body).toMatchObject({ perDay: 50, version: 1 })
  const record = (version: number, done: number) =>
    kit.call(liu, putAcquisition, {
      params: { day: '2026-09-15', id },
      body: { version, done, note: '万达广场' },
    })
  expect((await record(0, 40)).body).toMatchObject({ plan: 50, done: 40, version: 1 })
  expect((await record(0, 41)).code).toBe('core.stale_version')
  expect((await record(1, 55)).body.done).toBe(55)
  const query = { from: '2026-09-15', to: '2026-09-16' }
  const { body } = await kit.call(manager, acquisitionOfPeople, { query })
  expect(body.days).toBe(2)
  expect(body.people.find((one) => one.id === liu.id)?.done).toEqual([{ kindId: id, n: 55 }])
  const future = await kit.call(liu, putAcquisition, {
    params: { day: '2026-09-16', id },
    body: { version: 0, done: 1 },
  })
  expect(future.code).toBe('checks.future_day')
})

test('another store has no trace of any of it', async () => {
  await makeCard(kit, liu, { name: '逾期' })
  kit.clock.set(`${day}T02:00:00Z`)
  const stranger = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect((await kit.call(stranger, oneToOneProgress, { query: {} })).body.people).toEqual([])
  expect((await kit.call(stranger, getOneToOne, { query: { person: liu.id } })).status).toBe(404)
})

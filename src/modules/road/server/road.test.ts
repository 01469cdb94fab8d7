import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addVehicle, getCustomer } from '#modules/customers/contract.ts'
import { someNumber } from '#modules/customers/testing.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { seedWords } from '#modules/dictionaries/testing.ts'
import { completeFollowUp, getCard, openCard } from '#modules/opportunities/contract.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { bookTestDrive } from '#modules/test-drives/contract.ts'
import { driveOnce, makeDemoCar } from '#modules/test-drives/testing.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  addPresentation,
  listRoadWords,
  markStep,
  type Road,
  roadOf,
  roadOfCustomer,
  roadWordsHistory,
  saveNeeds,
  saveRequired,
  saveRoadWords,
  unmarkStep,
} from '../contract.ts'
import { addTradeIn } from '../contracts/trade-ins.ts'
import type { RoadStep } from '#shared/road-steps.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
let card: TestCard

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant', { name: '安' })
  bo = await group.addPerson('consultant')
  card = await makeCard(kit, an, { name: '王先生' })
})

const road = async (as = an): Promise<Road> =>
  (await kit.call(as, roadOf, { params: { id: card.id } })).body
const stateOf = (one: Road, step: RoadStep) => one.steps.find((view) => view.step === step)
const mark = (body: Record<string, unknown>, as = an) =>
  kit.call(as, markStep, {
    params: { id: card.id },
    body: body as { step: RoadStep; kind: 'done' },
  })
const needs = (body: Record<string, unknown>, as = an) =>
  kit.call(as, saveNeeds, { params: { id: card.id }, body: { version: 0, ...body } })

describe('the kind of purchase', () => {
  test('[004-03] a new card takes it with household and area; the needs are still to be asked', async () => {
    await seedWords(kit.app, group.groupId)
    const first = async (kind: 'purchase_type' | 'household') =>
      (await kit.call(an, listOptionsRoute, { query: { kind } })).body.items[0]?.id ?? ''
    const [purchaseTypeId, householdId] = [await first('purchase_type'), await first('household')]
    const open = (more: object, customer: object = {}) =>
      kit.call(an, openCard, {
        body: {
          customer: { name: '孙家', phones: [someNumber()], ...customer },
          level: 'A',
          ...more,
        },
      })
    const made = await open({ purchaseTypeId }, { householdId, areaCode: '220104' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const params = { id: made.body.id }
    const customer = await kit.call(an, getCustomer, { params: { id: made.body.customerId } })
    expect(customer.body).toMatchObject({
      household: { id: householdId },
      area: { code: '220104' },
    })
    const begun = (await kit.call(an, roadOf, { params })).body
    expect(begun.needs).toMatchObject({ purchaseTypeId, version: 0 })
    expect(stateOf(begun, 'needs')?.state).not.toBe('done')
    kit.clock.set('2026-09-15T03:00:00Z')
    const asked = await kit.call(an, saveNeeds, { params, body: { version: 0, seats: 5 } })
    expect(asked.body.needs).toMatchObject({ purchaseTypeId, seats: 5, version: 1 })
    expect(stateOf(asked.body, 'needs')).toMatchObject({
      state: 'done',
      at: '2026-09-15T03:00:00.000Z',
    })
    expect((await open({ purchaseTypeId: householdId })).code).toBe('opportunities.unknown_option')
    expect((await open({}, { householdId: purchaseTypeId })).code).toBe('customers.unknown_option')
    expect((await open({}, { areaCode: '999999' })).code).toBe('customers.not_an_area')
  })

  const typeOf = async (code: string) => {
    const { body } = await kit.call(an, listOptionsRoute, { query: { kind: 'purchase_type' } })
    return body.items.find((one) => one.code === code)?.id as string
  }
  beforeEach(() => seedWords(kit.app, group.groupId))

  test('[004-03] is proposed: an owner buys another car, a car to trade in means a replacement', async () => {
    expect((await road()).proposedType).toBeNull()
    await kit.call(an, addVehicle, {
      params: { id: card.customerId },
      body: { plate: '沪A12345', colour: '' },
    })
    expect((await road()).proposedType).toEqual({ id: await typeOf('additional'), why: 'owner' })
    await kit.call(an, addTradeIn, {
      params: { id: card.customerId },
      body: { car: '大众朗逸 2017' },
    })
    expect((await road()).proposedType).toEqual({
      id: await typeOf('replacement'),
      why: 'trade_in',
    })
  })

  test('[004-03] is kept with the needs, from the words of the store only', async () => {
    const id = await typeOf('first')
    const saved = await needs({ purchaseTypeId: id })
    expect(saved.body.needs).toMatchObject({ purchaseTypeId: id, purposeId: null })
    const { body } = await kit.call(an, listOptionsRoute, { query: { kind: 'occupation' } })
    const foreign = await needs({ version: 1, purchaseTypeId: body.items[0]?.id })
    expect(foreign.code).toBe('road.unknown_option')
  })
})

describe('the path', () => {
  test('[000-02] eight steps, each with what to do and to say in the person’s language, and the next one', async () => {
    const one = await road()
    expect(one.steps.map((view) => view.step)).toHaveLength(8)
    expect(one.next).toBe('first_contact')
    expect(stateOf(one, 'keep_contact')?.state).toBe('ongoing')
    for (const view of one.steps) {
      expect(view.todo.length).toBeGreaterThan(10)
      expect(view.items.length).toBeGreaterThan(1)
    }
    expect(stateOf(one, 'needs')?.say).toContain('预算')
    const english = await kit.call(
      an,
      roadOf,
      { params: { id: card.id } },
      {
        headers: { 'accept-language': 'en' },
      },
    )
    expect(stateOf(english.body, 'needs')?.say).toContain('compared')
  })

  test('[000-02] steps are done by what is on record: contact, needs, presentation, test drive', async () => {
    const { followUp } = (await kit.call(an, getCard, { params: { id: card.id } })).body
    await kit.call(an, completeFollowUp, {
      params: { id: card.id },
      body: {
        followUpId: followUp?.id as string,
        method: 'call',
        isReached: true,
        result: '有意向',
      },
    })
    expect(stateOf(await road(), 'first_contact')).toMatchObject({
      state: 'done',
      how: 'fact',
      by: '安',
    })
    await needs({
      purpose: '接送孩子',
      budgetFromFen: 15_000_000,
      budgetToFen: 20_000_000,
      seats: 5,
    })
    expect((await road()).next).toBe('presentation')
    await kit.call(an, addPresentation, {
      params: { id: card.id },
      body: { shown: ['rear_seat', 'front'], liked: '后排宽', doubts: '油耗' },
    })
    const car = await makeDemoCar(kit, manager)
    await driveOnce(kit, an, { carId: car.id, customerId: card.customerId })
    const one = await road()
    expect(stateOf(one, 'test_drive')).toMatchObject({ state: 'done', how: 'fact' })
    expect(one).toMatchObject({ next: 'quote', needs: { seats: 5, version: 1 } })
    expect(one.presentations).toMatchObject([{ liked: '后排宽', shown: ['rear_seat', 'front'] }])
  })

  test('[002-21] the customer’s page leads with the next step; what was done stands on the timeline', async () => {
    await needs({ purpose: '上下班', mustHaves: '省油' })
    await mark({ step: 'first_contact', kind: 'skipped', reason: '老客户，已了解' })
    const { body } = await kit.call(an, roadOfCustomer, { params: { id: card.customerId } })
    expect(body.road).toMatchObject({ next: 'presentation', isMine: true })
    const life = await kit.call(an, timelineOf, { params: { id: card.customerId }, query: {} })
    const ofRoad = life.body.items.filter((one) => one.kind === 'road')
    expect(ofRoad.map((one) => one.data.state).sort()).toEqual(['needs', 'skipped'])
  })

  test('a line of the check list is ticked by whom and when, once, and taken back', async () => {
    const both = await Promise.all([
      mark({ step: 'first_contact', kind: 'item', item: 'phone' }),
      mark({ step: 'first_contact', kind: 'item', item: 'phone' }),
    ])
    expect(both.map((one) => one.status)).toEqual([200, 200])
    const line = stateOf(await road(), 'first_contact')?.items.find((one) => one.key === 'phone')
    expect(line).toMatchObject({ by: '安' })
    await kit.call(an, unmarkStep, { params: { id: line?.markId as string } })
    const after = stateOf(await road(), 'first_contact')?.items.find((one) => one.key === 'phone')
    expect(after?.markId).toBeNull()
    expect((await mark({ step: 'needs', kind: 'item', item: 'nonsense' })).status).toBe(422)
  })

  test('a colleague’s card is not found', async () => {
    expect((await kit.call(bo, roadOf, { params: { id: card.id } })).status).toBe(404)
    expect((await mark({ step: 'first_contact', kind: 'done' }, bo)).status).toBe(404)
    expect((await needs({ purpose: '看看' }, bo)).status).toBe(404)
  })

  test('of two who write the needs at once one wins, the other sees them as they are now', async () => {
    const both = await Promise.all([needs({ seats: 5 }), needs({ seats: 7 }, manager)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    const refused = both.find((one) => one.status === 409)?.body as unknown as {
      details: { current: { seats: number } }
    }
    expect([5, 7]).toContain(refused.details.current.seats)
    expect((await needs({ version: 1, budgetFromFen: 200, budgetToFen: 100 })).body).toMatchObject({
      code: 'road.budget_backwards',
    })
  })
})

describe('the enforced process', () => {
  beforeEach(async () => {
    await kit.call(manager, saveRequired, { body: { required: ['needs'] } })
  })

  test('[001-03] no later step before a required one; done, the way is free', async () => {
    const shown = await kit.call(an, addPresentation, { params: { id: card.id }, body: {} })
    expect(shown.body).toMatchObject({ code: 'road.required_open', details: { stepKey: 'needs' } })
    const car = await makeDemoCar(kit, manager)
    const drive = () =>
      kit.call(an, bookTestDrive, {
        body: { carId: car.id, customerId: card.customerId, startsAt: '2026-09-15T06:00:00Z' },
      })
    expect((await drive()).body).toMatchObject({ code: 'road.required_open' })
    await needs({ purpose: '家用' })
    expect((await drive()).status).toBe(201)
    expect((await road()).steps[1]).toMatchObject({ step: 'needs', isRequired: true })
  })

  test('[001-03] skipping asks a reason that stays; a required step is skipped by the manager only', async () => {
    const none = await mark({ step: 'test_drive', kind: 'skipped' })
    expect(none.body).toMatchObject({ code: 'road.reason_needed' })
    const own = await mark({ step: 'needs', kind: 'skipped', reason: '客户赶时间' })
    expect(own.body).toMatchObject({ code: 'road.required_not_skipped' })
    const byManager = await mark({ step: 'needs', kind: 'skipped', reason: '老客户' }, manager)
    expect(stateOf(byManager.body, 'needs')).toMatchObject({ state: 'skipped', reason: '老客户' })
    expect(
      (await kit.call(an, addPresentation, { params: { id: card.id }, body: {} })).status,
    ).toBe(200)
    // What facts decide cannot be ticked.
    expect((await mark({ step: 'quote', kind: 'done' })).body).toMatchObject({
      code: 'road.facts_needed',
    })
    expect(
      (await mark({ step: 'presentation', kind: 'skipped', reason: '已讲' })).body,
    ).toMatchObject({
      code: 'road.done_by_facts',
    })
  })

  test('[001-03] the manager writes the store’s own words; who wrote what stays in the history', async () => {
    const words = {
      todo: ['先倒茶', 'Tea first'],
      say: ['您好', 'Hello'],
      items: [{ key: 'tea', zh: '倒茶', en: 'Tea' }],
    } as const
    const body = {
      level: 'store' as const,
      words: {
        todo: [...words.todo] as [string, string],
        say: [...words.say] as [string, string],
        items: [...words.items],
      },
    }
    const refused = await kit.call(an, saveRoadWords, { params: { step: 'first_contact' }, body })
    expect(refused.status).toBe(403)
    await kit.call(manager, saveRoadWords, { params: { step: 'first_contact' }, body })
    expect(stateOf(await road(), 'first_contact')).toMatchObject({
      todo: '先倒茶',
      items: [{ key: 'tea' }],
    })
    const group1 = await kit.call(manager, saveRoadWords, {
      params: { step: 'first_contact' },
      body: { ...body, level: 'group' },
    })
    expect(group1.status).toBe(403)
    kit.clock.set('2026-09-15T02:01:00Z')
    await kit.call(manager, saveRoadWords, {
      params: { step: 'first_contact' },
      body: { level: 'store', words: null },
    })
    const held = await kit.call(an, listRoadWords, {})
    expect(held.body.steps[0]).toMatchObject({ from: 'standard' })
    const past = await kit.call(manager, roadWordsHistory, { params: { step: 'first_contact' } })
    expect(past.body.items).toMatchObject([
      { isReset: true },
      { words: { todo: ['先倒茶', 'Tea first'] } },
    ])
    const other = await group.addPerson('consultant', { storeId: group.otherStore.id })
    expect((await kit.call(other, listRoadWords, {})).body.steps[0]).toMatchObject({
      from: 'standard',
    })
  })
})

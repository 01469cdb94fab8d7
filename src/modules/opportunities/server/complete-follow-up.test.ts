import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { closeDays } from '#modules/dictionaries/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { assignCard, changeExpectation, completeFollowUp, getCard } from '../contract.ts'
import {
  activateCard,
  decideLoss,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '../contracts/card-endings.ts'
import { followUpsOfDay } from '../contracts/find-cards.ts'
import { recordContactOn } from '../index.ts'
import { makeCard, openPromises } from '../testing.ts'
import { driftLevels } from './drift.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let manager: TestPerson
const start = '2026-09-15T02:00:00Z'
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
})
afterAll(() => kit.close())

async function read(id: string, as = liu) {
  return (await kit.call(as, getCard, { params: { id } })).body
}

async function complete(id: string, body: object, as = liu) {
  const followUpId = (await read(id, as)).followUp?.id
  return kit.call(as, completeFollowUp, {
    params: { id },
    body: { followUpId, method: 'call', isReached: true, result: '有意向', ...body } as never,
  })
}

const on = async (day: string, work: () => Promise<void>) => {
  kit.clock.set(`${day}T02:00:00Z`)
  try {
    await work()
  } finally {
    kit.clock.set(start)
  }
}

describe('the promise', () => {
  test('[003-55] H falls on days 1, 3, 5, A on 1, 4, 7, B on 1, 8, 15, C on 1, 16, 31', async () => {
    const due = { H: [16, 18, 20], A: [16, 19, 22], B: [16, 23, 30], C: [16, 31, 46] }
    for (const level of ['H', 'A', 'B', 'C'] as const) {
      const { id } = await makeCard(kit, liu, { level })
      const days: number[] = []
      for (let i = 0; i < 3; i += 1) {
        const dueOn = (await read(id)).followUp?.dueOn ?? ''
        days.push((Date.parse(dueOn) - Date.parse('2026-08-31')) / 86_400_000)
        await on(dueOn, async () => {
          const extra = { expectedOn: (await read(id)).expectedOn }
          // The level is kept by a date that keeps its distance.
          const far = { H: 5, A: 20, B: 50, C: 80 }[level]
          extra.expectedOn = new Date(Date.parse(dueOn) + far * 86_400_000)
            .toISOString()
            .slice(0, 10)
          expect((await complete(id, extra)).status).toBe(200)
        })
      }
      expect(days).toEqual(due[level])
    }
  })

  test('[000-20] completing a follow-up keeps method, result, note and level, and makes the next', async () => {
    const { id, customerId } = await makeCard(kit, liu, { level: 'A' })
    const done = await complete(id, { note: '下周带家人来 13800001111', nextDueOn: '2026-09-17' })
    expect(done.body).toMatchObject({ isExtra: false, level: 'A', nextDueOn: '2026-09-17' })
    expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
    const { items } = (await kit.call(liu, timelineOf, { params: { id: customerId }, query: {} }))
      .body
    expect(items.find((i) => i.kind === 'contact')).toMatchObject({
      actorName: '刘洋',
      data: { method: 'call', isReached: true, note: '下周带家人来 138****1111' },
    })
  })

  test('[003-55] the next follow-up may be sooner than the gap of the level, never later', async () => {
    const { id } = await makeCard(kit, liu, { level: 'H' })
    const late = await complete(id, { nextDueOn: '2026-09-18' })
    expect(late.code).toBe('opportunities.next_too_late')
    expect((late.body as unknown as { details: object }).details).toEqual({ latest: '2026-09-17' })
    expect((await complete(id, { nextDueOn: '2026-09-15' })).code).toBe(
      'opportunities.next_too_early',
    )
    expect((await complete(id, { nextDueOn: '2026-09-16' })).status).toBe(200)
  })

  test('[003-55] an unanswered attempt moves the promise to the next day and does not restart the gap', async () => {
    const { id } = await makeCard(kit, liu, { level: 'A' })
    const tried = await complete(id, { isReached: false, result: '无人接听' })
    expect(tried.body.nextDueOn).toBe('2026-09-16')
    expect((await read(id)).lastContactOn).toBe('2026-09-15')
    await on('2026-09-16', async () => {
      await complete(id, { isReached: false, result: '无人接听' })
      expect(await read(id)).toMatchObject({
        lastContactOn: '2026-09-15',
        followUp: { dueOn: '2026-09-17' },
      })
    })
  })

  test('three unanswered attempts on different days go to the manager, once', async () => {
    const { id } = await makeCard(kit, liu, { level: 'A' })
    for (const day of ['2026-09-16', '2026-09-16', '2026-09-17', '2026-09-18', '2026-09-19'])
      await on(day, async () => {
        await complete(id, { isReached: false, result: '无人接听' })
      })
    const events = await eventsOf(id)
    expect(events.filter((e) => e.type === 'opportunities.unanswered_thrice')).toHaveLength(1)
  })

  test('a second completion of one promise is an extra contact and leaves the promise alone', async () => {
    const { id } = await makeCard(kit, liu, { level: 'H' })
    const followUpId = (await read(id)).followUp?.id as string
    const body = { followUpId, method: 'call' as const, isReached: true, result: '已联系' }
    const contactId = uuidv7()
    const first = await kit.call(liu, completeFollowUp, {
      params: { id },
      body: { ...body, id: contactId },
    })
    const second = await kit.call(liu, completeFollowUp, { params: { id }, body })
    expect([first.body.isExtra, second.body.isExtra]).toEqual([false, true])
    expect(second.body.nextDueOn).toBe(first.body.nextDueOn)
    // The same contact sent again is not a third one.
    const resent = await kit.call(liu, completeFollowUp, {
      params: { id },
      body: { ...body, id: contactId },
    })
    expect(resent.body).toMatchObject({ contactId, isExtra: false })
    expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
  })

  test('closing a repeat visit completes the open promise', async () => {
    const { id } = await makeCard(kit, liu, { level: 'B' })
    const made = await runInStore(kit.app, group.store, (ctx) =>
      recordContactOn(ctx, id, {
        personId: manager.id,
        method: 'visit',
        isReached: true,
        result: 'repeat',
      }),
    )
    expect(made).toMatchObject({ isExtra: false, nextDueOn: '2026-09-22' })
  })
})

test('[003-55] closing a day moves the promises due on it to the last open day before, else after', async () => {
  const own = await makeGroup(kit.app)
  const chen = await own.addPerson('consultant')
  const boss = await own.addPerson('sales_manager')
  const soon = await makeCard(kit, chen)
  const later = await makeCard(kit, chen)
  await complete(later.id, { nextDueOn: '2026-09-18' }, chen)
  const closed = await kit.call(boss, closeDays, {
    body: { days: ['2026-09-16', '2026-09-18'], reason: '盘点' },
  })
  expect(closed.body).toMatchObject({ openPromises: 2 })
  await kit.settle(own.store)
  expect((await read(soon.id, chen)).followUp?.dueOn).toBe('2026-09-17')
  expect((await read(later.id, chen)).followUp?.dueOn).toBe('2026-09-17')
})

describe('level and date', () => {
  test('[003-54] lowering the level needs a new date; raising it pulls the promise forward', async () => {
    const { id } = await makeCard(kit, liu, { level: 'B' })
    await complete(id, {})
    const before = await read(id)
    expect(before.followUp?.dueOn).toBe('2026-09-22')
    const change = (body: object) =>
      kit.call(liu, changeExpectation, { params: { id }, body: body as never })
    expect((await change({ version: before.version, level: 'C' })).code).toBe(
      'opportunities.lowering_needs_date',
    )
    const raised = await change({ version: before.version, level: 'H' })
    expect(raised.body).toMatchObject({
      level: 'H',
      isExpectedEstimated: true,
      followUp: { dueOn: '2026-09-17' },
    })
    expect((await change({ version: before.version, level: 'A' })).code).toBe('core.stale_version')
    const lowered = await change({ version: raised.body.version, expectedOn: '2026-12-31' })
    expect(lowered.body).toMatchObject({ level: 'C', followUp: { dueOn: '2026-09-17' } })
  })

  test('[003-54] a level drifts towards H by itself, written with the day it takes effect', async () => {
    const own = await makeGroup(kit.app)
    const chen = await own.addPerson('consultant')
    const { id, customerId } = await makeCard(kit, chen, { expectedOn: '2026-12-10' })
    await on('2026-11-20', async () => {
      expect(await driftLevels(kit.app, own.store)).toBe(1)
      expect(await driftLevels(kit.app, own.store)).toBe(0)
      expect((await read(id, chen)).level).toBe('A')
      const { items } = (
        await kit.call(chen, timelineOf, { params: { id: customerId }, query: {} })
      ).body
      const drift = items
        .map((i) => i.data)
        .filter((data) => data.field === 'level' && data.reason === 'drift')
      expect(drift.map((i) => `${i.from}${i.to} ${i.effectiveOn}`).sort()).toEqual([
        'BA 2026-11-10',
        'CB 2026-10-11',
      ])
    })
  })
})

describe('states', () => {
  test('[000-20] suspended: the wake-up date is the promise, at most 180 days away; a manager wakes it sooner', async () => {
    const { id } = await makeCard(kit, liu)
    const suspend = (wakeUpOn: string) =>
      kit.call(liu, suspendCard, { params: { id }, body: { wakeUpOn, reason: '外地出差' } })
    expect((await suspend('2027-03-15')).code).toBe('opportunities.wake_up_out_of_range')
    const asleep = await suspend('2026-10-20')
    expect(asleep.body).toMatchObject({
      state: 'suspended',
      followUp: { dueOn: '2026-10-20', purpose: 'wake-up' },
    })
    expect((await kit.call(liu, activateCard, { params: { id } })).code).toBe(
      'opportunities.approval_needed',
    )
    const awake = await kit.call(manager, activateCard, { params: { id } })
    expect(awake.body).toMatchObject({ state: 'active', followUp: { dueOn: '2026-09-16' } })
  })

  test('a proposed loss freezes the promise; returned, it is due the next open day; the proposer cannot decide', async () => {
    const { id } = await makeCard(kit, liu)
    const loss = {
      kind: 'defeat' as const,
      reason: '价格',
      competitor: '大众',
      summary: '比价后离开',
    }
    const proposed = await kit.call(manager, proposeLoss, { params: { id }, body: loss })
    expect(proposed.body).toMatchObject({ state: 'loss_proposed', followUp: { isFrozen: true } })
    const decide = (as: TestPerson, isConfirmed: boolean) =>
      kit.call(as, decideLoss, { params: { id }, body: { isConfirmed, reason: '客户仍有意向' } })
    expect((await decide(manager, true)).code).toBe('opportunities.checker_is_proposer')
    expect((await decide(liu, true)).status).toBe(403)
    const other = await group.addPerson('showroom_manager')
    const returned = await decide(other, false)
    expect(returned.body).toMatchObject({
      state: 'active',
      summary: null,
      followUp: { isFrozen: false, dueOn: '2026-09-16' },
    })
  })

  test('a terminated card is never activated again and carries no promise', async () => {
    const { id } = await makeCard(kit, liu)
    const ended = await kit.call(manager, terminateCard, {
      params: { id },
      body: { reason: '无效信息', summary: '号码是同行的' },
    })
    expect(ended.body).toMatchObject({ state: 'terminated', followUp: null })
    expect((await kit.call(manager, activateCard, { params: { id } })).code).toBe(
      'opportunities.wrong_state',
    )
  })

  test('[001-06] a hand-over moves the card with its promise, level and history, and can be taken back', async () => {
    const chen = await group.addPerson('consultant', { name: '陈晨' })
    const { id } = await makeCard(kit, liu, { level: 'H' })
    const before = await read(id)
    const assign = (ownerId: string) =>
      kit.call(manager, assignCard, { params: { id }, body: { ownerId, reason: '刘洋休假' } })
    expect(
      (
        await kit.call(liu, assignCard, {
          params: { id },
          body: { ownerId: chen.id, reason: '休假' },
        })
      ).status,
    ).toBe(403)
    expect((await assign(uuidv7())).code).toBe('opportunities.no_such_owner')
    const moved = await assign(chen.id)
    expect(moved.body).toMatchObject({
      ownerName: '陈晨',
      level: 'H',
      followUp: { id: before.followUp?.id, dueOn: before.followUp?.dueOn },
    })
    expect((await kit.call(liu, getCard, { params: { id } })).status).toBe(404)
    expect(
      (await kit.call(chen, followUpsOfDay, { query: { day: '2026-09-16' } })).body.counts.today,
    ).toBe(1)
    await assign(liu.id)
    expect((await read(id)).followUp).toEqual(before.followUp)
  })
})

describe('the day', () => {
  test('[003-53] a day lists overdue, due and done; another person sees nothing of it', async () => {
    const own = await makeGroup(kit.app)
    const chen = await own.addPerson('consultant')
    const other = await own.addPerson('consultant')
    const late = await makeCard(kit, chen)
    await on('2026-09-16', async () => {
      const due = await makeCard(kit, chen, { level: 'H' })
      const done = await makeCard(kit, chen)
      await complete(done.id, {}, chen)
      await on('2026-09-17', async () => {
        const finished = await complete(due.id, {}, chen)
        expect(finished.status).toBe(200)
        const { body } = await kit.call(chen, followUpsOfDay, { query: {} })
        expect(body.counts).toEqual({ overdue: 1, today: 0, done: 1 })
        expect(body.items[0]).toMatchObject({ id: late.id, when: 'overdue' })
        const asOther = await kit.call(other, followUpsOfDay, { query: { owner: chen.id } })
        expect(asOther.body.items).toEqual([])
      })
    })
  })
})

async function eventsOf(recordId: string): Promise<{ type: string }[]> {
  return runInStore(kit.app, group.store, (ctx) =>
    ctx.tx
      .selectFrom('events')
      .select('type')
      .where('store_id', '=', group.store.id)
      .where('record_id', '=', recordId)
      .execute(),
  )
}

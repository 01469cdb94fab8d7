import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { revealPhones } from '#modules/customers/contract.ts'
import { completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { suspendCard } from '#modules/opportunities/contracts/card-endings.ts'
import { cardsOfCustomer, followUpsOfDay } from '#modules/opportunities/contracts/find-cards.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  getMinutes,
  getMorning,
  getMorningSheet,
  proposeShareOut,
  putNote,
  shareOut,
} from '../contract.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let lin: TestPerson
let wang: TestPerson
let zhao: TestPerson
const day = '2026-09-16'
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager', { name: '高经理' })
  lin = await group.addPerson('consultant', { name: '林静' })
  wang = await group.addPerson('consultant', { name: '王磊' })
  zhao = await group.addPerson('consultant', { name: '赵敏' })
})

const note = (as: TestPerson, person: TestPerson, body: Parameters<typeof noteBody>[0]) =>
  kit.call(as, putNote, { params: { day, id: person.id }, body: noteBody(body) })
const noteBody = (given: { version?: number; decision: string; isDone?: boolean }) => ({
  version: given.version ?? 0,
  decision: given.decision,
  isDone: given.isDone ?? false,
})

test('the meeting is run person by person: a decision, a tick, and minutes that stay', async () => {
  await makeCard(kit, lin, { name: '今天到期' })
  kit.clock.set('2026-09-16T00:30:00Z')
  expect((await note(lin, lin, { decision: '我自己写' })).status).toBe(403)
  const first = await note(boss, lin, { decision: '先打 H 级，找 13800138000' })
  expect(first.body).toMatchObject({ doneAt: null, version: 1 })
  expect(first.body.decision).not.toContain('13800138000')
  expect((await note(boss, lin, { decision: '旧的' })).code).toBe('core.stale_version')
  const done = await note(boss, lin, { version: 1, decision: '先打 H 级', isDone: true })
  expect(done.body).toMatchObject({ decision: '先打 H 级', doneByName: '高经理', version: 2 })
  const { people } = (await kit.call(boss, getMorning, { query: {} })).body
  expect(people.find((one) => one.id === lin.id)?.note?.decision).toBe('先打 H 级')
  kit.clock.set('2026-09-18T02:00:00Z')
  const minutes = (await kit.call(boss, getMinutes, { query: {} })).body
  expect(minutes).toMatchObject({ day, days: [day] })
  expect(minutes.items).toMatchObject([{ name: '林静', counts: { due: 1, overdue: 0 } }])
  expect((await kit.call(lin, getMinutes, { query: { day } })).body.items).toHaveLength(1)
  expect((await kit.call(wang, getMinutes, { query: { day } })).body.items).toEqual([])
})

test('the list leaves as a sheet, its numbers masked', async () => {
  const { phone } = await makeCard(kit, lin, { name: '今天到期' })
  kit.clock.set('2026-09-16T00:30:00Z')
  const answer = await fetch(`${kit.url}${getMorningSheet.path}`, {
    headers: { cookie: boss.cookie, 'x-keyuan': '1' },
  })
  expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.includes(phone)).toBe(false)
})

test('the meeting names the cards that break tomorrow', async () => {
  await makeCard(kit, lin, { name: '明天到期' })
  const { people } = (await kit.call(boss, getMorning, { query: {} })).body
  const mine = people.find((one) => one.id === lin.id)
  expect(mine?.load.willBreak).toBe(mine?.breaking.length)
})

test('an absent consultant’s day is shared out by load, done by the stand-in, and falls back after the day', async () => {
  const cards = [
    await makeCard(kit, lin, { name: '甲' }),
    await makeCard(kit, lin, { name: '乙' }),
    await makeCard(kit, lin, { name: '丙' }),
  ]
  await makeCard(kit, wang, { name: '王的客户' })
  kit.clock.set('2026-09-16T00:30:00Z')
  const query = { person: lin.id }
  const proposal = (await kit.call(boss, proposeShareOut, { query })).body
  const to = proposal.items.map((one) => one.toId)
  expect(to.filter((id) => id === zhao.id)).toHaveLength(2)
  expect(to.filter((id) => id === wang.id)).toHaveLength(1)
  expect((await kit.call(wang, proposeShareOut, { query })).status).toBe(403)

  const shares = proposal.items.map((one) => ({
    opportunityId: one.opportunityId,
    personId: one.toId ?? '',
  }))
  const body = { personId: lin.id, day, shares }
  const stranger = await group.addPerson('consultant', { storeId: group.otherStore.id })
  const wrong = await kit.call(boss, shareOut, {
    body: {
      ...body,
      shares: [{ ...shares[0], personId: stranger.id, opportunityId: cards[0]?.id ?? '' }],
    },
  })
  expect(wrong.code).toBe('meetings.nobody_there')
  const made = await kit.call(boss, shareOut, { body })
  expect(made.body.count).toBe(3)

  const dayOf = async (as: TestPerson) =>
    (await kit.call(as, followUpsOfDay, { query: {} })).body.items
  const zhaosDay = (await dayOf(zhao)).filter((one) => one.standsInFor === '林静')
  expect(zhaosDay).toHaveLength(2)
  const mine = zhaosDay[0]
  const params = { id: mine?.id ?? '' }
  // Sees, calls and completes; nothing else, and nobody else.
  const cust = { id: mine?.customerId ?? '' }
  expect((await kit.call(zhao, cardsOfCustomer, { params: cust })).body.items).toHaveLength(1)
  expect((await kit.call(zhao, revealPhones, { params: cust, body: {} })).status).toBe(200)
  expect((await kit.call(wang, getCard, { params })).status).toBe(404)
  expect((await kit.call(wang, revealPhones, { params: cust, body: {} })).status).toBe(404)
  const suspended = await kit.call(zhao, suspendCard, {
    params,
    body: { wakeUpOn: '2026-10-01', reason: '不该能做' },
  })
  expect(suspended.status).toBe(404)
  const done = await kit.call(zhao, completeFollowUp, {
    params,
    body: {
      followUpId: mine?.followUp?.id ?? '',
      method: 'call',
      isReached: true,
      result: 'interested',
    },
  })
  expect(done.status).toBe(200)
  expect((await dayOf(zhao)).find((one) => one.id === mine?.id)?.when).toBe('done')
  expect((await kit.call(boss, getCard, { params })).body.ownerId).toBe(lin.id)

  // Taken back, and in any case over with the day.
  const [other] = zhaosDay.slice(1)
  kit.clock.set('2026-09-17T00:30:00Z')
  expect((await kit.call(zhao, getCard, { params: { id: other?.id ?? '' } })).status).toBe(404)
  kit.clock.set('2026-09-16T05:00:00Z')
  expect((await kit.call(zhao, getCard, { params: { id: other?.id ?? '' } })).status).toBe(200)
  const undone = await kit.call(boss, takeBack, {
    params: { id: made.body.operationId },
    body: { touched: 'keep' },
  })
  expect(undone.status).toBe(200)
  expect((await kit.call(zhao, getCard, { params: { id: other?.id ?? '' } })).status).toBe(404)
})

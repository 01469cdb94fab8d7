import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { closeVisit, fileVisit, getVisit, lookUpVisitor, openVisit } from '../contract.ts'

let kit: TestApp
let group: TestGroup
let door: TestPerson
let an: TestPerson
let bo: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  door = await group.addPerson('receptionist')
  an = await group.addPerson('consultant', { name: 'A 安' })
  bo = await group.addPerson('consultant', { name: 'B 博' })
})

let last = 0
const newPhone = () => `1391000${String((last += 1)).padStart(4, '0')}`
const open = async (body: Record<string, unknown> = {}) =>
  (await kit.call(door, openVisit, { body: { channel: 'walk-in', partySize: 1, ...body } })).body
const card = (phone: string, more: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  customer: { name: '王小明', phones: [phone] },
  expectedOn: '2026-09-20',
  ...more,
})
const file = (visit: { id: string; version: number }, given: ReturnType<typeof card>, as = an) =>
  kit.call(as, fileVisit, {
    params: { id: visit.id },
    body: { card: given, version: visit.version },
  })
const inStore = <T>(work: Parameters<typeof runInStore<T>>[2]) =>
  runInStore(kit.app, group.store, work)
const promisesOf = (opportunityId: string) =>
  inStore((ctx) =>
    ctx.tx
      .selectFrom('follow_ups')
      .select(['state', 'due_on'])
      .where('store_id', '=', group.store.id)
      .where('opportunity_id', '=', opportunityId)
      .orderBy('made_at')
      .execute(),
  )

test('[003-50] the consultant makes the card: the visit is filed and the first promise is tomorrow', async () => {
  const visit = await open()
  const filed = await file(visit, card(newPhone()))
  expect(filed.status).toBe(201)
  expect(filed.body.visit).toMatchObject({
    outcome: 'filed',
    level: 'H',
    isReturning: false,
    customer: { name: '王小明' },
    opportunityId: filed.body.card?.id,
  })
  expect(filed.body.card).toMatchObject({ ownerId: an.id, dueOn: '2026-09-16' })
})

test('[003-50] the front desk enters the card of the consultant who received', async () => {
  const visit = await open()
  const filed = await file(visit, card(newPhone()), door)
  expect(filed.body.card?.ownerId).toBe(an.id)
  const alone = await open({ receiverId: null })
  expect((await file(alone, card(newPhone()), door)).code).toBe('showroom.receiver_needed')
})

test('a card sent again is one card and one closure', async () => {
  const visit = await open()
  const given = card(newPhone())
  const first = await file(visit, given)
  const again = await file(visit, given)
  expect(again.body.card?.id).toBe(first.body.card?.id)
  const record = await kit.call(an, getVisit, { params: { id: visit.id } })
  expect(record.body.closures).toHaveLength(1)
})

test('[003-48] where a card is open the visit is a repeat and completes the promise', async () => {
  const phone = newPhone()
  const first = await file(await open(), card(phone))
  const opportunityId = first.body.card?.id as string
  kit.clock.set('2026-09-16T02:00:00Z')
  const visit = await open({ receiverId: an.id })
  const second = await file(visit, card(phone))
  expect(second.body.card).toBeNull()
  expect(second.body.visit).toMatchObject({ outcome: 'repeat', opportunityId })
  const promises = await promisesOf(opportunityId)
  expect(promises.map((p) => p.state)).toEqual(['done', 'open'])
  expect(promises[1]?.due_on as unknown).toBe('2026-09-18')
})

test('closing a repeat visit completes the open promise, whoever received', async () => {
  const phone = newPhone()
  const first = await file(await open(), card(phone))
  const opportunityId = first.body.card?.id as string
  kit.clock.set('2026-09-16T02:00:00Z')
  const found = await kit.call(door, lookUpVisitor, { body: { text: phone } })
  expect(found.body.candidates).toMatchObject([
    { openCardId: opportunityId, lastVisitOn: '2026-09-15', consultant: { id: an.id } },
  ])
  const customerId = found.body.candidates[0]?.customerId as string
  const visit = await open({ receiverId: bo.id, customerId })
  const closed = await kit.call(bo, closeVisit, {
    params: { id: visit.id },
    body: { outcome: 'repeat', version: visit.version, note: '又看了一次' },
  })
  expect(closed.body).toMatchObject({ outcome: 'repeat', opportunityId })
  expect((await promisesOf(opportunityId)).map((p) => p.state)).toEqual(['done', 'open'])
})

test('unfiled, then filed within three days: filed on its own day, unfiled as of the day before', async () => {
  const visit = await open()
  const unfiled = await kit.call(an, closeVisit, {
    params: { id: visit.id },
    body: { outcome: 'unfiled', version: visit.version },
  })
  kit.clock.set('2026-09-18T15:59:00Z')
  const filed = await file(unfiled.body, card(newPhone()))
  expect(filed.body.visit).toMatchObject({ outcome: 'filed', businessDay: '2026-09-15' })
  const asOf = (time: string) =>
    inStore((ctx) =>
      ctx.tx
        .selectFrom('door_closures')
        .select('outcome')
        .where('store_id', '=', group.store.id)
        .where('visit_id', '=', visit.id)
        .where('recorded_at', '<=', new Date(time))
        .orderBy('recorded_at', 'desc')
        .limit(1)
        .executeTakeFirst(),
    )
  expect((await asOf('2026-09-17T16:00:00Z'))?.outcome).toBe('unfiled')
  expect((await asOf('2026-09-18T16:00:00Z'))?.outcome).toBe('filed')
})

test('later than three days the card is made without the visit', async () => {
  const visit = await open()
  const unfiled = await kit.call(an, closeVisit, {
    params: { id: visit.id },
    body: { outcome: 'unfiled', version: visit.version },
  })
  kit.clock.set('2026-09-18T16:01:00Z')
  expect((await file(unfiled.body, card(newPhone()))).code).toBe('showroom.too_late_to_file')
})

test('[000-18] call-in unfiled, then walk-in filed, are two parties of one traffic', async () => {
  const call = await open({ channel: 'call-in' })
  await kit.call(door, closeVisit, {
    params: { id: call.id },
    body: { outcome: 'unfiled', version: call.version },
  })
  await file(await open({ receiverId: an.id }), card(newPhone()))
  const counted = await inStore((ctx) =>
    ctx.tx
      .selectFrom('door_visits')
      .select(['channel', 'outcome'])
      .where('store_id', '=', group.store.id)
      .where('outcome', 'in', ['unfiled', 'filed'])
      .orderBy('channel')
      .execute(),
  )
  expect(counted).toEqual([
    { channel: 'call-in', outcome: 'unfiled' },
    { channel: 'walk-in', outcome: 'filed' },
  ])
})

test('two consultants filing the same new phone at once: one card, one repeat or a clear refusal', async () => {
  const phone = newPhone()
  const mine = await open({ receiverId: an.id })
  const theirs = await open({ receiverId: bo.id })
  const answers = await Promise.all([file(mine, card(phone), an), file(theirs, card(phone), bo)])
  const cards = answers.filter((a) => a.status === 201 && a.body.card !== null)
  expect(cards).toHaveLength(1)
  const other = answers.find((a) => !cards.includes(a))
  expect(other?.code === 'opportunities.collision' || other?.body.visit.outcome === 'repeat').toBe(
    true,
  )
})

test('a consultant files only their own visits', async () => {
  const visit = await open({ receiverId: an.id })
  expect((await file(visit, card(newPhone()), bo)).status).toBe(404)
})

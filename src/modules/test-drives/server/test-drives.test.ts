import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listAppointments } from '#modules/appointments/contract.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  addDemoRoute,
  bookTestDrive,
  carUse,
  changeDemoCar,
  changeTestDrive,
  checkLicence,
  endTestDrive,
  getAgreement,
  getAgreementFile,
  getTestDrive,
  leaveForDrive,
  listFreeSlots,
  listTestDrives,
  recordFeedback,
  returnFromDrive,
  undoTestDrive,
} from '../contract.ts'
import { driveOnce, makeDemoCar } from '../testing.ts'

const ten = '2026-09-15T02:00:00.000Z'
const two = '2026-09-15T06:00:00.000Z'
const licence = {
  licenceClass: 'C1' as const,
  holder: '王建国',
  number: '310101199001011234',
  validUntil: '2030-01-01',
}
let kit: TestApp
let group: TestGroup
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
let carId: string
let wang: TestCard
let li: TestCard

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set(ten)
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant', { name: '安' })
  bo = await group.addPerson('consultant', { name: '博' })
  carId = (await makeDemoCar(kit, manager)).id
  wang = await makeCard(kit, an, { name: '王先生' })
  li = await makeCard(kit, bo, { name: '李女士' })
})

const book = (as: TestPerson, customerId: string, startsAt = two, more = {}) =>
  kit.call(as, bookTestDrive, { body: { carId, customerId, startsAt, minutes: 45, ...more } })
const read = async (id: string, as = an) =>
  (await kit.call(as, getTestDrive, { params: { id } })).body

describe('booking', () => {
  test('[000-02] of two who book one car at once one wins, the other sees what is in the way and when it is free', async () => {
    const both = await Promise.all([book(an, wang.customerId), book(bo, li.customerId)])
    expect(both.map((one) => one.status).sort()).toEqual([201, 409])
    const refused = both.find((one) => one.status === 409)?.body as unknown as {
      code: string
      details: { inTheWay: { startsAt: string }; free: { startsAt: string }[] }
    }
    expect(refused.code).toBe('test_drives.car_taken')
    expect(refused.details.inTheWay.startsAt).toBe(two)
    expect(refused.details.free[0]?.startsAt).toBe('2026-09-15T06:45:00.000Z')
    expect(refused.details.free).toHaveLength(3)
  })

  test('ten at once: one car has one booking', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        book(an, wang.customerId, new Date(Date.parse(two) + (place % 3) * 900_000).toISOString()),
      ),
    )
    expect(all.filter((one) => one.status === 201)).toHaveLength(1)
    expect(all.filter((one) => one.status === 409)).toHaveLength(9)
  })

  test('bookings may touch, and a resent id books once', async () => {
    const first = await book(an, wang.customerId)
    const again = await book(an, wang.customerId, two, { id: first.body.id })
    expect(again.body.id).toBe(first.body.id)
    expect((await book(bo, li.customerId, '2026-09-15T06:45:00.000Z')).status).toBe(201)
    const free = await kit.call(bo, listFreeSlots, {
      params: { id: carId },
      query: { minutes: 60 },
    })
    const starts = free.body.items.map((slot) => slot.startsAt)
    expect(starts).toContain('2026-09-15T05:00:00.000Z')
    expect(starts).not.toContain('2026-09-15T05:15:00.000Z')
    expect(starts).toContain('2026-09-15T07:30:00.000Z')
  })

  test('no free time reaches past closing, and a day the store is closed has none', async () => {
    const { opensAt, closesAt } = group.store
    expect([opensAt, closesAt]).toEqual(['09:00', '18:00'])
    const freeOn = async (day: string) =>
      (
        await kit.call(bo, listFreeSlots, { params: { id: carId }, query: { minutes: 60, day } })
      ).body.items.map(({ startsAt, endsAt }) => [startsAt, endsAt])
    const free = await freeOn('2026-09-16')
    expect(free[0]).toEqual(['2026-09-16T01:00:00.000Z', '2026-09-16T02:00:00.000Z'])
    expect(free.at(-1)).toEqual(['2026-09-16T09:00:00.000Z', '2026-09-16T10:00:00.000Z'])
    await inStores(kit.app.db, [group.store.id], (tx) =>
      tx
        .insertInto('closed_days')
        .values({
          store_id: group.store.id,
          day: '2026-09-16',
          reason: '盘点',
          set_at: new Date(ten),
        })
        .execute(),
    )
    expect(await freeOn('2026-09-16')).toEqual([])
  })

  test('a colleague sees that the car is taken, not by whom; another store sees nothing', async () => {
    const { body } = await book(an, wang.customerId)
    const seen = await kit.call(bo, listTestDrives, { query: {} })
    expect(seen.body.items).toMatchObject([{ id: body.id, customer: null, note: '' }])
    expect((await kit.call(bo, getTestDrive, { params: { id: body.id } })).status).toBe(404)
    const far = await group.addPerson('showroom_manager', { storeId: group.otherStore.id })
    expect((await kit.call(far, listTestDrives, { query: {} })).body.items).toEqual([])
    const ofWang = { query: { customerId: wang.customerId } }
    expect((await kit.call(bo, listTestDrives, ofWang)).body.items).toEqual([])
  })

  test('the past, a resting car and a stale move are refused; an appointment may come with it', async () => {
    const past = await book(an, wang.customerId, '2026-09-15T01:00:00.000Z')
    expect(past.body).toMatchObject({ code: 'test_drives.in_past' })
    const { body } = await book(an, wang.customerId, two, { withAppointment: true })
    const plans = await kit.call(an, listAppointments, { query: { limit: 10 } })
    expect(plans.body.items).toMatchObject([{ purpose: 'test_drive', startsAt: two }])
    const moved = await kit.call(an, changeTestDrive, {
      params: { id: body.id },
      body: { version: 1, startsAt: '2026-09-15T07:00:00.000Z' },
    })
    expect(moved.body).toMatchObject({ startsAt: '2026-09-15T07:00:00.000Z', version: 2 })
    const stale = await kit.call(an, changeTestDrive, {
      params: { id: body.id },
      body: { version: 1, note: '晚到' },
    })
    expect(stale.status).toBe(409)
    expect((await book(bo, li.customerId, two)).status).toBe(201)
    const resting = await kit.call(manager, changeDemoCar, {
      params: { id: carId },
      body: { version: 1, state: 'retired' },
    })
    expect(resting.body).toMatchObject({ code: 'test_drives.car_has_bookings' })
    await kit.call(manager, changeDemoCar, {
      params: { id: carId },
      body: { version: 1, state: 'workshop' },
    })
    expect((await book(an, wang.customerId, '2026-09-16T02:00:00.000Z')).body).toMatchObject({
      code: 'test_drives.car_not_ready',
    })
  })
})

describe('driving', () => {
  test('[000-02] the car leaves only with a checked licence and a signed agreement', async () => {
    const { body } = await book(an, wang.customerId, ten)
    const params = { id: body.id }
    const early = await kit.call(an, leaveForDrive, {
      params,
      body: { version: 1, kmOut: 1000, isAgreed: true },
    })
    expect(early.body).toMatchObject({ code: 'test_drives.licence_needed' })
    const expired = await kit.call(an, checkLicence, {
      params,
      body: { version: 1, ...licence, validUntil: '2026-09-14' },
    })
    expect(expired.body).toMatchObject({ code: 'test_drives.licence_expired' })
    const checked = await kit.call(an, checkLicence, { params, body: { version: 1, ...licence } })
    expect(checked.body.hasLicence).toBe(true)
    const seen = await read(body.id)
    expect(seen.licence).toMatchObject({ maskedHolder: '王**', maskedNumber: '310***********1234' })
    const unsigned = await kit.call(an, leaveForDrive, {
      params,
      body: { version: 2, kmOut: 1000, isAgreed: false },
    })
    expect(unsigned.body).toMatchObject({ code: 'test_drives.agreement_needed' })
    const back = await kit.call(an, leaveForDrive, {
      params,
      body: { version: 2, kmOut: 999, isAgreed: true },
    })
    expect(back.body).toMatchObject({ code: 'test_drives.mileage_backwards' })
    const left = await kit.call(an, leaveForDrive, {
      params,
      body: { version: 2, kmOut: 1003, isAgreed: true },
    })
    expect(left.body).toMatchObject({ state: 'out', kmOut: 1003 })
  })

  test('[000-02] back again it is a contact, the words stay, and the licence is known next time', async () => {
    const done = await driveOnce(kit, an, { carId, customerId: wang.customerId })
    expect(done.body).toMatchObject({ state: 'done', kmIn: 1012 })
    const said = await kit.call(an, recordFeedback, {
      params: { id: done.body.id },
      body: {
        version: done.body.version,
        ratings: { power: 5, quiet: 3 },
        feedback: '提速好，电话13800138001',
        nextStep: '周末带太太再来',
      },
    })
    expect(said.body).toMatchObject({ ratings: { power: 5, quiet: 3 }, nextStep: '周末带太太再来' })
    expect(said.body.feedback).not.toContain('13800138001')
    await kit.settle(group.store)
    const life = await kit.call(an, timelineOf, { params: { id: wang.customerId }, query: {} })
    expect(
      life.body.items.some((one) => one.kind === 'test_drive' && one.data.state === 'done'),
    ).toBe(true)
    expect(
      life.body.items.some((one) => one.kind === 'contact' && one.data.method === 'test_drive'),
    ).toBe(true)
    const next = await book(an, wang.customerId, '2026-09-16T02:00:00.000Z')
    const { knownLicence } = await read(next.body.id)
    const used = await kit.call(an, checkLicence, {
      params: { id: next.body.id },
      body: { version: 1, knownId: knownLicence?.id as string },
    })
    expect(used.body.hasLicence).toBe(true)
    const use = await kit.call(manager, carUse, { query: { from: '2026-09-15', to: '2026-09-15' } })
    expect(use.body.items).toMatchObject([{ drives: 1, done: 1, km: 12 }])
  })

  test('the licence is nowhere in clear', async () => {
    await driveOnce(kit, an, { carId, customerId: wang.customerId })
    await inStores(kit.app.db, [group.store.id], async (tx) => {
      const { rows } = await sql<{ text: string }>`
        select string_agg(t::text, ' ') as text from (
          select to_jsonb(l) as t from licence_checks l where l.store_id = ${group.store.id}
          union all select to_jsonb(d) from test_drives d where d.store_id = ${group.store.id}
          union all select to_jsonb(a) from audit_entries a where a.store_id = ${group.store.id}
          union all select to_jsonb(e) from events e where e.store_id = ${group.store.id}) x`.execute(
        tx,
      )
      expect(rows[0]?.text).not.toContain('310101199001011234')
    })
  })

  test('a drive that did not take place says why, frees the car, and can be restored while it is free', async () => {
    const { body } = await book(an, wang.customerId)
    const gone = await kit.call(an, endTestDrive, {
      params: { id: body.id },
      body: { version: 1, state: 'no_show', reason: '堵在路上' },
    })
    expect(gone.body).toMatchObject({ state: 'no_show', reason: '堵在路上' })
    const taken = await book(bo, li.customerId)
    expect(taken.status).toBe(201)
    const undo = { params: { id: body.id }, body: { version: 2 } }
    expect((await kit.call(an, undoTestDrive, undo)).body).toMatchObject({
      code: 'test_drives.car_taken',
    })
    await kit.call(bo, endTestDrive, {
      params: { id: taken.body.id },
      body: { version: 1, state: 'cancelled', reason: '改天' },
    })
    expect((await kit.call(an, undoTestDrive, undo)).body).toMatchObject({ state: 'booked' })
  })

  test('a car that is still out cannot leave again, and coming back early frees the rest', async () => {
    const { body } = await book(an, wang.customerId, ten, { minutes: 120 })
    const checked = await kit.call(an, checkLicence, {
      params: { id: body.id },
      body: { version: 1, ...licence },
    })
    const left = await kit.call(an, leaveForDrive, {
      params: { id: body.id },
      body: { version: checked.body.version, kmOut: 1000, isAgreed: true },
    })
    kit.clock.set('2026-09-15T02:20:00Z')
    await kit.call(an, returnFromDrive, {
      params: { id: body.id },
      body: { version: left.body.version, kmIn: 1010 },
    })
    expect((await book(bo, li.customerId, '2026-09-15T02:30:00.000Z')).status).toBe(201)
  })

  test('[000-02] the agreement is one sheet on screen and as PDF, with masked data', async () => {
    const route = await kit.call(manager, addDemoRoute, {
      body: { name: '滨江环线', lengthM: 12_000, minutes: 30 },
    })
    const { body } = await book(an, wang.customerId, ten, { routeId: route.body.id })
    await kit.call(an, checkLicence, { params: { id: body.id }, body: { version: 1, ...licence } })
    const paper = await kit.call(an, getAgreement, { params: { id: body.id } })
    const text = JSON.stringify(paper.body)
    expect(text).toContain('滨江环线 12.0 km')
    expect(text).toContain('310***********1234')
    expect(text).not.toContain(wang.phone)
    const file = await kit.call(an, getAgreementFile, { params: { id: body.id } })
    expect(file.status).toBe(200)
  })
})

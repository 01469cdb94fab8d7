import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  closeDays,
  copyClosedDays,
  listClosedDays,
  listMarks,
  openDay,
  removeMark,
  setMark,
} from '../contract.ts'
import { seedWords } from '../testing.ts'
import { closedDays, isClosedOn, seedClosedDays } from './calendar.ts'
import { givePromiseCount } from './promise-count.ts'

let kit: TestApp
let group: TestGroup
let administrator: TestPerson
let manager: TestPerson
let otherManager: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  await seedWords(kit.app, group.groupId)
  administrator = await group.addPerson('administrator')
  manager = await group.addPerson('showroom_manager')
  otherManager = await group.addPerson('showroom_manager', { storeId: group.otherStore.id })
})
afterAll(() => kit.close())

const closedOf = async (person: TestPerson, year: number) =>
  (
    await kit.call(person, listClosedDays, {
      query: { from: `${year}-01-01`, to: `${year}-12-31` },
    })
  ).body.items.map((item) => item.day)

describe('the marks of the calendar', () => {
  test('holidays and make-up workdays are seeded as marks and close no store', async () => {
    const query = { from: '2026-10-01', to: '2026-10-10' }
    const marks = (await kit.call(manager, listMarks, { query })).body.items
    expect(marks.find((m) => m.day === '2026-10-01')).toMatchObject({ kind: 'holiday' })
    expect(marks.find((m) => m.day === '2026-10-10')).toMatchObject({ kind: 'makeup-workday' })
    expect(await closedOf(manager, 2026)).not.toContain('2026-10-01')
  })

  test('the administrator marks a day, changes the mark and takes it off', async () => {
    const params = { day: '2027-09-18' }
    const mark = { kind: 'makeup-workday', name: '调休', nameEn: 'Make-up', version: 0 } as const
    const made = await kit.call(administrator, setMark, { params, body: mark })
    expect(made.body).toMatchObject({ day: '2027-09-18', version: 1 })
    const twice = await kit.call(administrator, setMark, { params, body: { ...mark, name: '班' } })
    expect(twice.code).toBe('core.stale_version')
    const named = { ...mark, version: 1, name: '国庆调休' }
    expect((await kit.call(administrator, setMark, { params, body: named })).body.version).toBe(2)
    const early = await kit.call(administrator, removeMark, { params, query: { version: 1 } })
    expect(early.code).toBe('core.stale_version')
    const gone = await kit.call(administrator, removeMark, { params, query: { version: 2 } })
    expect(gone.status).toBe(204)
    const again = await kit.call(administrator, removeMark, { params, query: { version: 2 } })
    expect(again.status).toBe(204)
  })

  test('the marks are the group’s: a store’s manager may not change them', async () => {
    const body = { kind: 'holiday', name: '店庆', version: 0 } as const
    const refused = await kit.call(manager, setMark, { params: { day: '2027-09-19' }, body })
    expect(refused.status).toBe(403)
  })

  test('a day that does not exist is no record', async () => {
    const body = { kind: 'holiday', name: '无', version: 0 } as const
    const answer = await kit.call(administrator, setMark, { params: { day: '2027-02-30' }, body })
    expect(answer.status).toBe(404)
  })

  test('another group has its own marks', async () => {
    const stranger = await (await makeGroup(kit.app)).addPerson('administrator')
    const query = { from: '2026-01-01', to: '2026-12-31' }
    expect((await kit.call(stranger, listMarks, { query })).body.items).toEqual([])
  })
})

describe("the store's closed days", () => {
  test('a store closes on the first three days of the Spring Festival unless it says otherwise', async () => {
    const store = await group.addStore()
    const days = await inStores(kit.app.db, [store.id], async (tx) => {
      await seedClosedDays(tx, store.id, [2026, 2027], kit.clock.now())
      expect(await isClosedOn(tx, store.id, '2026-02-18')).toBe(true)
      return closedDays(tx, store.id, '2026-01-01', '2026-12-31')
    })
    expect([...days]).toEqual(['2026-02-17', '2026-02-18', '2026-02-19'])
  })

  test('closing days twice closes them once; opening takes a day back', async () => {
    const body = { days: ['2026-11-02', '2026-11-03', '2026-11-02'], reason: '盘点' }
    const closed = await kit.call(manager, closeDays, { body })
    expect(closed.body.closed).toEqual(['2026-11-02', '2026-11-03'])
    expect((await kit.call(manager, closeDays, { body })).body.closed).toEqual([])
    const opened = await kit.call(manager, openDay, { params: { day: '2026-11-03' } })
    expect(opened.body.opened).toEqual(['2026-11-03'])
    const again = await kit.call(manager, openDay, { params: { day: '2026-11-03' } })
    expect(again.body.opened).toEqual([])
    expect(await closedOf(manager, 2026)).toContain('2026-11-02')
  })

  test('the news of closed days names the days, so that promises can be looked at', async () => {
    await kit.call(manager, closeDays, { body: { days: ['2026-12-07'] } })
    const events = await inStores(kit.app.db, [group.store.id], (tx) =>
      tx
        .selectFrom('events')
        .select('data')
        .where('store_id', '=', group.store.id)
        .where('type', '=', 'dictionaries.closed_days_changed')
        .execute(),
    )
    expect(events.map((e) => e.data)).toContainEqual({ closed: ['2026-12-07'], opened: [] })
  })

  test('closing a day says how many promises fall on it and moves none', async () => {
    const asked: { storeId: number; days: string[] }[] = []
    givePromiseCount(async (ctx, days) => {
      asked.push({ storeId: ctx.store.id, days: [...days] })
      return 3
    })
    const answer = await kit.call(manager, closeDays, { body: { days: ['2026-12-14'] } })
    expect(answer.body.openPromises).toBe(3)
    expect(asked).toEqual([{ storeId: group.store.id, days: ['2026-12-14'] }])
  })

  test('another store’s closed days are its own', async () => {
    await kit.call(manager, closeDays, { body: { days: ['2026-11-20'] } })
    expect(await closedOf(otherManager, 2026)).not.toContain('2026-11-20')
    await kit.call(otherManager, openDay, { params: { day: '2026-11-20' } })
    expect(await closedOf(manager, 2026)).toContain('2026-11-20')
  })

  test('a consultant may look but not close', async () => {
    const consultant = await group.addPerson('consultant')
    const refused = await kit.call(consultant, closeDays, { body: { days: ['2026-11-21'] } })
    expect(refused.status).toBe(403)
    expect(await closedOf(consultant, 2026)).not.toContain('2026-11-21')
  })

  test('last year is copied: the Spring Festival by the moon, other days by their date', async () => {
    const store = await group.addStore()
    const own = await group.addPerson('showroom_manager', { storeId: store.id })
    const days = ['2026-02-17', '2026-02-18', '2026-05-01', '2026-09-25', '2026-12-31']
    await kit.call(own, closeDays, { body: { days, reason: '休息' } })
    const copied = await kit.call(own, copyClosedDays, { body: { year: 2027 } })
    // 2027: new year on 6 February, Mid-autumn on 15 September.
    expect(copied.body.closed).toEqual([
      '2027-02-06',
      '2027-02-07',
      '2027-05-01',
      '2027-09-15',
      '2027-12-31',
    ])
    expect((await kit.call(own, copyClosedDays, { body: { year: 2027 } })).body.closed).toEqual([])
  })
})

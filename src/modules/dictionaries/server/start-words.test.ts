import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { closeDays, listClosedDays, listMarks, listOptionsRoute } from '../contract.ts'
import { seedCalendar } from './calendar.ts'
import { extendCalendarOf } from './start-words.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const wholeYear = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` })
const tell = (store: StoreInfo, type: string, data: Record<string, unknown>) =>
  runInStore(kit.app, store, async (ctx) => announce(ctx, { type, recordId: uuidv7(), data }))

test('a group that starts has its words and its calendar, whether told once or twice', async () => {
  const group = await makeGroup(kit.app)
  const person = await group.addPerson('consultant')
  const count = async () => {
    await tell(group.store, 'access.group_started', { groupId: group.groupId })
    await kit.settle(group.store)
    const options = await kit.call(person, listOptionsRoute, {})
    const marks = await kit.call(person, listMarks, { query: wholeYear(2027) })
    return [options.body.items.length, marks.body.items.length]
  }
  const once = await count()
  expect(Math.min(...once)).toBeGreaterThan(10)
  expect(await count()).toEqual(once)
})

test('a store that is added is closed over the Spring Festival of this year and the next', async () => {
  const group = await makeGroup(kit.app)
  const added = await group.addStore()
  await tell(group.store, 'access.store_added', { storeId: added.id })
  await kit.settle(group.store)
  const person = await group.addPerson('consultant', { storeId: added.id })
  const query = { from: '2026-01-01', to: '2027-12-31' }
  const days = (await kit.call(person, listClosedDays, { query })).body.items.map((d) => d.day)
  expect(days).toEqual([
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
  ])
})

test('in November a silent store gets next year’s default days, one that has spoken keeps its own', async () => {
  const own = await startTestApp({ now: '2026-11-02T02:00:00Z' })
  const group = await makeGroup(own.app)
  const manager = await group.addPerson('showroom_manager', { storeId: group.otherStore.id })
  await own.call(manager, closeDays, { body: { days: ['2027-05-01'] } })
  await extendCalendarOf(own.app, group.store)
  await extendCalendarOf(own.app, group.otherStore)
  const person = await group.addPerson('consultant')
  const query = wholeYear(2027)
  expect((await own.call(person, listClosedDays, { query })).body.items).toHaveLength(3)
  expect((await own.call(manager, listClosedDays, { query })).body.items).toHaveLength(1)
  await own.close()
})

test('estimated marks give way once the year is published, but not those a person has set', async () => {
  const group = await makeGroup(kit.app)
  await inStores(kit.app.db, [], async (tx) => {
    const mark = { group_id: group.groupId, kind: 'holiday', name: '春节', name_en: '' }
    const guess = { ...mark, is_estimated: true }
    await tx
      .insertInto('calendar_marks')
      .values([
        { ...guess, day: '2026-03-03' },
        { ...guess, day: '2026-03-04', version: 2 },
        { ...mark, day: '2026-03-05', is_estimated: false },
      ])
      .execute()
    await seedCalendar(tx, group.groupId, [2026])
  })
  const person = await group.addPerson('consultant')
  const query = { from: '2026-03-01', to: '2026-03-31' }
  const days = (await kit.call(person, listMarks, { query })).body.items.map((m) => m.day)
  expect(days).toEqual(['2026-03-04', '2026-03-05'])
})

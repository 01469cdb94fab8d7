import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { changeStore, listStores } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addCard } from '#modules/metrics/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMorning } from '../contract.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let lin: TestPerson
let wang: TestPerson
let moved: string
beforeAll(async () => {
  // 10:00 on Tuesday, 15 September, in the store.
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  lin = await group.addPerson('consultant', { name: '林静' })
  wang = await group.addPerson('consultant', { name: '王磊' })
  const add = (owner: TestPerson, name: string, dueOn: string, more = {}) =>
    addCard(kit.app, group.store, { owner: owner.id, name, openedOn: '2026-09-01', dueOn, ...more })
  await add(lin, '今天到期', '2026-09-15', { level: 'C' })
  await add(lin, '今天到期急', '2026-09-15', { level: 'H' })
  await add(lin, '昨天没做', '2026-09-14')
  await add(lin, '早就逾期', '2026-09-10')
  await add(lin, '明天', '2026-09-16')
  await add(lin, '冻结', '2026-09-12', { isFrozen: true })
  await add(wang, '晚了一天', '2026-09-14', { keptOn: '2026-09-15' })
  await add(wang, '按时', '2026-09-14', { keptOn: '2026-09-14' })
  await add(wang, '昨天建卡', '2026-09-15', { openedOn: '2026-09-14' })
  moved = (await add(wang, '到期后改期', '2026-09-16')).opportunityId
  await inStores(kit.app.db, [group.store.id], async (tx) => {
    await tx
      .insertInto('opportunity_changes')
      .values({
        store_id: group.store.id,
        id: uuidv7(),
        opportunity_id: moved,
        field: 'due_on',
        from_value: '2026-09-14',
        to_value: '2026-09-16',
        effective_on: '2026-09-15',
        recorded_at: kit.app.clock.now(),
      })
      .execute()
    const visit = (day: string, outcome: string, by: string | null, more = {}) =>
      tx
        .insertInto('visits')
        .values({
          store_id: group.store.id,
          id: uuidv7(),
          channel: 'walk-in',
          business_day: day,
          arrived_at: new Date(`${day}T07:00:00Z`),
          received_by: by,
          outcome,
          series_text: '高7',
          recorded_at: new Date(`${day}T07:00:00Z`),
          ...more,
        })
        .execute()
    await visit('2026-09-14', 'unfiled', lin.id)
    await visit('2026-09-14', 'unfiled', lin.id, { is_flagged: true })
    await visit('2026-09-13', 'unfiled', lin.id)
    await visit('2026-09-14', 'open', wang.id)
    await visit('2026-09-14', 'unfiled', null)
    await visit('2026-09-15', 'open', lin.id)
  })
})
afterAll(() => kit.close())

const morning = async (as: TestPerson, day?: string) => {
  const answer = await kit.call(as, getMorning, { query: day ? { day } : {} })
  expect(answer.status).toBe(200)
  return answer.body
}

test('[003-52] before the meeting each consultant has the list of today, side by side for the manager', async () => {
  const { people, day, since, next } = await morning(boss)
  expect({ day, since, next }).toEqual({
    day: '2026-09-15',
    since: '2026-09-14',
    next: '2026-09-16',
  })
  expect(people.map((person) => person.name).sort()).toEqual(['无人接待', '林静', '王磊'])
  const linsList = people.find((person) => person.id === lin.id)
  expect(linsList?.promises.map((line) => [line.customer, line.daysOverdue, line.level])).toEqual([
    ['早就逾期', 5, 'A'],
    ['昨天没做', 1, 'A'],
    ['今天到期急', 0, 'H'],
    ['今天到期', 0, 'C'],
  ])
  expect(linsList?.promises[0]?.series).toBe('速腾')
  expect(linsList?.counts).toMatchObject({
    due: 2,
    overdue: 2,
    newCards: 0,
    unfiled: 2,
    leftOpen: 1,
  })
  expect(linsList?.load).toMatchObject({ today: 4, tomorrow: 1, willBreak: 0 })
})

test('[003-53] what was not kept and not closed yesterday is named in the morning', async () => {
  const { people } = await morning(boss)
  const linsList = people.find((person) => person.id === lin.id)
  const wangsList = people.find((person) => person.id === wang.id)
  expect(linsList?.breaches.map((line) => [line.customer, line.keptOn])).toEqual([
    ['昨天没做', null],
  ])
  expect(wangsList?.breaches.map((line) => [line.customer, line.keptOn]).sort()).toEqual([
    ['到期后改期', '2026-09-15'],
    ['晚了一天', '2026-09-15'],
  ])
  expect(wangsList?.counts).toMatchObject({ kept: 1, newCards: 1, leftOpen: 1 })
  expect(wangsList?.newCards[0]?.customer).toBe('昨天建卡')
  expect(linsList?.unfiled.every((line) => line.series === '高7')).toBe(true)
})

test('a consultant sees their own list only', async () => {
  const { people } = await morning(wang)
  expect(people.map((person) => person.id)).toEqual([wang.id])
})

test('the capacity the store sets decides what will break tomorrow', async () => {
  const admin = await group.addPerson('administrator')
  const setCapacity = async (dailyCapacity: number) => {
    const { stores } = (await kit.call(admin, listStores, {})).body
    const version = stores.find((store) => store.id === group.store.id)?.version ?? 0
    const body = { version, settings: { dailyCapacity } }
    return kit.call(admin, changeStore, { params: { id: group.store.id }, body })
  }
  expect((await setCapacity(0)).code).toBe('core.invalid_input')
  expect((await setCapacity(3)).body.settings.dailyCapacity).toBe(3)
  const [own] = (await morning(lin)).people
  expect(own?.load).toEqual({ today: 4, capacity: 3, tomorrow: 1, willBreak: 0 })
  await setCapacity(1)
  expect((await morning(lin)).people[0]?.load).toMatchObject({ capacity: 1, willBreak: 3 })
  expect((await setCapacity(20)).status).toBe(200)
  expect((await morning(lin)).people[0]?.load).toMatchObject({ capacity: 20, willBreak: 0 })
})

test('yesterday is the last day the store was open', async () => {
  await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .insertInto('closed_days')
      .values(
        ['2026-09-19', '2026-09-20'].map((day) => ({
          store_id: group.store.id,
          day,
          reason: '盘点',
          set_at: kit.app.clock.now(),
        })),
      )
      .execute(),
  )
  expect(await morning(boss, '2026-09-21')).toMatchObject({
    since: '2026-09-18',
    next: '2026-09-22',
  })
  expect(await morning(boss, '2026-09-18')).toMatchObject({
    since: '2026-09-17',
    next: '2026-09-21',
  })
})

test('another store has no trace of it, and a region looks at one store at a time', async () => {
  const stranger = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect((await morning(stranger)).people).toEqual([])
  const region = await group.addPerson('regional_manager', { storeId: group.otherStore.id })
  const chosen = await kit.call(region, getMorning, { query: {} }, { storeId: group.store.id })
  expect(chosen.body.people.map((person) => person.id)).toContain(lin.id)
  const outside = await kit.call(stranger, getMorning, { query: {} }, { storeId: group.store.id })
  expect(outside.status).toBe(404)
})

test('a day too far away and a day that does not exist are refused', async () => {
  const far = await kit.call(boss, getMorning, { query: { day: '2020-01-01' } })
  expect(far.code).toBe('meetings.too_far')
  expect((await kit.call(boss, getMorning, { query: { day: '2026-02-30' } })).status).toBe(422)
})

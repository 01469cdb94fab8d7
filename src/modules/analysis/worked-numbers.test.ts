import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getBoard, getMetric } from '#modules/metrics/contract.ts'
import { rebuildFacts } from '#modules/metrics/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../testing.ts'
import { getReading } from './contract.ts'
import { addFiled, addParties } from './testing.ts'

// One month, counted by hand: 100 parties, 40 filed, 7 contracts of which one is cancelled.
let kit: TestApp
let group: TestGroup
let manager: TestPerson
const people: string[] = []
const source = { friend: uuidv7(), paper: uuidv7() }
const period = { from: '2026-08-01', to: '2026-08-31' }
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager')
  people.push((await group.addPerson('consultant', { name: '甲' })).id)
  people.push((await group.addPerson('consultant', { name: '乙' })).id)
  await inStores(kit.app.db, [], (tx) =>
    tx
      .insertInto('options')
      .values(
        Object.entries(source).map(([code, id]) => ({
          group_id: group.groupId,
          id,
          kind: 'source',
          code,
          label: code,
          label_en: code,
          family: code === 'friend' ? 'referral' : 'outdoor',
        })),
      )
      .execute(),
  )
  // Friends: 10 filed, 2 bought (20 %). Papers: 30 filed, 3 bought and 2 more that one cancelled (10 % + …).
  const filed = (of: 'friend' | 'paper', count: number, bought: number) =>
    Array.from({ length: count }, (_, i) => ({
      openedOn: `2026-08-${String(1 + (i % 28)).padStart(2, '0')}`,
      owner: people[i % 4 === 0 ? 1 : 0] ?? '',
      sourceId: source[of],
      ...(i < bought ? { signedOn: '2026-08-31' } : {}),
    }))
  await addFiled(kit.app, group.store, [...filed('friend', 10, 2), ...filed('paper', 30, 5)])
  await addParties(kit.app, group.store, [
    { day: '2026-08-04', unfiled: 20, by: people[0] ?? '', sourceId: source.paper },
    { day: '2026-08-15', unfiled: 40, by: people[1] ?? '', sourceId: source.friend },
  ])
  // One of the papers' contracts is cancelled, another is for three cars.
  await inStores(kit.app.db, [group.store.id], async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select o.id from orders o join opportunities c
          on c.store_id = o.store_id and c.id = o.opportunity_id
       where o.store_id = ${group.store.id} and c.source_id = ${source.paper}
       order by o.id`.execute(tx)
    const change = (id: string | undefined, set: Record<string, unknown>) =>
      tx
        .updateTable('orders')
        .set(set)
        .where('store_id', '=', group.store.id)
        .where('id', '=', id ?? '')
        .execute()
    await change(rows[0]?.id, {
      state: 'cancelled',
      cancelled_on: '2026-08-31',
      cancelled_at: new Date('2026-08-31T08:00:00Z'),
    })
    await change(rows[1]?.id, { quantity: 3 })
  })
  await rebuildFacts(kit.app, group.store)
})
afterAll(() => kit.close())

test('[000-25] [000-26] the rates of a month to the digit: 40 of 100, 6 of 40, 6 of 100', async () => {
  const { body } = await kit.call(manager, getBoard, { query: period })
  const tile = (key: string) => body.tiles.find((one) => one.key === key)
  expect(tile('traffic')?.value).toBe(100)
  expect(tile('newly_filed')?.value).toBe(40)
  expect(tile('filing_rate')).toMatchObject({ numerator: 40, denominator: 100, value: 0.4 })
  // A deal is a contract that stands, whatever its quantity; a cancellation is a number of its own.
  expect(tile('deals')?.value).toBe(6)
  expect(tile('cars_sold')?.value).toBe(8)
  expect(tile('cancellations')?.value).toBe(1)
  expect(tile('filed_close_rate')).toMatchObject({ numerator: 6, denominator: 40, value: 0.15 })
  expect(tile('traffic_close_rate')).toMatchObject({ numerator: 6, denominator: 100, value: 0.06 })
})

test('[000-25] before the cancellation was known seven had bought', async () => {
  const { body } = await kit.call(manager, getMetric, {
    params: { key: 'deals' },
    query: { ...period, asOf: '2026-08-31T07:00:00Z' },
  })
  expect(body.total).toBe(7)
})

test('[000-37] friends close 2 of 10, papers 4 of 30; papers brought fewer parties', async () => {
  const rate = await kit.call(manager, getMetric, {
    params: { key: 'filed_close_rate' },
    query: { ...period, by: 'source' },
  })
  const of = (id: string) => rate.body.rows.find((row) => row.key === id)
  expect(of(source.friend)).toMatchObject({ numerator: 2, n: 10, value: 0.2 })
  expect(of(source.paper)).toMatchObject({ numerator: 4, n: 30, value: 4 / 30 })
  const traffic = await kit.call(manager, getMetric, {
    params: { key: 'traffic' },
    query: { ...period, by: 'source' },
  })
  expect(Object.fromEntries(traffic.body.rows.map((row) => [row.label, row.value]))).toEqual({
    friend: 50,
    paper: 50,
  })
  const family = await kit.call(manager, getMetric, {
    params: { key: 'filed_close_rate' },
    query: { ...period, by: 'family' },
  })
  expect(family.body.rows.map((row) => [row.key, row.numerator, row.n]).sort()).toEqual([
    ['outdoor', 4, 30],
    ['referral', 2, 10],
  ])
})

test('[000-35] filing rate of each consultant is of the parties received, to the digit', async () => {
  const { body } = await kit.call(manager, getMetric, {
    params: { key: 'filing_rate' },
    query: { ...period, by: 'consultant' },
  })
  // 甲: 7 + 22 filed and 20 not; 乙: 3 + 8 filed and 40 not.
  const of = (id: string | undefined) => body.rows.find((row) => row.key === id)
  expect([of(people[0])?.numerator, of(people[0])?.denominator]).toEqual([29, 49])
  expect([of(people[1])?.numerator, of(people[1])?.denominator]).toEqual([11, 51])
})

test('[000-33] the desk says the same of the month as the board', async () => {
  const { body } = await kit.call(manager, getReading, {
    params: { question: 'traffic' },
    query: { lang: 'en', step: 'month', ...period },
  })
  const [table] = body.tables
  const row = table?.rows[0]?.cells
  expect(row?.slice(2)).toEqual([100, 40, 0.4, 6, 0.15, 0.06])
  expect(table?.rows.at(-1)?.cells.slice(2)).toEqual([100, 40, 0.4, 6, 0.15, 0.06])
  expect(body.charts[1]?.series.map(({ values }) => values)).toEqual([[0.4], [0.15], [0.06]])
  // A day with fewer parties or prospects than the least n has its counts and no rate of them.
  const daily = await kit.call(manager, getReading, {
    params: { question: 'traffic' },
    query: { lang: 'en', step: 'day', from: '2026-08-15', to: '2026-08-31' },
  })
  const day = (name: string) =>
    daily.body.tables[0]?.rows
      .find(({ cells }) => String(cells[0]).startsWith(name))
      ?.cells.slice(2)
  expect(day('8/15')).toEqual([41, 1, 1 / 41, 0, null, 0])
  expect(day('8/16')).toEqual([1, 1, null, 0, null, null])
  expect(day('8/31')).toEqual([0, 0, null, 6, null, null])
})

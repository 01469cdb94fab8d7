import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listExports } from '#modules/lists/contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import type { CallInput } from '#shared/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { exportMetric, getBoard, getMetric, listMetricRecords, listMetrics } from '../contract.ts'
import { metricTable, settleFacts } from '../index.ts'
import { addCard, addNames, testDoor } from '../testing.ts'

type MetricQuery = NonNullable<CallInput<typeof getMetric>['query']>

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let lin: TestPerson
let wang: TestPerson
let names: { series: string; source: string }
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  lin = await group.addPerson('consultant', { name: '林静' })
  wang = await group.addPerson('consultant', { name: '王磊' })
  names = await addNames(kit.app, group.groupId)
  const door = testDoor(kit.app, group.store)
  const { series: seriesId, source: sourceId } = names
  // Tuesday and Wednesday are past, 15 September is today.
  await door.add({ day: '2026-09-08', outcome: 'filed', receivedBy: lin.id, seriesId, sourceId })
  await door.add({ day: '2026-09-08', outcome: 'unfiled', receivedBy: lin.id, seriesId })
  await door.add({ day: '2026-09-08', outcome: 'unfiled', receivedBy: wang.id, channel: 'call-in' })
  await door.add({ day: '2026-09-09', outcome: 'repeat', receivedBy: wang.id, seriesId })
  await door.add({ day: '2026-09-09', outcome: 'filed', receivedBy: wang.id, isReturning: true })
  await door.add({ day: '2026-09-09', outcome: 'not_prospect', receivedBy: null })
  await settleFacts(kit.app, group.store)
  await door.add({ day: '2026-09-09', outcome: 'unfiled', receivedBy: lin.id, seriesId })
  await door.add({ day: '2026-09-15', outcome: 'filed', receivedBy: lin.id, channel: 'call-in' })
  await door.add({ day: '2026-09-15', outcome: 'open', receivedBy: lin.id })
})
afterAll(() => kit.close())

const ask = async (key: string, query: MetricQuery = {}, as = boss) => {
  const answer = await kit.call(as, getMetric, { params: { key }, query })
  expect(answer.status).toBe(200)
  return answer.body
}
const valueOf = async (key: string, query: MetricQuery = {}, as = boss) =>
  (await ask(key, query, as)).total

test('[000-18] traffic = unfiled + filed', async () => {
  expect(await valueOf('unfiled_visits')).toBe(3)
  expect(await valueOf('newly_filed')).toBe(3)
  expect(await valueOf('traffic')).toBe(6)
  for (const by of ['day', 'week', 'month', 'consultant', 'series', 'channel', 'source'] as const) {
    const [traffic, unfiled, filed] = await Promise.all(
      ['traffic', 'unfiled_visits', 'newly_filed'].map((key) => ask(key, { by })),
    )
    const at = (table: typeof traffic, key: string) =>
      table?.rows.find((row) => row.key === key)?.numerator ?? 0
    for (const row of traffic?.rows ?? [])
      expect(row.numerator).toBe(at(unfiled, row.key) + at(filed, row.key))
    expect(traffic?.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(6)
  }
})

test('[000-17] unfiled visits are counted by day, consultant and series', async () => {
  const byDay = await ask('unfiled_visits', { from: '2026-09-07', to: '2026-09-10', by: 'day' })
  expect(byDay.rows.map((row) => [row.key, row.value])).toEqual([
    ['2026-09-07', 0],
    ['2026-09-08', 2],
    ['2026-09-09', 1],
    ['2026-09-10', 0],
  ])
  const byConsultant = await ask('unfiled_visits', { by: 'consultant' })
  expect(byConsultant.rows.map((row) => [row.label, row.value])).toEqual([
    ['林静', 2],
    ['王磊', 1],
  ])
  const bySeries = await ask('unfiled_visits', { by: 'series' })
  expect(bySeries.rows.map((row) => [row.labelEn, row.value])).toEqual([
    ['Sagitar', 2],
    ['Not stated', 1],
  ])
})

test('repeat visits, walk-ins, call-ins and non-prospects are numbers of their own', async () => {
  expect(await valueOf('repeat_visits')).toBe(1)
  expect(await valueOf('not_prospects')).toBe(1)
  expect(await valueOf('walk_ins')).toBe(5)
  expect(await valueOf('call_ins')).toBe(2)
  expect(await valueOf('returning_filed')).toBe(1)
})

test('the filing rate is newly filed ÷ traffic and says when n is too small', async () => {
  const rate = await ask('filing_rate', { by: 'day' })
  expect(rate).toMatchObject({ unit: 'rate', total: 0.5, n: 6, numerator: 3, tooFew: true })
  const empty = rate.rows.find((row) => row.key === '2026-09-02')
  expect(empty).toMatchObject({ value: null, n: 0 })
})

test('[000-24] traffic by consultant, series and day opens to its records, which add up', async () => {
  for (const by of ['consultant', 'series', 'day', 'month', 'week'] as Breakdown[]) {
    const table = await ask('traffic', { by })
    for (const row of table.rows) {
      const opened = await kit.call(boss, listMetricRecords, {
        params: { key: 'traffic' },
        query: { by, value: row.key },
      })
      expect(opened.status).toBe(200)
      expect(opened.body.items).toHaveLength(row.numerator)
      expect(opened.body.numerator).toBe(row.numerator)
    }
  }
})

test('records of a rate are those of its denominator, marked where they are in the numerator', async () => {
  const { body } = await kit.call(boss, listMetricRecords, { params: { key: 'filing_rate' } })
  expect(body).toMatchObject({ numerator: 3, denominator: 6 })
  expect(body.items).toHaveLength(6)
  expect(body.items.filter((item) => item.isNumerator)).toHaveLength(3)
  expect(new Set(body.items.map((item) => item.outcome))).toEqual(new Set(['filed', 'unfiled']))
})

test('records come in pages, newest first, none twice', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await kit.call(boss, listMetricRecords, {
      params: { key: 'traffic' },
      query: { limit: 2, ...(cursor ? { cursor } : {}) },
    })
    seen.push(...body.items.map((item) => item.id))
    cursor = body.nextCursor ?? undefined
  } while (cursor)
  expect(new Set(seen).size).toBe(6)
  const wrong = await kit.call(boss, listMetricRecords, {
    params: { key: 'traffic' },
    query: { cursor: 'nonsense' },
  })
  expect(wrong.status).toBe(400)
})

test('a consultant sees the numbers of their own visits only', async () => {
  expect(await valueOf('traffic', {}, lin)).toBe(4)
  expect(await valueOf('traffic', { by: 'series' }, lin)).toBe(4)
  expect(await valueOf('traffic', { consultant: wang.id }, lin)).toBe(0)
  const opened = await kit.call(lin, listMetricRecords, { params: { key: 'traffic' } })
  expect(opened.body.items.every((item) => item.consultant === '林静')).toBe(true)
})

test('two dimensions crossed give the same as their records', async () => {
  const table = await ask('traffic', { by: 'day', consultant: lin.id, series: names.series })
  expect(table.total).toBe(3)
  expect(table.rows.filter((row) => row.numerator > 0).map((row) => row.key)).toEqual([
    '2026-09-08',
    '2026-09-09',
  ])
})

test('another store has no trace of it, and naming it from outside finds nothing', async () => {
  const stranger = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect(await valueOf('traffic', {}, stranger)).toBe(0)
  const named = await kit.call(stranger, getMetric, {
    params: { key: 'traffic' },
    query: { stores: String(group.store.id) },
  })
  expect(named.status).toBe(404)
  expect(await valueOf('traffic', { stores: 'all' }, stranger)).toBe(0)
})

test('a region compares its stores, and opens to masked records', async () => {
  const region = await group.addPerson('regional_manager')
  await testDoor(kit.app, group.otherStore).add({ day: '2026-09-10', outcome: 'unfiled' })
  const table = await ask('traffic', { stores: 'all', by: 'store' }, region)
  expect(table.total).toBe(7)
  expect(table.rows.map((row) => [row.key, row.value])).toEqual([
    [String(group.store.id), 6],
    [String(group.otherStore.id), 1],
  ])
  const opened = await kit.call(region, listMetricRecords, {
    params: { key: 'traffic' },
    query: { stores: 'all', by: 'store', value: String(group.otherStore.id) },
  })
  expect(opened.body.items.map((item) => item.storeId)).toEqual([group.otherStore.id])
})

test('the board gives every number of the period with its comparisons', async () => {
  const { body } = await kit.call(boss, getBoard, {
    query: { from: '2026-09-01', to: '2026-09-30' },
  })
  const traffic = body.tiles.find((tile) => tile.key === 'traffic')
  expect(traffic).toMatchObject({
    value: 6,
    compare: { previous: { from: '2026-08-01', to: '2026-08-31', value: 0 } },
  })
  expect(traffic?.compare.lastYear).toMatchObject({ from: '2025-09-01', to: '2025-09-30' })
  const defined = await kit.call(boss, listMetrics, {})
  expect(body.tiles.map((tile) => tile.key)).toEqual(
    defined.body.metrics.filter(({ isApart }) => !isApart).map(({ key }) => key),
  )
})

test('a table is exported as xlsx and as csv, by those who may export', async () => {
  const query = { by: 'consultant' as const, format: 'csv' as const }
  const csv = await kit.call(boss, exportMetric, { params: { key: 'traffic' }, query })
  expect(csv.status).toBe(200)
  const text = await (csv.body as Blob).text()
  expect(text).toContain('林静,4')
  expect(text).toContain('合计,6')
  const xlsx = await kit.call(boss, exportMetric, {
    params: { key: 'filing_rate' },
    query: { by: 'day' },
  })
  expect((await (xlsx.body as Blob).bytes()).subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
  const refused = await kit.call(lin, exportMetric, { params: { key: 'traffic' }, query })
  expect(refused.code).toBe('core.forbidden')
  const auditor = await group.addPerson('general_manager')
  const logged = await kit.call(auditor, listExports, { query: { list: 'numbers.table' } })
  expect(logged.body.items.map(({ format }) => format).sort()).toEqual(['csv', 'xlsx'])
})

test('the command line gets the same table by store code', async () => {
  const table = await metricTable(kit.app, group.store.code, {
    key: 'newly_filed',
    from: '2026-09-01',
    to: '2026-09-30',
    by: 'consultant',
  })
  expect(table).toEqual({
    key: 'newly_filed',
    total: 3,
    rows: [
      { consultant: '林静', id: lin.id, value: 2 },
      { consultant: '王磊', id: wang.id, value: 1 },
    ],
  })
})

test('what cannot be asked is refused in words', async () => {
  const call = (key: string, query: MetricQuery) =>
    kit.call(boss, getMetric, { params: { key }, query })
  expect((await call('nonsense', {})).code).toBe('metrics.unknown')
  expect((await call('cards_without_visit', { by: 'channel' })).code).toBe(
    'metrics.no_such_breakdown',
  )
  expect((await call('traffic', { from: '2026-09-30', to: '2026-09-01' })).code).toBe(
    'metrics.period',
  )
  expect((await call('overdue_promises', { asOf: '2026-09-01T00:00:00Z' })).code).toBe(
    'metrics.no_past',
  )
  expect((await call('traffic', { from: '2026-02-30' })).status).toBe(422)
})

test('cards without a visit and overdue promises are counted by their first owner and by owner', async () => {
  const other = await makeGroup(kit.app)
  const chief = await other.addPerson('sales_manager')
  const zhao = await other.addPerson('consultant', { name: '赵敏' })
  const card = (openedOn: string, dueOn: string) =>
    addCard(kit.app, other.store, { owner: zhao.id, name: '网络客户', openedOn, dueOn })
  const { opportunityId } = await card('2026-09-03', '2026-09-04')
  await card('2026-09-05', '2026-09-20')
  await inStores(kit.app.db, [other.store.id], async (tx) => {
    await tx
      .insertInto('opportunity_changes')
      .values({
        store_id: other.store.id,
        id: uuidv7(),
        opportunity_id: opportunityId,
        field: 'owner',
        from_value: zhao.id,
        to_value: chief.id,
        effective_on: '2026-09-06',
        recorded_at: kit.app.clock.now(),
      })
      .execute()
    await tx
      .updateTable('opportunities')
      .set({ owner_id: chief.id })
      .where('store_id', '=', other.store.id)
      .where('id', '=', opportunityId)
      .execute()
  })
  const cards = await ask('cards_without_visit', { by: 'consultant' }, chief)
  expect(cards.rows.map((row) => [row.label, row.value])).toEqual([['赵敏', 2]])
  expect(await valueOf('cards_without_visit', { asOf: '2026-09-04T00:00:00Z' }, chief)).toBe(1)
  expect(await valueOf('traffic', {}, chief)).toBe(0)
  const overdue = await ask('overdue_promises', { by: 'day' }, chief)
  expect(overdue.total).toBe(1)
  expect(overdue.rows.find((row) => row.value === 1)?.key).toBe('2026-09-04')
  for (const key of ['cards_without_visit', 'overdue_promises']) {
    const opened = await kit.call(chief, listMetricRecords, { params: { key } })
    expect(opened.body.items).toHaveLength(opened.body.numerator)
    expect(opened.body.items[0]?.customer).toBe('网络客户')
  }
})

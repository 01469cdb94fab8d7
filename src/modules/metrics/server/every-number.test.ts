import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { exportMetric, getMetric, listMetricRecords } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { metricTable, settleFacts } from '../index.ts'
import { addProspects, addWords } from '../testing-world.ts'
import { metrics } from './definitions.ts'
import type { Metric } from './metric.ts'
import type { Question } from './question.ts'
import { readQuestion } from './read-question.ts'
import { readFigures } from './read-figures.ts'
import { readRecords } from './records.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let region: TestPerson
const period = { from: '2026-08-20', to: '2026-09-15' }
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  region = await group.addPerson('regional_manager')
  const words = await addWords(kit.app, group.groupId, group.store)
  for (const store of [group.store, group.otherStore]) {
    const people = [
      await group.addPerson('consultant', { storeId: store.id }),
      await group.addPerson('consultant', { storeId: store.id }),
    ]
    const count = store === group.store ? 36 : 15
    await addProspects(
      kit.app,
      store,
      words,
      people.map(({ id }) => id),
      count,
    )
    await settleFacts(kit.app, store)
  }
})
afterAll(() => kit.close())

const inStore = <T>(work: (ctx: Ctx) => Promise<T>) => runInStore(kit.app, group.store, work)

/** What the records behind a number add up to. */
async function addRecords(ctx: Ctx, key: string, question: Question, values: string[] = []) {
  const sum = { numerator: 0, denominator: 0, ids: new Set<string>(), rows: 0 }
  let cursor: string | undefined
  do {
    const [value, value2] = values
    const page = await readRecords(ctx, key, question, { value, value2, cursor, limit: 20 })
    for (const item of page.items) {
      if (item.isNumerator) sum.numerator += item.part
      if (item.isDenominator) sum.denominator += 1
      sum.ids.add(`${item.kind} ${item.id}`)
      sum.rows += 1
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(sum.ids.size).toBe(sum.rows)
  return sum
}

async function expectOpens(ctx: Ctx, metric: Metric, question: Question, why: string) {
  const figures = await readFigures(ctx, metric.key, question)
  const all = await addRecords(ctx, metric.key, { ...question, by: undefined, by2: undefined })
  expect([all.numerator, all.denominator], why).toEqual([
    figures.total.numerator,
    figures.total.denominator ?? 0,
  ])
  const parts = question.by2 ? figures.cells : figures.rows
  if (figures.addsUp) {
    const sum = (of: 'numerator' | 'denominator') =>
      parts.reduce((total, part) => total + (part[of] ?? 0), 0)
    expect([sum('numerator'), sum('denominator')], why).toEqual([all.numerator, all.denominator])
  }
  for (const part of parts) {
    const values = 'key2' in part ? [part.key, part.key2] : [part.key]
    const opened = await addRecords(ctx, metric.key, question, values)
    expect([opened.numerator, opened.denominator], `${why} at ${values.join(', ')}`).toEqual([
      part.numerator,
      part.denominator ?? 0,
    ])
  }
}

test('every number by every breakdown opens to records that add up to it', async () => {
  await inStore(async (ctx) => {
    for (const metric of metrics)
      for (const by of metric.breakdowns)
        await expectOpens(
          ctx,
          metric,
          await readQuestion(ctx, { ...period, by }),
          `${metric.key} by ${by}`,
        )
  })
}, 120_000)

test('[000-46] [004-03] two breakdowns crossed open cell by cell', async () => {
  const pairs: [string, Breakdown, Breakdown][] = [
    ['newly_filed', 'industry', 'series'],
    ['newly_filed', 'hobby', 'model'],
    ['deals', 'age_band', 'series'],
    ['deals', 'payment', 'month'],
    ['loss', 'reason', 'model'],
    ['loss', 'reason', 'verified'],
    ['open_cards', 'occupation', 'source'],
    ['filed_close_rate', 'family', 'consultant'],
    ['traffic', 'weekday', 'team'],
    ['leads_called', 'grade', 'media'],
  ]
  await inStore(async (ctx) => {
    for (const [key, by, by2] of pairs) {
      const metric = metrics.find((one) => one.key === key)
      if (!metric) throw new Error(key)
      const question = await readQuestion(ctx, { ...period, by, by2 })
      await expectOpens(ctx, metric, question, `${key} by ${by} × ${by2}`)
    }
  })
})

test('every number is the same on the screen, in its file and on the command line', async () => {
  for (const { key, breakdowns } of metrics)
    for (const by of breakdowns.filter((_, place) => place % 4 === 1)) {
      const table = await kit.call(boss, getMetric, { params: { key }, query: { ...period, by } })
      expect(table.status).toBe(200)
      const file = await kit.call(boss, exportMetric, {
        params: { key },
        query: { ...period, by, format: 'csv' },
      })
      const text = (await (file.body as Blob).text()).replace(/^\uFEFF/, '')
      const lines = parse(text, { relax_column_count: true })
      const shown = lines.slice(-table.body.rows.length - 1)
      const inFile = (value: number | null) =>
        value === null ? -1 : table.body.unit === 'amount' ? value / 100 : value
      const screen = [...table.body.rows.map((row) => row.value), table.body.total].map(inFile)
      for (const [place, line] of shown.entries())
        expect(line[1] ? Number(line[1]) : -1, `${key} by ${by}`).toBeCloseTo(
          screen[place] ?? -2,
          12,
        )
      const told = await metricTable(kit.app, group.store.code, { key, ...period, by })
      expect([told.total, ...told.rows.map((row) => row.value)]).toEqual([
        table.body.total,
        ...table.body.rows.map((row) => row.value),
      ])
    }
}, 120_000)

test('[000-40] a regional manager sees regions and stores that add up, and what is behind them', async () => {
  for (const key of ['traffic', 'deals', 'open_cards', 'filed_close_rate', 'deal_amount'])
    for (const by of ['region', 'store'] as const) {
      const query = { ...period, stores: 'all', by, by2: 'series' as const }
      const { body } = await kit.call(region, getMetric, { params: { key }, query })
      expect(body.stores).toBe(2)
      expect(body.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(body.numerator)
      for (const row of body.rows) {
        const opened = await kit.call(region, listMetricRecords, {
          params: { key },
          query: { ...query, value: row.key },
        })
        expect(opened.body.numerator).toBe(row.numerator)
      }
    }
  // The records of several stores, joined with their customers.
  const known = await kit.call(region, getMetric, {
    params: { key: 'deals' },
    query: { ...period, stores: 'all', by: 'store', by2: 'occupation' },
  })
  expect(known.body.cells.reduce((sum, cell) => sum + cell.numerator, 0)).toBe(known.body.total)
  const own = await kit.call(boss, getMetric, {
    params: { key: 'traffic' },
    query: { ...period, stores: 'all', by: 'store' },
  })
  expect(own.body.rows.map((row) => row.key)).toEqual([String(group.store.id)])
})

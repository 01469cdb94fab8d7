import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  exportMetric,
  getBoard,
  getMetric,
  listMetricRecords,
  listMetrics,
  type MetricTable,
} from '../contract.ts'
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
  // The numbers come from the facts, what they open to from the records.
  await settleFacts(kit.app, group.store)
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
}, 360_000)

test('[000-46] [004-03] two breakdowns crossed open cell by cell', async () => {
  const pairs: [string, Breakdown, Breakdown][] = [
    ['newly_filed', 'industry', 'series'],
    ['newly_filed', 'hobby', 'model'],
    ['deals', 'age_band', 'series'],
    ['deals', 'payment', 'month'],
    ['deals', 'household', 'model'],
    ['newly_filed', 'city', 'purchase_type'],
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

test('every number is the same on its tile, in its table, in both files and on the command line', async () => {
  const { body: board } = await kit.call(boss, getBoard, { query: period })
  expect(board.tiles.map((tile) => tile.key).sort()).toEqual(
    (await kit.call(boss, listMetrics, {})).body.metrics
      .filter((metric) => !metric.isApart)
      .map((metric) => metric.key)
      .sort(),
  )
  for (const { key, breakdowns } of metrics) {
    const [by = 'day'] = breakdowns
    const table = await kit.call(boss, getMetric, { params: { key }, query: { ...period, by } })
    const { total, numerator, denominator } = table.body
    const tile = board.tiles.find((one) => one.key === key)
    if (tile)
      expect([tile.value, tile.numerator, tile.denominator], key).toEqual([
        total,
        numerator,
        denominator,
      ])
    const alone = await metricTable(kit.app, group.store.code, { key, ...period })
    expect([alone.total, alone.n ?? null], key).toEqual([total, denominator])
    // Both kinds of file hold the same lines.
    const [csv, xlsx] = await Promise.all(
      (['csv', 'xlsx'] as const).map((format) => linesOf(table.body, by, format)),
    )
    expect(xlsx, key).toEqual(csv)
  }
}, 600_000)

test('every number by every breakdown is the same in its table, in its file and on the command line', async () => {
  for (const { key, breakdowns } of metrics)
    for (const by of breakdowns) {
      const table = await kit.call(boss, getMetric, { params: { key }, query: { ...period, by } })
      expect(table.status).toBe(200)
      const { rows, total, unit } = table.body
      const yuan = (value: number | null) =>
        value === null ? '' : digits(unit === 'amount' ? value / 100 : value)
      expect(await linesOf(table.body, by, 'csv'), `${key} by ${by}`).toEqual([
        ...rows.map((row) => [row.label, yuan(row.value)]),
        ['合计', yuan(total)],
      ])
      const told = await metricTable(kit.app, group.store.code, { key, ...period, by })
      expect([told.total, ...told.rows.map((row) => row.value)]).toEqual([
        total,
        ...rows.map((row) => row.value),
      ])
    }
}, 600_000)

/** Files carry 15 digits. */
const digits = (value: number) => Number(value.toPrecision(12))

/** The name and the figure of each line of a number's file, its total last. */
async function linesOf(table: MetricTable, by: Breakdown, format: 'csv' | 'xlsx') {
  const file = await kit.call(boss, exportMetric, {
    params: { key: table.key },
    query: { ...period, by, format },
  })
  const bytes = new Uint8Array(await (file.body as Blob).arrayBuffer())
  const lines =
    format === 'csv'
      ? parse(new TextDecoder().decode(bytes), { relax_column_count: true, bom: true })
      : (await readSheet(bytes, `number.${format}`)).rows.map((row) => row.cells)
  return lines
    .slice(-table.rows.length - 1)
    .map(([name, value]: unknown[]) => [
      String(name),
      value === '' || value === null || value === undefined ? '' : digits(Number(value)),
    ])
}

test('[000-46] every crossed number stands in its file cell by cell', async () => {
  const query = { ...period, by: 'consultant' as const, by2: 'series' as const }
  for (const { key, breakdowns } of metrics) {
    if (!breakdowns.includes('consultant') || !breakdowns.includes('series')) continue
    const { body: table } = await kit.call(boss, getMetric, { params: { key }, query })
    const file = await kit.call(boss, exportMetric, {
      params: { key },
      query: { ...query, format: 'csv' },
    })
    const text = (await (file.body as Blob).text()).replace(/^\uFEFF/, '')
    const lines: string[][] = parse(text, { relax_column_count: true })
    const shown = lines.slice(-table.rows.length - 1, -1)
    for (const [place, row] of table.rows.entries())
      for (const [at, column] of table.columns.entries()) {
        const cell = table.cells.find((one) => one.key === row.key && one.key2 === column.key)
        const value = cell?.value ?? (table.unit === 'rate' ? null : 0)
        const inFile = shown[place]?.[at + 1]
        expect(inFile === '' ? null : digits(Number(inFile)), `${key} ${row.label}`).toBe(
          value === null ? null : digits(table.unit === 'amount' ? value / 100 : value),
        )
      }
  }
})

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

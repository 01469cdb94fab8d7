import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import type { Paper } from '#shared/paper.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getBoard, getMetric, listMetricRecords } from '../contract.ts'
import { getFunnel, getNumberPaper, getNumberPaperFile } from '../contracts/number-papers.ts'
import { settleFacts } from '../index.ts'
import { addProspects, addWords, type TestWords } from '../testing-world.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let words: TestWords
const period = { from: '2026-08-20', to: '2026-09-15' }
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  words = await addWords(kit.app, group.groupId, group.store)
  const people = [await group.addPerson('consultant'), await group.addPerson('consultant')]
  await addProspects(
    kit.app,
    group.store,
    words,
    people.map(({ id }) => id),
    36,
  )
  await settleFacts(kit.app, group.store)
})
afterAll(() => kit.close())

const board = async () => {
  const { body } = await kit.call(boss, getBoard, { query: period })
  return new Map(body.tiles.map((tile) => [tile.key, tile]))
}
const tableOf = async (key: string, by?: 'source' | 'media' | 'series' | 'hobby' | 'age_band') =>
  (await kit.call(boss, getMetric, { params: { key }, query: { ...period, by } })).body

test('[000-25] [003-01] the prospect close rate and the traffic close rate are two numbers', async () => {
  const tiles = await board()
  const [filed, traffic] = [tiles.get('filed_close_rate'), tiles.get('traffic_close_rate')]
  expect(filed).toMatchObject({
    unit: 'rate',
    numerator: tiles.get('deals')?.value,
    denominator: tiles.get('newly_filed')?.value,
  })
  expect(traffic).toMatchObject({
    numerator: tiles.get('deals')?.value,
    denominator: tiles.get('traffic')?.value,
  })
  const opened = await kit.call(boss, listMetricRecords, {
    params: { key: 'filed_close_rate' },
    query: { ...period, limit: 200 },
  })
  const items = opened.body.items
  expect(items.filter((item) => item.kind === 'deal')).toHaveLength(filed?.numerator ?? -1)
  expect(items.filter((item) => item.kind === 'visit')).toHaveLength(filed?.denominator ?? -1)
  // By now and as known at a time before any contract was signed.
  const past = await kit.call(boss, getMetric, {
    params: { key: 'deals' },
    query: { ...period, asOf: '2026-08-20T00:00:00Z' },
  })
  expect(past.body.total).toBe(0)
})

test('[000-26] [003-01] volume = traffic × filing rate × prospect close rate, exactly', async () => {
  const tiles = await board()
  const share = (key: string) => {
    const tile = tiles.get(key)
    return { a: tile?.numerator ?? 0, b: tile?.denominator ?? 1 }
  }
  const traffic = tiles.get('traffic')?.value ?? 0
  const filing = share('filing_rate')
  const close = share('filed_close_rate')
  const both = share('traffic_close_rate')
  expect(traffic * filing.a * close.a).toBe((tiles.get('deals')?.value ?? 0) * filing.b * close.b)
  expect(traffic * both.a).toBe((tiles.get('deals')?.value ?? 0) * both.b)
})

test('[000-37] sources stand side by side with prospects, deals and close rate', async () => {
  const [filed, deals, rate] = [
    await tableOf('newly_filed', 'source'),
    await tableOf('deals', 'source'),
    await tableOf('filed_close_rate', 'source'),
  ]
  for (const row of rate.rows) {
    const at = (table: typeof filed) => table.rows.find((one) => one.key === row.key)?.value ?? 0
    expect([row.numerator, row.denominator]).toEqual([at(deals), at(filed)])
  }
  expect(rate.rows.map((row) => row.label)).toContain('friend')
})

test("[000-38] a store's own papers stand under the standard source, with the change of traffic", async () => {
  const { rows } = await tableOf('traffic', 'source')
  const media = await tableOf('traffic', 'media')
  const own = media.rows.filter((row) => row.label.endsWith('paper'))
  expect(own.map((row) => row.label).sort()).toEqual(['evening paper', 'morning paper', 'paper'])
  expect(own.reduce((sum, row) => sum + row.numerator, 0)).toBe(
    rows.find((row) => row.key === words.ids.paper)?.numerator,
  )
  const before = await kit.call(boss, getMetric, {
    params: { key: 'traffic' },
    query: { ...period, where: `media:${words.ids['morning paper']}` },
  })
  expect(before.body.total).toBe(own.find((row) => row.label === 'morning paper')?.value)
  expect(before.body.compare.previous).toMatchObject({ value: 0 })
})

test('[000-39] industry and occupation, split by model or region, with what is not stated', async () => {
  const { body } = await kit.call(boss, getMetric, {
    params: { key: 'newly_filed' },
    query: { ...period, by: 'industry', by2: 'series' },
  })
  expect(body.rows.map((row) => row.label)).toContain('未注明')
  for (const row of body.rows)
    expect(
      body.cells
        .filter((cell) => cell.key === row.key)
        .reduce((sum, one) => sum + one.numerator, 0),
    ).toBe(row.numerator)
  expect(body.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(body.total)
})

test('[000-42] a prospect with three hobbies counts under each; the table says what it stands on', async () => {
  const table = await tableOf('newly_filed', 'hobby')
  const answers = table.rows.reduce((sum, row) => sum + row.numerator, 0)
  expect(table.addsUp).toBe(false)
  expect(answers).toBeGreaterThan(table.total ?? 0)
  const golf = table.rows.find((row) => row.label === 'golf')
  const opened = await kit.call(boss, listMetricRecords, {
    params: { key: 'newly_filed' },
    query: { ...period, by: 'hobby', value: golf?.key },
  })
  expect(opened.body.items).toHaveLength(golf?.numerator ?? -1)
})

test('[000-43] [000-47] buyers by age and way of paying; unknown birthdays are shown', async () => {
  const ages = await tableOf('deals', 'age_band')
  expect(ages.rows.map((row) => row.label)).toContain('未注明')
  expect(ages.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(ages.total)
  const { body } = await kit.call(boss, getMetric, {
    params: { key: 'deals' },
    query: { ...period, by: 'age_band', by2: 'series' },
  })
  expect(body.columns.map((column) => column.label)).toEqual(
    expect.arrayContaining(['bora', 'magotan']),
  )
  const paid = await kit.call(boss, getMetric, {
    params: { key: 'deals' },
    query: { ...period, by: 'payment' },
  })
  expect(paid.body.rows.map((row) => row.label).sort()).toEqual(['全款', '贷款'])
})

test('[004-03] [000-46] household, district and kind of purchase: prospects and buyers, crossed with model', async () => {
  for (const key of ['newly_filed', 'deals', 'open_cards'] as const)
    for (const by of ['household', 'area', 'purchase_type'] as const) {
      const { body } = await kit.call(boss, getMetric, {
        params: { key },
        query: { ...period, by, by2: 'model' },
      })
      expect(body.rows.length, `${key} by ${by}`).toBeGreaterThan(1)
      expect(body.rows.at(-1)?.label).toBe('未注明')
      expect(body.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(body.total)
      const [first] = body.rows
      const opened = await kit.call(boss, listMetricRecords, {
        params: { key },
        query: { ...period, by, value: first?.key, limit: 200 },
      })
      expect(opened.body.items).toHaveLength(first?.numerator ?? -1)
    }
  const { body } = await kit.call(boss, getMetric, {
    params: { key: 'newly_filed' },
    query: { ...period, by: 'area' },
  })
  expect(body.rows.map((row) => row.label)).toContain('长春市朝阳区')
  expect(body.rows.map((row) => row.labelEn)).toContain('Pudong New Area, Shanghai')
})

test('[004-03] a city has all of its districts, and narrows every other number', async () => {
  const tableBy = async (by: 'area' | 'city') =>
    (
      await kit.call(boss, getMetric, {
        params: { key: 'newly_filed' },
        query: { ...period, by },
      })
    ).body
  const districts = await tableBy('area')
  const cities = await tableBy('city')
  const changchun = cities.rows.find((row) => row.label === '长春市')
  expect(changchun?.numerator).toBe(
    districts.rows
      .filter((row) => row.key.startsWith('2201'))
      .reduce((sum, row) => sum + row.numerator, 0),
  )
  expect(cities.total).toBe(districts.total)
  const narrowed = await kit.call(boss, getMetric, {
    params: { key: 'newly_filed' },
    query: { ...period, by: 'household', where: 'city:220100' },
  })
  expect(narrowed.body.total).toBe(changchun?.numerator)
})

test('[004-05] the funnel: each step its count, rate and loss, for the period and its cohort', async () => {
  const { body } = await kit.call(boss, getFunnel, { query: period })
  const tiles = await board()
  expect(body.period.map((step) => step.key)).toEqual([
    'traffic',
    'newly_filed',
    'test_drives',
    'quotes',
    'deals',
    'deliveries',
  ])
  for (const step of body.period) expect(step.count).toBe(tiles.get(step.key)?.value)
  for (const [place, step] of body.cohort.entries()) {
    const before = body.cohort[place - 1]
    if (before && step.lost !== null) expect(step.lost).toBe(before.count - step.count)
    if (before) expect(step.ofPrevious).toBe(before.count ? step.count / before.count : null)
    const opened = await kit.call(boss, listMetricRecords, {
      params: { key: step.key },
      query: { ...period, limit: 200 },
    })
    expect(opened.body.items).toHaveLength(step.count)
  }
  const filed = body.cohort[1]?.count ?? 0
  const signed = body.cohort.find((step) => step.key === 'cohort_signed')?.count ?? 0
  expect(body.cohortLost + body.cohortOpen + signed).toBe(filed)
  const narrowed = await kit.call(boss, getFunnel, {
    query: { ...period, where: `series:${words.ids.bora}` },
  })
  expect(narrowed.body.period[0]?.count).toBeLessThan(body.period[0]?.count ?? 0)
})

const totalsOf = (paper: Paper, place = 0) => {
  const part = paper.parts[place]
  return part?.kind === 'table' ? (part.totals ?? []) : []
}

test('[003-59] the visit and call statistics by day, consultant and model add up to the board', async () => {
  const tiles = await board()
  const keys = ['walk_ins', 'call_ins', 'unfiled_visits', 'newly_filed', 'repeat_visits', 'traffic']
  const { body } = await kit.call(boss, getNumberPaper, {
    params: { paper: 'visit-statistics' },
    query: period,
  })
  expect(body.parts).toHaveLength(3)
  for (const [place, part] of body.parts.entries()) {
    expect(totalsOf(body, place).slice(1, 7)).toEqual(keys.map((key) => tiles.get(key)?.value))
    if (part.kind !== 'table') throw new Error('a table')
    for (const column of [1, 2, 3, 4, 5, 6])
      expect(part.rows.reduce((sum, row) => sum + Number(row[column]), 0)).toBe(
        part.totals?.[column],
      )
  }
})

test('[003-60] the monthly table: month by consultant by model, equal to the board, as paper and file', async () => {
  const tiles = await board()
  const { body } = await kit.call(boss, getNumberPaper, {
    params: { paper: 'monthly' },
    query: period,
  })
  const totals = totalsOf(body)
  const of = (key: string) => tiles.get(key)?.value
  expect([totals[3], totals[4], totals[6], totals[9], totals[10]]).toEqual(
    ['traffic', 'newly_filed', 'deals', 'deliveries', 'loss'].map(of),
  )
  const [table] = body.parts
  if (table?.kind !== 'table') throw new Error('a table')
  const cells = table.rows.filter((row) => row[2] !== '' && row[2] !== '小计')
  for (const column of [3, 4, 6, 9, 10])
    expect(cells.reduce((sum, row) => sum + Number(row[column]), 0)).toBe(totals[column])
  for (const format of ['pdf', 'xlsx'] as const) {
    const file = await kit.call(boss, getNumberPaperFile, {
      params: { paper: 'monthly' },
      query: { ...period, format },
    })
    expect(file.status).toBe(200)
  }
  const tooLong = await kit.call(boss, getNumberPaper, {
    params: { paper: 'monthly' },
    query: { from: '2024-01-01', to: '2026-09-15' },
  })
  expect(tooLong.status).toBe(422)
})

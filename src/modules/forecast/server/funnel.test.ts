import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listModelsRoute } from '#modules/catalog/contract.ts'
import { seedCars } from '#modules/catalog/testing.ts'
import { exportList } from '#modules/lists/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { addDeal } from '#modules/targets/testing.ts'
import { defaultFormula } from '#shared/priority-formula.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getForecast, getFunnel, getOutlook, listFunnelLines } from '../contract.ts'
import {
  getCustomerPriority,
  getPriorityFormula,
  listPriorities,
  setPriorityFormula,
} from '../contracts/priorities.ts'
import { rankStore } from './priorities.ts'

describe('the funnel', () => {
  let kit: TestApp
  let group: TestGroup
  let manager: TestPerson
  let anna: TestPerson
  let ben: TestPerson
  beforeAll(async () => {
    kit = await startTestApp()
    group = await makeGroup(kit.app)
    manager = await group.addPerson('sales_manager')
    anna = await group.addPerson('consultant')
    ben = await group.addPerson('consultant')
    await makeCard(kit, anna, { name: '甲', expectedOn: '2026-09-20' })
    await makeCard(kit, ben, { name: '乙', expectedOn: '2026-10-20' })
    const late = await makeCard(kit, anna, { name: '丙', expectedOn: '2026-09-16' })
    await inStores(kit.app.db, [group.store.id], async (tx) => {
      await tx
        .updateTable('opportunities')
        .set({ expected_amount_fen: 10_000_000, stage: 50 })
        .where('store_id', '=', group.store.id)
        .execute()
      await tx
        .updateTable('opportunities')
        .set({ expected_on: '2026-09-01', stage: 75, quantity: 2, origin: 'campaign' })
        .where('store_id', '=', group.store.id)
        .where('id', '=', late.id)
        .execute()
    })
    await addDeal(kit.app, group.store, {
      owner: anna.id,
      signedOn: '2026-09-10',
      amountFen: 20_000_000,
    })
  })
  afterAll(() => kit.close())

  test('[000-49] each stage has its cards, cars and amount, weighed by its likelihood', async () => {
    const { body } = await kit.call(manager, getFunnel, {})
    const stage = (percent: number) => body.stages.find((one) => one.stage === percent)
    expect(body.stages.map((one) => one.stage)).toEqual(
      expect.arrayContaining([10, 25, 50, 75, 90, 100]),
    )
    expect(stage(50)).toMatchObject({
      cards: 2,
      cars: 2,
      amountFen: 20_000_000,
      weightedFen: 10_000_000,
    })
    expect(stage(75)).toMatchObject({ cards: 1, cars: 2, weightedFen: 7_500_000 })
    expect(stage(90)).toMatchObject({ cards: 1, amountFen: 20_000_000, weightedFen: 18_000_000 })
    expect(body.total.cards).toBe(4)
  })

  test('[000-51] the inlets of a stage add up to it', async () => {
    const { body } = await kit.call(manager, getFunnel, { query: { by: 'inlet' } })
    for (const stage of body.stages)
      expect(stage.inlets.reduce((sum, one) => sum + one.cards, 0)).toBe(stage.cards)
    expect(body.groups.map((one) => [one.key, one.cards]).sort()).toEqual([
      ['market', 1],
      ['outbound', 3],
    ])
  })

  test('[000-53] a period sums the sales expected in it; what was expected before is told apart', async () => {
    const { body } = await kit.call(manager, getFunnel, {
      query: { from: '2026-09-01', to: '2026-09-30', by: 'month' },
    })
    expect(body.total).toMatchObject({ cards: 3, cars: 4, amountFen: 40_000_000 })
    expect(body.overdue.cards).toBe(1)
    expect(body.groups).toMatchObject([{ key: '2026-09', cards: 3 }])
    const wrong = await kit.call(manager, getFunnel, {
      query: { from: '2026-10-01', to: '2026-09-01' },
    })
    expect(wrong.code).toBe('forecast.period')
  })

  test('[000-52] a line names customer, product, quantity, likelihood, amount, day and state', async () => {
    const { body } = await kit.call(manager, listFunnelLines, { query: { limit: 2 } })
    expect(body.count).toBe(4)
    expect(body.items[0]).toMatchObject({
      customer: '丙',
      quantity: 2,
      stage: 75,
      amountFen: 10_000_000,
      closeOn: '2026-09-01',
      isOverdue: true,
      state: 'active',
      inlet: 'market',
    })
    const next = await kit.call(manager, listFunnelLines, {
      query: { limit: 2, ...(body.nextCursor ? { cursor: body.nextCursor } : {}) },
    })
    expect(next.body.items.map((line) => line.closeOn)).toEqual(['2026-09-20', '2026-10-20'])
    const own = await kit.call(ben, listFunnelLines, {})
    expect(own.body.items.map((line) => line.customer)).toEqual(['乙'])
  })

  test('[000-49] [000-51] [000-52] each bar opens to exactly its cards: by stage, inlet and period', async () => {
    const linesOf = async (query: object) =>
      (await kit.call(manager, listFunnelLines, { query: { limit: 200, ...query } })).body.items
    const { body } = await kit.call(manager, getFunnel, {})
    for (const { stage, cards, amountFen, inlets } of body.stages) {
      const lines = await linesOf({ stage: String(stage) })
      expect([stage, lines.length]).toEqual([stage, cards])
      expect(lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0)).toBe(amountFen)
      for (const { inlet, cards: own } of inlets) {
        const some = await linesOf({ stage: String(stage), inlet })
        expect([inlet, some.length]).toEqual([inlet, own])
      }
    }
    const customers = async (query: object) => (await linesOf(query)).map((line) => line.customer)
    expect(await customers({ from: '2026-09-20', to: '2026-09-30' })).toEqual(['甲'])
    expect(await customers({ overdue: 'yes' })).toEqual(['丙'])
    expect(await customers({ stage: '75', owner: ben.id })).toEqual([])
    const file = await kit.call(manager, exportList, {
      params: { list: 'funnel' },
      body: { format: 'csv', query: { from: '2026-09-20', to: '2026-09-30' } },
    })
    expect(file.status, JSON.stringify(file.body)).toBe(200)
    const rows = (await (file.body as Blob).text()).trim().split('\n')
    expect(rows.filter((row) => /[甲乙丙]/.test(row))).toHaveLength(1)
  })

  test('[002-58] below the least history it says so, and how much is needed', async () => {
    const card = await makeCard(kit, anna, { name: '丁' })
    const { body } = await kit.call(anna, getOutlook, { params: { id: card.id } })
    expect(body).toMatchObject({
      win: null,
      least: { ended: 100, deals: 30 },
      assessment: 'no_history',
    })
    expect((await kit.call(ben, getOutlook, { params: { id: card.id } })).status).toBe(404)
  })

  test('[002-11] a store with hardly a deal gets no forecast', async () => {
    const { body } = await kit.call(manager, getForecast, {})
    expect(body).toMatchObject({ from: '2026-09-01', to: '2026-09-30', forecast: null })
  })

  test('[002-19] customers are ranked by a formula that is data, with every reason', async () => {
    await runInStore(kit.app, group.store, (ctx) => rankStore(ctx))
    const { body } = await kit.call(manager, listPriorities, {})
    expect(body.items.length).toBeGreaterThanOrEqual(4)
    for (const line of body.items) {
      expect(line.reasons.reduce((sum, one) => sum + one.points, 0)).toBe(line.points)
      expect(line.valuePoints + line.potentialPoints).toBe(line.points)
    }
    const first = body.items[0]
    const one = await kit.call(manager, getCustomerPriority, {
      params: { id: first?.customerId ?? '' },
    })
    expect(one.body.priority).toEqual(first)
    const own = await kit.call(ben, listPriorities, {})
    expect(own.body.items.map((line) => line.customer)).toEqual(['乙'])
    const formula = { ...defaultFormula, limits: { first: 5, second: 2 } }
    const answers = await Promise.all([
      kit.call(manager, setPriorityFormula, { body: { version: 0, formula } }),
      kit.call(manager, setPriorityFormula, { body: { version: 0, formula: defaultFormula } }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await kit.call(manager, getPriorityFormula, {})).body.version).toBe(1)
  })
})

test('[000-53] grouped by series, brand or model the parts are the whole and open to their cards; cards without a price are told', async () => {
  const kit = await startTestApp()
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const anna = await group.addPerson('consultant')
  const own = (await seedCars(kit.app, group.groupId)).filter(({ isOwn }) => isOwn)
  const [first, second] = [own[0], own[1]]
  const { items: models } = (
    await kit.call(anna, listModelsRoute, { query: { seriesId: first?.id ?? '' } })
  ).body
  const given = [
    { series_id: first?.id, model_id: models[0]?.id, expected_amount_fen: 10_000_000 },
    { series_id: first?.id, model_id: models[1]?.id, expected_amount_fen: 12_000_000 },
    { series_id: second?.id, expected_amount_fen: 15_000_000 },
    {},
  ]
  for (const set of given) {
    const { id } = await makeCard(kit, anna, { expectedOn: '2026-09-25' })
    await inStores(kit.app.db, [group.store.id], (tx) =>
      tx
        .updateTable('opportunities')
        .set({ stage: 50, ...set })
        .where('store_id', '=', group.store.id)
        .where('id', '=', id)
        .execute(),
    )
  }
  const period = { from: '2026-09-01', to: '2026-09-30' }
  const sums = { series: [22, 15, 0], brand: [37, 0], model: [15, 12, 10] }
  for (const by of ['series', 'brand', 'model'] as const) {
    const { body } = await kit.call(manager, getFunnel, { query: { ...period, by } })
    expect(body.total).toMatchObject({ cards: 4, amountFen: 37_000_000, weightedFen: 18_500_000 })
    expect(body.unpriced).toBe(1)
    const amounts = body.groups.map(({ amountFen }) => amountFen / 1_000_000)
    expect([by, amounts.toSorted((a, b) => b - a)]).toEqual([by, sums[by]])
    for (const { key, cards } of body.groups.filter((one) => one.key !== '-')) {
      const lines = await kit.call(manager, listFunnelLines, { query: { ...period, [by]: key } })
      expect([by, lines.body.count]).toEqual([by, cards])
    }
  }
  await kit.close()
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { changeCard } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { addDeal } from '#modules/targets/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  askStoresForecast,
  getBacktest,
  getForecast,
  getFunnelCheck,
  getOutlook,
  getStoresForecast,
  listFunnelLines,
  outlooksOfCustomer,
} from '../contract.ts'
import { listPriorities } from '../contracts/priorities.ts'
import { fillHistory } from '../testing.ts'
import { forecastStore } from './stores-forecast.ts'

describe('priorities between two nights', () => {
  test('[002-19] a changed card ranks its customer anew, and nobody else', async () => {
    const kit = await startTestApp()
    const group = await makeGroup(kit.app)
    const anna = await group.addPerson('consultant')
    const card = await makeCard(kit, anna, { name: '新客', level: 'C' })
    await makeCard(kit, anna, { name: '旁人', level: 'C' })
    const pointsOf = async (name: string) =>
      (await kit.call(anna, listPriorities, {})).body.items.find((line) => line.customer === name)
        ?.points
    await kit.settle(group.store)
    const before = { own: await pointsOf('新客'), other: await pointsOf('旁人') }
    expect(before.own).toBe(before.other)
    const moved = await kit.call(anna, changeCard, {
      params: { id: card.id },
      body: { version: 1, stage: 50 },
    })
    expect(moved.status).toBe(200)
    await kit.settle(group.store)
    expect(await pointsOf('新客')).toBeGreaterThan(before.own ?? Number.POSITIVE_INFINITY)
    expect(await pointsOf('旁人')).toBe(before.other)
    await kit.close()
  })
})

describe('with a history', () => {
  let kit: TestApp
  let group: TestGroup
  let manager: TestPerson
  let anna: TestPerson
  beforeAll(async () => {
    kit = await startTestApp()
    group = await makeGroup(kit.app)
    manager = await group.addPerson('sales_manager')
    anna = await group.addPerson('consultant')
    await fillHistory(kit.app, group.store, anna.id, { from: '2025-07-01', to: '2026-09-10' })
  })
  afterAll(() => kit.close())

  test('[002-11] deals, cars and amount of the month with an interval; the parts add up', async () => {
    const { body } = await kit.call(manager, getForecast, { query: { by: 'consultant' } })
    const { forecast } = body
    expect(forecast).not.toBeNull()
    if (!forecast) return
    expect(forecast.deals.low).toBeGreaterThanOrEqual(forecast.done.deals)
    expect(forecast.deals.high).toBeGreaterThan(forecast.deals.low)
    expect(forecast.done.deals + forecast.fromOpen + forecast.fromNew).toBeCloseTo(
      forecast.deals.expected,
      6,
    )
    const parts = forecast.groups.reduce((sum, one) => sum + one.deals.expected, 0)
    expect(parts).toBeCloseTo(forecast.deals.expected, 6)
    const back = await kit.call(manager, getBacktest, {})
    expect(back.body.months.length).toBeGreaterThan(5)
    expect(back.body.coverage).toBeGreaterThanOrEqual(0.5)
    expect(back.body.error).not.toBeNull()
  })

  test('[002-11] a consultant sees no part of a colleague', async () => {
    const ben = await group.addPerson('consultant')
    const partsFor = async (who: TestPerson, by: 'consultant' | 'team') => {
      const { body } = await kit.call(who, getForecast, { query: { by } })
      return (body.forecast?.groups ?? []).map(({ key }) => key)
    }
    expect(await partsFor(manager, 'consultant')).toEqual([anna.id])
    expect(await partsFor(anna, 'consultant')).toEqual([anna.id])
    for (const by of ['consultant', 'team'] as const) expect(await partsFor(ben, by)).toEqual([])
  })

  test('[002-11] a consultant is forecast their own deals and months alone', async () => {
    const ben = await group.addPerson('consultant')
    await addDeal(kit.app, group.store, { owner: ben.id, signedOn: '2026-09-04' })
    const of = async (who: TestPerson) => (await kit.call(who, getForecast, {})).body.forecast
    const [whole, hers, his] = [await of(manager), await of(anna), await of(ben)]
    expect(his?.done.deals).toBe(1)
    expect(his?.fromOpen).toBe(0)
    expect(hers?.done.deals).toBe((whole?.done.deals ?? 0) - 1)
    for (const part of ['fromOpen', 'fromNew'] as const)
      expect((hers?.[part] ?? 0) + (his?.[part] ?? 0)).toBeCloseTo(whole?.[part] ?? -1, 6)
    const past = await kit.call(ben, getBacktest, {})
    expect(past.body.months.length).toBeGreaterThan(5)
    expect(past.body.months.map((month) => month.actual)).toEqual(past.body.months.map(() => 0))
  })

  test('[002-11] each night the month is forecast for the region to see', async () => {
    await forecastStore(kit.app, group.store)
    const region = await group.addPerson('regional_manager')
    const { body } = await kit.call(region, getStoresForecast, {})
    expect(body.month).toBe('2026-09')
    const own = body.stores.find((store) => store.storeId === group.store.id)
    expect(own?.forecast?.madeOn).toBe('2026-09-15')
    expect(body.stores.find((store) => store.storeId === group.otherStore.id)?.forecast).toBeNull()
  })

  test('[002-11] a region asks its stores for the forecast of today and gets it at once', async () => {
    const region = await group.addPerson('regional_manager')
    kit.clock.set('2026-09-16T02:00:00Z')
    const before = await kit.call(region, getStoresForecast, {})
    expect(before.body.behind).toBe(before.body.stores.length)
    const asked = await kit.call(region, askStoresForecast, { body: {} })
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    expect(asked.body.asked).toBe(before.body.stores.length)
    await kit.settle(group.store)
    const { body } = await kit.call(region, getStoresForecast, {})
    const own = body.stores.find((store) => store.storeId === group.store.id)?.forecast
    expect(own?.madeOn).toBe('2026-09-16')
    expect(body.behind).toBe(before.body.behind - 1)
    expect(body.total).toMatchObject({
      stores: 1,
      done: own?.done,
      expected: own?.deals.expected,
      amountFen: own?.amountFen.expected,
    })
    kit.clock.set('2026-09-15T02:00:00Z')
  })

  test('[002-58] the consultant and the manager see the probability with its reasons', async () => {
    const hot = await makeCard(kit, anna, { name: '热', level: 'H' })
    const cold = await makeCard(kit, anna, { name: '冷', level: 'C' })
    const chance = async (id: string, who: TestPerson) =>
      (await kit.call(who, getOutlook, { params: { id } })).body.win
    const high = await chance(hot.id, anna)
    const low = await chance(cold.id, manager)
    expect(high?.probability).toBeGreaterThan(low?.probability ?? 1)
    expect(high?.reasons.find((one) => one.fact === 'level')).toMatchObject({ value: 'H' })
    expect(high?.reasons.find((one) => one.fact === 'level')?.effect).toBeGreaterThan(0)
    expect(low?.reasons.find((one) => one.fact === 'level')?.effect).toBeLessThan(0)
    const lines = await kit.call(manager, listFunnelLines, {
      query: { limit: 200, stage: '10,25,50,75' },
    })
    expect(lines.body.items.find((line) => line.id === hot.id)?.probability).toBeCloseTo(
      high?.probability ?? 0,
      9,
    )
    const page = await kit.call(anna, outlooksOfCustomer, { params: { id: hot.customerId } })
    expect(page.body.items[0]?.win?.probability).toBeCloseTo(high?.probability ?? 0, 9)
  })

  test('[001-26] the stage report tells the days in the stage, the days still needed and how it stands', async () => {
    const card = await makeCard(kit, anna, { name: '报告' })
    const before = await kit.call(anna, getOutlook, { params: { id: card.id } })
    expect(before.body).toMatchObject({ stage: 25, daysInStage: 0, assessment: 'usual' })
    expect(before.body.remaining?.n).toBeGreaterThan(10)
    expect(before.body.remaining?.from).toBeLessThanOrEqual(before.body.remaining?.median ?? 0)
    expect(before.body.wonFromStage?.share).toBeGreaterThan(0)
    const moved = await kit.call(anna, changeCard, {
      params: { id: card.id },
      body: { version: 1, stage: 50 },
    })
    expect(moved.status).toBe(200)
    kit.clock.set('2026-12-20T02:00:00Z')
    const late = await kit.call(anna, getOutlook, { params: { id: card.id } })
    expect(late.body).toMatchObject({ stage: 50, since: '2026-09-15', assessment: 'very_slow' })
    kit.clock.set('2026-09-15T02:00:00Z')
  })

  test("[002-61] the store's own rates judge whether its funnel is steady", async () => {
    const { body } = await kit.call(manager, getFunnelCheck, {})
    expect(body.stages.map((stage) => stage.stage)).toEqual([10, 25, 50, 75])
    const last = body.stages.at(-1)
    expect(last?.yieldFen).toBe(Math.round((last?.amountFen ?? 0) * (last?.rate ?? 0)))
    expect(['steady', 'thinning', 'filling', 'uneven', 'empty', 'unknown']).toContain(body.verdict)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { addCost, listCosts, sumCosts, withdrawCost } from '../contracts/costs.ts'
import {
  addTradeIn,
  appraiseTradeIn,
  changeTradeIn,
  decideTradeIn,
  listTradeIns,
} from '../contracts/trade-ins.ts'
import { addRival, changeRival, listRivals, marketPosition } from '../contracts/rivals.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
let card: TestCard

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant')
  bo = await group.addPerson('consultant')
  card = await makeCard(kit, an)
})

const spend = (id: string, kind: 'gift' | 'fuel' | 'meal', amountFen: number, as = an) =>
  kit.call(as, addCost, { params: { id }, body: { kind, amountFen, result: '客户满意' } })

describe('what activities cost', () => {
  test('[002-54] results and costs add up per card, kind and source, to the fen', async () => {
    const other = await makeCard(kit, bo)
    await spend(card.id, 'gift', 8_850)
    await spend(card.id, 'fuel', 1_234)
    await spend(other.id, 'meal', 20_001, bo)
    const ofCard = await kit.call(an, listCosts, { query: { opportunityId: card.id } })
    expect(ofCard.body).toMatchObject({ count: 2, sumFen: 10_084 })
    const all = await kit.call(manager, listCosts, { query: {} })
    expect(all.body.items.reduce((sum, one) => sum + one.amountFen, 0)).toBe(all.body.sumFen)
    for (const by of ['source', 'kind', 'person', 'card'] as const) {
      const sums = (await kit.call(manager, sumCosts, { query: { by } })).body
      expect(sums.sumFen).toBe(30_085)
      expect(sums.items.reduce((sum, one) => sum + one.sumFen, 0)).toBe(30_085)
    }
    // A consultant sees their own cards' only.
    expect((await kit.call(an, listCosts, { query: {} })).body.sumFen).toBe(10_084)
    expect((await spend(card.id, 'gift', 100, bo)).status).toBe(404)
  })

  test('[002-54] a withdrawn line counts nowhere and can be brought back', async () => {
    const { body } = await spend(card.id, 'gift', 5_000)
    const set = (isWithdrawn: boolean) =>
      kit.call(an, withdrawCost, { params: { id: body.id }, body: { isWithdrawn } })
    await set(true)
    expect((await kit.call(an, listCosts, { query: {} })).body).toMatchObject({
      count: 0,
      sumFen: 0,
    })
    await set(false)
    expect((await kit.call(an, listCosts, { query: {} })).body.sumFen).toBe(5_000)
  })
})

describe('trade-ins', () => {
  test('[000-02] a wish is appraised by the manager, holds a week, and is accepted while it holds', async () => {
    const made = await kit.call(an, addTradeIn, {
      params: { id: card.customerId },
      body: {
        car: '大众朗逸 2018',
        plate: '沪a12345',
        mileageKm: 82_000,
        condition: 'good',
        askedFen: 6_000_000,
      },
    })
    expect(made.body).toMatchObject({ plate: '沪A12345', decision: 'open', opportunityId: card.id })
    const params = { id: made.body.id }
    const early = await kit.call(an, decideTradeIn, {
      params,
      body: { version: 1, decision: 'accepted' },
    })
    expect(early.body).toMatchObject({ code: 'road.not_appraised' })
    expect(
      (
        await kit.call(an, appraiseTradeIn, {
          params,
          body: { version: 1, appraisedFen: 5_500_000 },
        })
      ).status,
    ).toBe(403)
    const waiting = await kit.call(manager, listTradeIns, { query: { waiting: 'true' } })
    expect(waiting.body).toMatchObject({ count: 1 })
    const priced = await kit.call(manager, appraiseTradeIn, {
      params,
      body: { version: 1, appraisedFen: 5_500_000 },
    })
    expect(priced.body).toMatchObject({ appraisedFen: 5_500_000, validUntil: '2026-09-22' })
    kit.clock.set('2026-09-23T02:00:00Z')
    const late = await kit.call(an, decideTradeIn, {
      params,
      body: { version: 2, decision: 'accepted' },
    })
    expect(late.body).toMatchObject({ code: 'road.appraisal_expired' })
    await kit.call(manager, appraiseTradeIn, {
      params,
      body: { version: 2, appraisedFen: 5_400_000 },
    })
    const done = await kit.call(an, decideTradeIn, {
      params,
      body: { version: 3, decision: 'accepted' },
    })
    expect(done.body).toMatchObject({ decision: 'accepted' })
    const stale = await kit.call(an, changeTradeIn, { params, body: { version: 1, year: 2018 } })
    expect(stale.status).toBe(409)
    expect((await kit.call(bo, listTradeIns, { query: {} })).body.items).toEqual([])
  })
})

describe('rivals', () => {
  test('[002-35] rivals of the group with price, points and words; the market page holds own and rivals', async () => {
    const marketing = await group.addPerson('marketing')
    const added = await kit.call(marketing, addRival, {
      body: {
        brand: '丰田',
        name: '凯美瑞',
        priceFromFen: 17_180_000,
        priceToFen: 20_680_000,
        strong: '保值',
        weak: '隔音一般',
        answer: '试驾时走一段高速，听一听',
        attributes: { length: 4915, wheelbase: 2825 },
        links: [{ title: '官网', url: 'https://example.com/camry' }],
      },
    })
    expect(added.status).toBe(201)
    const twin = await kit.call(marketing, addRival, { body: { brand: '丰田', name: '凯美瑞' } })
    expect(twin.body).toMatchObject({ code: 'road.rival_taken' })
    expect((await kit.call(an, addRival, { body: { brand: '本田', name: '雅阁' } })).status).toBe(
      403,
    )
    const seen = await kit.call(an, listRivals, { query: {} })
    expect(seen.body.items).toMatchObject([{ name: '凯美瑞', weak: '隔音一般' }])
    const change = (priceFromFen: number) =>
      kit.call(marketing, changeRival, {
        params: { id: added.body.id },
        body: { version: 1, priceFromFen },
      })
    const both = await Promise.all([change(16_980_000), change(16_880_000)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    const market = await kit.call(manager, marketPosition, { query: {} })
    expect(market.body.items.some((one) => !one.isOwn && one.name === '凯美瑞')).toBe(true)
    expect(market.body.lost.reduce((sum, one) => sum + one.n, 0)).toBe(market.body.lostTotal)
    const stranger = await makeGroup(kit.app)
    const far = await stranger.addPerson('consultant')
    expect((await kit.call(far, listRivals, { query: {} })).body.items).toEqual([])
  })
})

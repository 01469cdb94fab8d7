import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { createModel, listSeriesRoute } from '#modules/catalog/contract.ts'
import { seedCatalog } from '#modules/catalog/index.ts'
import { temperatureOf } from '#shared/temperature.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { changeCard, getCard } from '../contract.ts'
import { suspendCard } from '../contracts/card-endings.ts'
import { listCards } from '../contracts/find-cards.ts'
import { fillCards, makeCard } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let manager: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  manager = await group.addPerson('sales_manager')
})

const card = async (id: string) => (await kit.call(manager, getCard, { params: { id } })).body
const list = async (query: Record<string, unknown>) =>
  (await kit.call(manager, listCards, { query })).body

test('[000-50] the mapping of level, stage and silence to temperature, letter and action', () => {
  const judge = (level: 'H' | 'A' | 'B' | 'C', stage: number, given: object = {}) =>
    Object.values(
      temperatureOf({
        state: 'active',
        level,
        stage,
        unansweredDays: 0,
        quietDays: 0,
        gap: 3,
        ...given,
      }),
    ).join(' ')
  expect(judge('H', 75)).toBe('hot A pull')
  expect(judge('H', 25)).toBe('hot B pull')
  expect(judge('A', 50)).toBe('warm B pull')
  expect(judge('B', 25)).toBe('warm C push')
  expect(judge('C', 50)).toBe('cold C push')
  expect(judge('C', 10)).toBe('cold D push')
  expect(judge('C', 10, { unansweredDays: 3 })).toBe('cold D drop')
  expect(judge('B', 25, { quietDays: 7 })).toBe('cold D drop')
  expect(judge('H', 75, { state: 'suspended' })).toBe('cold C push')
})

test('[000-50] every open card has one of each, and the filters find exactly those that show it', async () => {
  await fillCards(kit.app, group.store, [liu.id], 200)
  const all = (await list({ limit: 200, sort: 'expected' })).items
  expect(all).toHaveLength(200)
  expect(all.every((one) => one.temperature !== null)).toBe(true)
  const values = {
    heat: ['hot', 'warm', 'cold'],
    letter: ['A', 'B', 'C', 'D'],
    action: ['pull', 'push', 'drop'],
  }
  for (const [filter, choices] of Object.entries(values))
    for (const value of choices) {
      const shown = all.filter(
        (one) => (one.temperature as Record<string, string> | null)?.[filter] === value,
      )
      const found = await list({ [filter]: value, sort: 'expected', limit: 200 })
      expect([filter, value, found.count]).toEqual([filter, value, shown.length])
      expect(new Set(found.items.map((one) => one.id))).toEqual(new Set(shown.map((one) => one.id)))
    }
})

test('[001-25] amount is quantity times the guide price until somebody types it; the list sorts by it', async () => {
  const admin = await group.addPerson('administrator')
  await runInStore(kit.app, group.store, (ctx) => seedCatalog(ctx.tx, ctx.store.groupId))
  const series = (await kit.call(liu, listSeriesRoute, { query: {} })).body.items
  const seriesId = series[0]?.id as string
  const model = (
    await kit.call(admin, createModel, {
      body: { seriesId, name: '豪华型', guidePriceFen: 15_990_000 },
    })
  ).body
  const first = await makeCard(kit, liu)
  const second = await makeCard(kit, liu)
  const change = async (id: string, body: Record<string, unknown>) =>
    (
      await kit.call(liu, changeCard, {
        params: { id },
        body: { version: (await card(id)).version, ...body },
      })
    ).body
  const guided = await change(first.id, { seriesId, modelId: model.id, quantity: 3 })
  expect(guided).toMatchObject({ expectedAmountFen: 47_970_000, isAmountTyped: false })
  const typed = await change(first.id, { expectedAmountFen: 20_000_000 })
  expect(typed).toMatchObject({ expectedAmountFen: 20_000_000, isAmountTyped: true })
  expect((await change(first.id, { quantity: 5 })).expectedAmountFen).toBe(20_000_000)
  await change(second.id, { expectedAmountFen: 30_000_000 })
  const third = await makeCard(kit, liu)
  const sorted = await list({ sort: 'amount', limit: 2 })
  expect(sorted.items.map((one) => one.id)).toEqual([second.id, first.id])
  const rest = await list({ sort: 'amount', limit: 2, cursor: sorted.nextCursor })
  expect(rest.items.map((one) => one.id)).toEqual([third.id])
  const within = await list({ sort: 'amount', amountFrom: 20_000_000, amountTo: 25_000_000 })
  expect(within.items.map((one) => one.id)).toEqual([first.id])
  await change(first.id, { expectedAmountFen: null })
  expect((await card(first.id)).isAmountTyped).toBe(false)
})

test('[002-50] the list filters by how the cards came', async () => {
  const typed = await makeCard(kit, liu)
  const referred = await makeCard(kit, liu)
  await kit.call(liu, changeCard, {
    params: { id: referred.id },
    body: { version: (await card(referred.id)).version, origin: 'referral', reason: '老客户介绍' },
  })
  expect((await list({ origin: 'referral' })).items.map((one) => one.id)).toEqual([referred.id])
  expect((await list({ origin: 'typed,visit' })).items.map((one) => one.id)).toEqual([typed.id])
})

test('[001-25] customer, description, contact, next time, stage, amount and end date stand in one row', async () => {
  const { id, phone } = await makeCard(kit, liu, { name: '何女士' })
  await kit.call(liu, suspendCard, {
    params: { id },
    body: { wakeUpOn: '2026-10-08', reason: '等展车' },
  })
  const [row] = (await list({})).items
  expect(row).toMatchObject({
    customerName: '何女士',
    stage: 25,
    expectedAmountFen: 0,
    followUp: { dueOn: '2026-10-08' },
  })
  expect(row?.maskedPhone?.slice(-4)).toBe(phone.slice(-4))
  expect(row?.expectedOn).toMatch(/^2026-/)
})

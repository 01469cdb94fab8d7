import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { seedDictionaries } from '#modules/dictionaries/index.ts'
import { recordLead } from '#modules/leads/contract.ts'
import {
  changeExpectation,
  completeFollowUp,
  getCard,
  openCard,
} from '#modules/opportunities/contract.ts'
import {
  decideLoss,
  proposeLoss,
  terminateCard,
} from '#modules/opportunities/contracts/card-endings.ts'
import type { CallInput } from '#shared/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMetric, listMetricRecords } from '../contract.ts'

type Query = NonNullable<CallInput<typeof getMetric>['query']>

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let an: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  an = await group.addPerson('consultant', { name: '安' })
  await inStores(kit.app.db, [], (tx) => seedDictionaries(tx, group.groupId))
  const sources = await kit.call(boss, listOptionsRoute, { query: { kind: 'source' } })
  const sourceOf = (code: string) => sources.body.items.find((one) => one.code === code)?.id ?? ''

  kit.clock.set('2026-09-01T02:00:00Z')
  const cards: { id: string }[] = []
  for (const level of ['H', 'A', 'B', 'C'] as const) {
    const customer = { name: `客户 ${level}`, phones: [`1370000800${cards.length}`] }
    const body = { customer, level, sourceId: sourceOf('autohome') }
    cards.push((await kit.call(an, openCard, { body })).body)
  }
  await kit.call(boss, recordLead, {
    body: {
      customer: { name: '线索客户', phone: '13700009001' },
      origin: 'web',
      sourceId: sourceOf('auto-show'),
    },
  })
  // The C card is called; then the A card is lost, the B card out of contact, the C card becomes H, the H card is terminated.
  kit.clock.set('2026-09-10T02:00:00Z')
  const called = await kit.call(an, getCard, { params: { id: cards[3]?.id ?? '' } })
  for (const _ of [1, 2])
    await kit.call(an, completeFollowUp, {
      params: { id: called.body.id },
      body: {
        followUpId: called.body.followUp?.id ?? '',
        method: 'call',
        isReached: true,
        result: '有意向',
      },
    })
  const lose = async (id: string, kind: 'defeat' | 'lost_contact') => {
    await kit.call(an, proposeLoss, {
      params: { id },
      body: { kind, reason: '买了别家', summary: '已确认' },
    })
    const decided = await kit.call(boss, decideLoss, {
      params: { id },
      body: { isConfirmed: true, reason: '属实' },
    })
    expect(decided.body.state).toBe('lost')
  }
  await lose(cards[1]?.id ?? '', 'defeat')
  await lose(cards[2]?.id ?? '', 'lost_contact')
  const hot = await kit.call(an, getCard, { params: { id: cards[3]?.id ?? '' } })
  await kit.call(an, changeExpectation, {
    params: { id: hot.body.id },
    body: { version: hot.body.version, expectedOn: '2026-09-12' },
  })
  kit.clock.set('2026-09-12T02:00:00Z')
  await kit.call(boss, terminateCard, {
    params: { id: cards[0]?.id ?? '' },
    body: { reason: '重复建卡', summary: '录入错误' },
  })
  kit.clock.set('2026-09-15T02:00:00Z')
})
afterAll(() => kit.close())

const ask = async (key: string, query: Query) => {
  const answer = await kit.call(boss, getMetric, { params: { key }, query })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const month = { from: '2026-09-01', to: '2026-09-15' }
const rowsBy = async (key: string, query: Query) =>
  Object.fromEntries((await ask(key, query)).rows.map((row) => [row.key, row.value]))

test('[003-46] loss = defeated + lost contact, on the day confirmed, opening to its cards', async () => {
  expect((await ask('defeated', month)).total).toBe(1)
  expect((await ask('lost_contact', month)).total).toBe(1)
  expect((await ask('loss', month)).total).toBe(2)
  expect((await ask('deliveries', month)).total).toBe(0)
  expect((await rowsBy('loss', { ...month, by: 'day' }))['2026-09-10']).toBe(2)
  const records = await kit.call(boss, listMetricRecords, { params: { key: 'loss' }, query: month })
  expect(records.body.items.map(({ outcome }) => outcome).sort()).toEqual([
    'defeated',
    'lost_contact',
  ])
  // As it was known the day before, nobody was lost.
  expect((await ask('loss', { ...month, asOf: '2026-09-09T00:00:00Z' })).total).toBe(0)
})

test('[003-45] the open base of any day is its cards and leads, by the level they had on it', async () => {
  expect((await ask('open_base', { from: month.from, to: '2026-09-15' })).total).toBe(2)
  expect(await rowsBy('open_base', { ...month, by: 'level' })).toEqual({ H: 1, '-': 1 })
  const before = { from: '2026-09-01', to: '2026-09-05' }
  expect((await ask('open_base', before)).total).toBe(5)
  expect(await rowsBy('open_base', { ...before, by: 'level' })).toEqual({
    H: 1,
    A: 1,
    B: 1,
    C: 1,
    '-': 1,
  })
  expect((await ask('open_base', { from: '2026-08-01', to: '2026-08-31' })).total).toBe(0)
  expect(await rowsBy('open_base', { ...month, by: 'age' })).toEqual({ '8-30': 2 })
  const records = await kit.call(boss, listMetricRecords, {
    params: { key: 'open_base' },
    query: { ...before, by: 'level', value: 'B' },
  })
  expect(records.body).toMatchObject({ numerator: 1, items: [{ kind: 'card' }] })
  const leads = await kit.call(boss, listMetricRecords, {
    params: { key: 'open_leads' },
    query: month,
  })
  expect(leads.body.items).toMatchObject([{ kind: 'lead', customer: '线索客户' }])
})

test('[003-47] registered, followed up, won or lost, analysed: each stage opens to its cards', async () => {
  expect((await ask('registered', month)).total).toBe(4)
  expect((await ask('followed_up', month)).total).toBe(1)
  expect((await ask('ended', month)).total).toBe(3)
  expect((await ask('analysed', month)).total).toBe(3)
  for (const [key, n] of Object.entries({ registered: 4, followed_up: 1, ended: 3, analysed: 3 })) {
    const { body } = await kit.call(boss, listMetricRecords, { params: { key }, query: month })
    expect([key, body.numerator, body.items.length]).toEqual([key, n, n])
  }
})

test('[003-05] numbers break down by the four families, and each opens to its records', async () => {
  expect(await rowsBy('open_base', { from: '2026-09-01', to: '2026-09-05', by: 'family' })).toEqual(
    {
      web: 4,
      outdoor: 1,
    },
  )
  const records = await kit.call(boss, listMetricRecords, {
    params: { key: 'open_base' },
    query: { from: '2026-09-01', to: '2026-09-05', by: 'family', value: 'outdoor' },
  })
  expect(records.body.items).toHaveLength(1)
})

import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { getMetric, listMetricRecords } from '#modules/metrics/contract.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import { archiveCards, purgeCards } from '#modules/opportunities/contracts/archive.ts'
import { listLossRivals } from '#modules/opportunities/contracts/loss-rivals.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { addRival, lostTo, marketPosition } from '#modules/road/contracts/rivals.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { listConfirmedLosses, listProposedLosses } from '../contract.ts'
import { confirmLoss, loseCard, lossOptions, makeLossPeople } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let marketing: TestPerson
let care: TestPerson
let liu: TestPerson
let toyota: string
let corolla: string
let camry: string
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, care, liu } = await makeLossPeople(kit))
  marketing = await group.addPerson('marketing')
  const rivals = await lossOptions(kit, group, 'competitor')
  toyota = rivals.find((one) => one.code === 'toyota')?.id ?? ''
  const add = async (name: string) => {
    const { status, body } = await kit.call(marketing, addRival, {
      body: { brand: '丰田', name, optionId: toyota },
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.id
  }
  corolla = await add('卡罗拉')
  camry = await add('凯美瑞')
})

const lose = (card: TestCard, given: Record<string, unknown>) => loseCard(kit, liu, card, given)
const confirm = (card: TestCard, found?: Parameters<typeof confirmLoss>[3]) =>
  confirmLoss(kit, { care, manager }, card, found)

describe('[002-59] which model won', () => {
  test('a loss names the model, and the brand follows from it', async () => {
    const card = await makeCard(kit, liu)
    const answer = await lose(card, { rivalId: corolla })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.competitor).toBe('丰田 卡罗拉')
    const [waiting] = (await kit.call(care, listProposedLosses, { query: {} })).body.items
    expect(waiting).toMatchObject({ competitor: '丰田', rival: '丰田 卡罗拉' })
    await confirm(card)
    const of = async (rival: string) =>
      (await kit.call(manager, listConfirmedLosses, { query: { rival } })).body.items
    expect(await of(corolla)).toMatchObject([{ id: card.id, rival: '丰田 卡罗拉' }])
    expect(await of(camry)).toEqual([])
  })

  test('what care found about the model stands for what was proposed', async () => {
    const card = await makeCard(kit, liu)
    await lose(card, { rivalId: corolla })
    await confirm(card, { rivalId: camry })
    const { items } = (await kit.call(manager, listConfirmedLosses, { query: {} })).body
    expect(items).toMatchObject([{ rival: '丰田 凯美瑞', competitor: '丰田' }])
    const other = await makeCard(kit, liu)
    await lose(other, { rivalId: corolla })
    await confirm(other, { competitor: '二手车' })
    const [first] = (await kit.call(manager, listConfirmedLosses, { query: {} })).body.items
    expect(first).toMatchObject({ id: other.id, rival: null, competitor: '二手车' })
  })

  test('the form offers the models the customer named first', async () => {
    const card = await makeCard(kit, liu)
    await inStores(kit.app.db, [group.store.id], (tx) =>
      sql`insert into purchase_needs (store_id, id, opportunity_id, customer_id, rival_ids, recorded_at, changed_at)
          values (${group.store.id}, ${uuidv7()}, ${card.id}, ${card.customerId}, ${[camry]}::uuid[], now(), now())`.execute(
        tx,
      ),
    )
    const { items } = (await kit.call(liu, listLossRivals, { params: { id: card.id } })).body
    expect(items).toMatchObject([
      { id: camry, name: '丰田 凯美瑞', competitorId: toyota, isNamed: true },
      { id: corolla, isNamed: false },
    ])
    const mo = await group.addPerson('consultant')
    expect((await kit.call(mo, listLossRivals, { params: { id: card.id } })).status).toBe(404)
  })

  test('a reason, brand or model that is on no record is refused by name', async () => {
    const card = await makeCard(kit, liu)
    const refusals = []
    for (const wrong of ['reasonId', 'competitorId', 'rivalId'])
      refusals.push((await lose(card, { [wrong]: uuidv7() })).body)
    expect(refusals).toMatchObject([
      { code: 'opportunities.no_such_loss_word', details: { what: '战败原因' } },
      { code: 'opportunities.no_such_loss_word', details: { what: '竞品' } },
      { code: 'opportunities.no_such_loss_word', details: { what: '竞品车型' } },
    ])
    expect((await lose(card, { reasonId: toyota })).status).toBe(422)
  })
})

test('[003-61] losses by the model of the rival open to their cards; the market shows each model its own', async () => {
  const named: [string | undefined, string | undefined][] = [
    [corolla, undefined],
    [corolla, undefined],
    [camry, undefined],
    [undefined, toyota],
    [undefined, undefined],
  ]
  for (const [rivalId, competitorId] of named) {
    const card = await makeCard(kit, liu)
    await lose(card, {
      ...(rivalId ? { rivalId } : {}),
      ...(competitorId ? { competitorId } : {}),
    })
    await confirm(card)
  }
  const table = (
    await kit.call(manager, getMetric, { params: { key: 'loss' }, query: { by: 'rival' } })
  ).body
  expect(table.rows.map((row) => [row.label, row.value])).toEqual([
    ['丰田 卡罗拉', 2],
    ['丰田 凯美瑞', 1],
    [expect.any(String), 2],
  ])
  for (const row of table.rows) {
    const opened = await kit.call(manager, listMetricRecords, {
      params: { key: 'loss' },
      query: { by: 'rival', value: row.key },
    })
    expect(opened.body.items).toHaveLength(row.numerator)
  }
  const brands = (
    await kit.call(manager, getMetric, { params: { key: 'loss' }, query: { by: 'competitor' } })
  ).body
  expect(brands.rows[0]).toMatchObject({ key: toyota, value: 4 })
  const market = (await kit.call(manager, marketPosition, { query: {} })).body
  const lossesOf = (id: string) => market.items.find((one) => one.id === id)?.losses
  expect([lossesOf(corolla), lossesOf(camry), market.lostTotal]).toEqual([2, 1, 5])
  expect(market.lost).toMatchObject([
    { optionId: toyota, n: 4, unnamed: 1 },
    { optionId: null, n: 1, unnamed: 1 },
  ])
  const behind = (await kit.call(manager, lostTo, { query: { rivalId: corolla } })).body.items
  expect(behind.map((one) => one.competitor)).toEqual(['丰田 卡罗拉', '丰田 卡罗拉'])
})

test('an English reader reads why a closed card was lost and to whom in English', async () => {
  const [price] = await lossOptions(kit, group, 'loss_reason')
  const card = await makeCard(kit, liu)
  await lose(card, { reasonId: price?.id, competitorId: toyota, competitor: '丰田' })
  await confirm(card)
  const read = async (headers: Record<string, string>) =>
    (await kit.call(liu, getCard, { params: { id: card.id } }, { headers })).body
  expect(await read({ 'accept-language': 'en' })).toMatchObject({
    closedReason: `defeat: ${price?.labelEn}`,
    competitor: 'Toyota',
  })
  expect(await read({ 'accept-language': 'zh' })).toMatchObject({
    closedReason: `defeat: ${price?.label}`,
    competitor: '丰田',
  })
})

test('purging a lost card empties what its calls noted and keeps what they found', async () => {
  const clerk = await group.addPerson('information_clerk')
  const card = await makeCard(kit, liu)
  await lose(card, { rivalId: corolla })
  await confirm(card)
  const ids = [card.id]
  expect(
    (await kit.call(clerk, archiveCards, { body: { ids, reason: '已结束' } })).body,
  ).toMatchObject({
    changed: 1,
  })
  const purged = await kit.call(manager, purgeCards, { body: { ids, reason: '保存期已满' } })
  expect(purged.body).toMatchObject({ changed: 1 })
  await kit.settle(group.store)
  const { rows } = await inStores(kit.app.db, [group.store.id], (tx) =>
    sql`select note, outcome from loss_calls
         where store_id = ${group.store.id} and opportunity_id = ${card.id}`.execute(tx),
  )
  expect(rows).toEqual([{ note: '', outcome: 'true_loss' }])
})

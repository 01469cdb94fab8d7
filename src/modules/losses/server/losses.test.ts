import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { getMetric, listMetricRecords } from '#modules/metrics/contract.ts'
import { decideLoss } from '#modules/opportunities/contracts/card-endings.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  countProposedLosses,
  filePapers,
  type LossOutcome,
  listConfirmedLosses,
  listProposedLosses,
  recordLossCall,
} from '../contract.ts'
import { loseCard, lossOptions, makeLossPeople } from '../testing.ts'
import { raiseLate } from './late.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let care: TestPerson
let clerk: TestPerson
let liu: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, care, liu } = await makeLossPeople(kit))
  clerk = await group.addPerson('information_clerk')
})

const lose = async (card: TestCard, given: Record<string, unknown> = {}) => {
  const answer = await loseCard(kit, liu, card, {
    competitor: '丰田',
    summary: '客户买了丰田',
    ...given,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}
const called = (card: TestCard, outcome: LossOutcome, as = care, id = uuidv7()) =>
  kit.call(as, recordLossCall, { params: { id: card.id }, body: { id, outcome, note: '已通话' } })
const decide = (card: TestCard, isConfirmed: boolean, as = manager, found?: object) =>
  kit.call(as, decideLoss, {
    params: { id: card.id },
    body: { isConfirmed, reason: '按回访结果', ...(found ? { found } : {}) },
  })
const waiting = async (step: 'to_call' | 'to_decide', as = manager) =>
  (await kit.call(as, listProposedLosses, { query: { step } })).body.items.map((one) => one.id)

describe('[003-58] every proposed loss is called', () => {
  test('care calls, the supervisor confirms, the clerk files the papers', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    expect(await waiting('to_call', care)).toEqual([card.id])
    expect((await decide(card, true)).code).toBe('losses.not_called')
    expect((await called(card, 'true_loss', liu)).status).toBe(403)
    expect((await called(card, 'true_loss')).body).toMatchObject({
      step: 'to_decide',
      result: 'true_loss',
    })
    expect(await waiting('to_decide')).toEqual([card.id])
    expect((await called(card, 'true_loss')).code).toBe('losses.verified')
    expect((await decide(card, true, care)).status).toBe(403)
    expect((await decide(card, true)).body).toMatchObject({ state: 'lost', closedOn: '2026-09-15' })
    const [lost] = (await kit.call(clerk, listConfirmedLosses, { query: { papers: 'missing' } }))
      .body.items
    expect(lost).toMatchObject({ id: card.id, result: 'true_loss', reason: '价格高于竞品' })
    const file = () =>
      kit.call(clerk, filePapers, { params: { id: card.id }, body: { place: '9 月战败夹' } })
    expect((await file()).status).toBe(200)
    expect((await file()).code).toBe('losses.papers_filed')
    const counts = (await kit.call(manager, countProposedLosses, {})).body
    expect(counts).toEqual({ toCall: 0, toDecide: 0, late: 0, papers: 0 })
  })

  test('what is not true goes back to the consultant, and may be proposed again', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    await called(card, 'not_lost')
    expect((await decide(card, false)).body).toMatchObject({ state: 'active' })
    kit.clock.set('2026-09-20T02:00:00Z')
    await lose(card)
    // The earlier call was about the earlier proposal.
    expect(await waiting('to_call')).toEqual([card.id])
    expect((await decide(card, true)).code).toBe('losses.not_called')
  })

  test('three tries on different days and hours make a lost contact', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    expect((await called(card, 'unreached')).body).toMatchObject({
      tries: 1,
      nextTryOn: '2026-09-16',
    })
    kit.clock.set('2026-09-15T08:00:00Z')
    expect((await called(card, 'unreached')).body.tries).toBe(1)
    kit.clock.set('2026-09-16T02:30:00Z')
    expect((await called(card, 'unreached')).body.tries).toBe(1)
    kit.clock.set('2026-09-16T07:30:00Z')
    expect((await called(card, 'unreached')).body.tries).toBe(2)
    expect((await decide(card, true)).code).toBe('losses.not_called')
    kit.clock.set('2026-09-17T09:30:00Z')
    expect((await called(card, 'unreached')).body).toMatchObject({
      tries: 3,
      result: 'unreached',
      nextTryOn: null,
    })
    await decide(card, true)
    const lost = (await kit.call(manager, listConfirmedLosses, { query: { kind: 'lost_contact' } }))
      .body.items
    expect(lost.map((one) => one.id)).toEqual([card.id])
  })

  test('a call sent twice is one call', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    const id = uuidv7()
    const answers = await Promise.all([
      called(card, 'unreached', care, id),
      called(card, 'unreached', care, id),
    ])
    for (const answer of answers) expect(answer.body.calls).toHaveLength(1)
  })

  test('who asked not to be called is decided on the record', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    await inStores(kit.app.db, [group.store.id], (tx) =>
      sql`update customers set do_not_contact = '{call}'
           where store_id = ${group.store.id} and id = ${card.customerId}`.execute(tx),
    )
    expect((await called(card, 'true_loss')).code).toBe('losses.do_not_call')
    expect(await waiting('to_decide')).toEqual([card.id])
    expect((await decide(card, true)).body.state).toBe('lost')
  })

  test('of two supervisors one decides, the other is told', async () => {
    const other = await group.addPerson('showroom_manager')
    const card = await makeCard(kit, liu)
    await lose(card)
    await called(card, 'true_loss')
    const answers = await Promise.all([decide(card, true), decide(card, false, other)])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  })

  test('what nobody decided in seven days rises, once', async () => {
    const card = await makeCard(kit, liu)
    await lose(card)
    kit.clock.set('2026-09-22T10:00:00Z')
    expect(await raiseLate(kit.app, group.store)).toBe(0)
    kit.clock.set('2026-09-23T02:00:00Z')
    expect(await raiseLate(kit.app, group.store)).toBe(1)
    expect(await raiseLate(kit.app, group.store)).toBe(0)
    const { items } = (await kit.call(manager, listProposedLosses, { query: { late: 'true' } }))
      .body
    expect(items).toMatchObject([{ id: card.id, isLate: true, decideBy: '2026-09-22' }])
    await kit.settle(group.store)
    const inbox = (await kit.call(manager, listReminders, { query: {} })).body.items
    expect(inbox).toMatchObject([{ kind: 'loss_late', when: '2026-09-15' }])
  })

  test('care corrects the reason, and the loss counts with it', async () => {
    const reasons = await lossOptions(kit, group, 'loss_reason')
    const stock = reasons.find((one) => one.code === 'no-stock')?.id
    const card = await makeCard(kit, liu)
    await lose(card)
    await called(card, 'true_loss')
    await decide(card, true, manager, { reasonId: stock })
    const { items } = (await kit.call(manager, listConfirmedLosses, { query: { reason: stock } }))
      .body
    expect(items).toMatchObject([{ id: card.id, reason: '无现车或等待太久' }])
  })
})

test('[003-61] losses are counted by reason, rival, model, stage, level and consultant, verified apart', async () => {
  const reasons = await lossOptions(kit, group, 'loss_reason')
  const rivals = await lossOptions(kit, group, 'competitor')
  const idOf = (options: typeof reasons, code: string) =>
    options.find((one) => one.code === code)?.id ?? ''
  const price = idOf(reasons, 'price')
  const toyota = idOf(rivals, 'toyota')
  const verified = await makeCard(kit, liu, { level: 'H' })
  await lose(verified, { reasonId: price, competitorId: toyota })
  await called(verified, 'true_loss')
  await decide(verified, true)
  const onRecord = await makeCard(kit, liu, { level: 'A' })
  await lose(onRecord, { reasonId: price, competitorId: undefined, competitor: undefined })
  await inStores(kit.app.db, [group.store.id], (tx) =>
    sql`update customers set do_not_contact = '{call}'
         where store_id = ${group.store.id} and id = ${onRecord.customerId}`.execute(tx),
  )
  await decide(onRecord, true)
  const by = async (first: 'reason' | 'competitor' | 'stage' | 'level' | 'consultant') =>
    (
      await kit.call(manager, getMetric, {
        params: { key: 'loss' },
        query: { by: first, by2: 'verified' },
      })
    ).body
  const reasonTable = await by('reason')
  expect(reasonTable).toMatchObject({ total: 2, n: 2 })
  expect(reasonTable.rows).toMatchObject([{ key: price, label: '价格高于竞品', value: 2 }])
  expect(reasonTable.cells.map((cell) => [cell.key, cell.value])).toEqual([
    [price, 1],
    [price, 1],
  ])
  for (const first of ['competitor', 'stage', 'level', 'consultant'] as const) {
    const table = await by(first)
    expect(table.rows.reduce((sum, row) => sum + row.numerator, 0)).toBe(2)
    expect(table.cells.reduce((sum, cell) => sum + cell.numerator, 0)).toBe(2)
    for (const row of table.rows) {
      const opened = await kit.call(manager, listMetricRecords, {
        params: { key: 'loss' },
        query: { by: first, value: row.key },
      })
      expect(opened.body.items).toHaveLength(row.numerator)
    }
  }
})

test('a consultant sees the own losses, and no call of care is theirs to make', async () => {
  const mo = await group.addPerson('consultant')
  const card = await makeCard(kit, liu)
  await lose(card)
  expect(await waiting('to_call', liu)).toEqual([card.id])
  expect(await waiting('to_call', mo)).toEqual([])
})

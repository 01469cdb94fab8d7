import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { addDays } from '#shared/days.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { assignCard, changeExpectation, completeFollowUp, getCard } from '../contract.ts'
import {
  activateCard,
  decideLoss,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '../contracts/card-endings.ts'
import { makeCard, openPromises, type TestCard } from '../testing.ts'
import { driftLevels } from './drift.ts'
import { checkPromises } from './promise-check.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const operations = Number(process.env.TEST_OPERATIONS ?? 1000)
const atOnce = 16

/** A fixed sequence of numbers below 1, so that a failing run can be repeated. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('[000-20] a thousand random concurrent operations end with exactly one open follow-up per open card', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const boss = await group.addPerson('sales_manager')
  const cards: TestCard[] = []
  for (let i = 0; i < 12; i += 1) cards.push(await makeCard(kit, i % 2 ? liu : chen))
  const random = sequence(20260915)
  const today = '2026-09-15'
  const statuses = new Map<number, number>()

  const one = async () => {
    const params = { id: (cards[Math.floor(random() * cards.length)] as TestCard).id }
    const seen = (await kit.call(manager, getCard, { params })).body
    const followUpId = seen.followUp?.id ?? params.id
    const day = addDays(today, 1 + Math.floor(random() * 120))
    const { version } = seen
    const ways = [
      () =>
        kit.call(manager, completeFollowUp, {
          params,
          body: { followUpId, method: 'call', isReached: random() > 0.4, result: '联系' },
        }),
      () => kit.call(manager, changeExpectation, { params, body: { version, expectedOn: day } }),
      () =>
        kit.call(manager, assignCard, {
          params,
          body: { ownerId: random() > 0.5 ? liu.id : chen.id, reason: '调整' },
        }),
      () => kit.call(manager, suspendCard, { params, body: { wakeUpOn: day, reason: '出差' } }),
      () => kit.call(manager, activateCard, { params }),
      () =>
        kit.call(manager, proposeLoss, {
          params,
          body: { kind: 'defeat', reason: '价格', summary: '比价' },
        }),
      () =>
        kit.call(boss, decideLoss, {
          params,
          body: { isConfirmed: random() > 0.95, reason: '核实' },
        }),
      () =>
        random() > 0.97
          ? kit.call(manager, terminateCard, { params, body: { reason: '无效', summary: '无效' } })
          : kit.call(manager, getCard, { params }),
    ]
    const answer = await (ways[Math.floor(random() * ways.length)] as (typeof ways)[0])()
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  let left = operations
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await one()
    }),
  )
  await driftLevels(kit.app, group.store)

  expect([...statuses.keys()].every((status) => [200, 409].includes(status))).toBe(true)
  expect(statuses.get(200)).toBeGreaterThan(operations / 4)
  expect(await checkPromises(kit.app, group.store)).toEqual([])
  for (const { id } of cards) {
    const card = (await kit.call(manager, getCard, { params: { id } })).body
    const isOpen = ['active', 'suspended', 'loss_proposed', 'signed'].includes(card.state)
    const open = await openPromises(kit.app, group.store, id)
    expect(open).toHaveLength(isOpen ? 1 : 0)
    if (isOpen) expect(open[0]?.owner_id).toBe(card.ownerId)
  }
})

test('[000-20] the hourly check reports a card whose promise is missing', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { id } = await makeCard(kit, liu)
  await kit.app.db.transaction().execute(async (tx) => {
    await sql.raw(`set local app.stores = '${group.store.id}'`).execute(tx)
    await tx
      .deleteFrom('follow_ups')
      .where('opportunity_id', '=', id)
      .where('store_id', '=', group.store.id)
      .execute()
  })
  expect(await checkPromises(kit.app, group.store)).toEqual([id])
})

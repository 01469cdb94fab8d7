import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '#modules/access/testing.ts'
import { exportList } from '#modules/lists/contract.ts'
import { listClosedCards } from '#modules/opportunities/contracts/archive.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { listProposedLosses } from '../contract.ts'
import { confirmLoss, type LossPeople, loseCard, makeLossPeople } from '../testing.ts'

let kit: TestApp
let people: LossPeople
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  people = await makeLossPeople(kit)
})

/** The lines of a list's file, without its heading. */
async function linesOf(as: TestPerson, list: string, query: Record<string, string> = {}) {
  const file = await kit.call(as, exportList, { params: { list }, body: { format: 'csv', query } })
  expect(file.status, JSON.stringify(file.body)).toBe(200)
  return (await (file.body as Blob).text()).trim().split('\n').slice(1)
}

test('[003-58] what waits for a call and what waits for the decision leave as files, each as on its page', async () => {
  const { manager, liu } = people
  await loseCard(kit, liu, await makeCard(kit, liu, { name: '甲' }))
  await loseCard(kit, liu, await makeCard(kit, liu, { name: '乙' }))
  const { body } = await kit.call(manager, listProposedLosses, { query: { step: 'to_call' } })
  expect(body.items).toHaveLength(2)
  const lines = await linesOf(manager, 'proposed-losses', { step: 'to_call' })
  expect(lines).toHaveLength(2)
  expect(lines.join('\n')).toMatch(/甲[\s\S]*战败[\s\S]*价格高于竞品[\s\S]*未核实/)
  expect(await linesOf(manager, 'proposed-losses', { step: 'to_decide' })).toEqual([])
  expect(await linesOf(manager, 'win-backs')).toEqual([])
})

test('[002-60] closed cards leave as a file with why they ended in words', async () => {
  const { manager, liu } = people
  const card = await makeCard(kit, liu, { name: '丙' })
  await loseCard(kit, liu, card)
  await confirmLoss(kit, people, card)
  const { body } = await kit.call(manager, listClosedCards, { query: {} })
  expect(body.items.map(({ id }) => id)).toEqual([card.id])
  const lines = await linesOf(manager, 'closed-cards')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/丙.*战败 · 价格高于竞品/)
  expect(await linesOf(manager, 'closed-cards', { kept: 'archived' })).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { findStore } from '#modules/access/index.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { assignLeads } from '../contract.ts'
import { getLeadRules, setLeadRules } from '../contracts/lead-rules.ts'
import { makeLead } from '../testing.ts'
import { createDealer } from './choose-taker.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

async function makeStore(leadRule: 'turn' | 'load') {
  kit.clock.set('2026-09-15T02:00:00Z')
  const group = await makeGroup(kit.app, { settings: { leadRule } })
  const manager = await group.addPerson('sales_manager')
  const an = await group.addPerson('consultant', { name: '安' })
  const bo = await group.addPerson('consultant', { name: '博' })
  return { group, manager, an, bo }
}

async function setRules(manager: TestPerson, change: object): Promise<void> {
  const { rules } = (await kit.call(manager, getLeadRules, {})).body
  const set = await kit.call(manager, setLeadRules, { body: { ...rules, ...change } })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
}

/** The store with the rules it has now. */
async function storeNow({ store }: TestGroup): Promise<StoreInfo> {
  const found = await findStore(kit.app.db, store.id)
  if (!found) throw new Error('No such store')
  return found
}

/** Whom so many web leads would go to, dealt in one go. */
async function deal(group: TestGroup, count: number): Promise<(string | null)[]> {
  return runInStore(kit.app, await storeNow(group), async (ctx) => {
    const next = await createDealer(ctx, ctx.now)
    const lead = { origin: 'web', sourceId: null, seriesId: null, receivedAt: ctx.now } as const
    return Array.from({ length: count }, () => next(lead))
  })
}

const ownersOf = async (manager: TestPerson, count: number) => {
  const owners: (string | null)[] = []
  for (let n = 0; n < count; n++) owners.push((await makeLead(kit, manager)).ownerId)
  return owners
}

test('[001-22] nobody gets more open leads by rule than the store lets one have; the rest wait', async () => {
  const { manager, an, bo } = await makeStore('turn')
  await setRules(manager, { maxOpen: 2 })
  const owners = await ownersOf(manager, 5)
  for (const person of [an, bo]) expect(owners.filter((id) => id === person.id)).toHaveLength(2)
  expect(owners.at(-1)).toBeNull()
})

test('[001-22] given out by load in one go, leads end up even, the one who has some getting fewer', async () => {
  const { manager, an, bo } = await makeStore('load')
  for (let n = 0; n < 2; n++) await makeLead(kit, manager, { ownerId: an.id })
  const leadIds: string[] = []
  for (let n = 0; n < 4; n++) leadIds.push((await makeLead(kit, manager, { ownerId: null })).id)
  const { body } = await kit.call(manager, assignLeads, { body: { leadIds, ownerId: null } })
  expect(body.assigned).toBe(4)
  const next = await ownersOf(manager, 2)
  expect(next.toSorted()).toEqual([an.id, bo.id].toSorted())
})

test('[001-22] a rule for the hours out of work names who takes what comes at night', async () => {
  const { manager, an, bo } = await makeStore('turn')
  const rule = { origins: [], sourceIds: [], seriesIds: [] }
  await setRules(manager, {
    assignment: [
      { ...rule, name: '夜班', hours: 'out', personIds: [bo.id] },
      { ...rule, name: '白班', hours: 'in', personIds: [an.id] },
    ],
  })
  expect(await ownersOf(manager, 2)).toEqual([an.id, an.id])
  kit.clock.set('2026-09-15T15:00:00Z')
  expect(await ownersOf(manager, 2)).toEqual([bo.id, bo.id])
})

test('[001-22] many dealt at once count as they are dealt: by load they end up even, up to the most', async () => {
  const { group, manager, an, bo } = await makeStore('load')
  for (let n = 0; n < 2; n++) await makeLead(kit, manager, { ownerId: an.id })
  const owners = await deal(group, 6)
  expect(owners.slice(0, 2)).toEqual([bo.id, bo.id])
  expect(owners.filter((id) => id === bo.id)).toHaveLength(4)
  expect(owners.filter((id) => id === an.id)).toHaveLength(2)
  await setRules(manager, { maxOpen: 3 })
  expect((await deal(group, 5)).toSorted()).toEqual([an.id, bo.id, bo.id, bo.id, null].toSorted())
})

test('[001-22] many dealt at once by turn go round, whatever each has already', async () => {
  const { group, manager, an, bo } = await makeStore('turn')
  for (let n = 0; n < 2; n++) await makeLead(kit, manager, { ownerId: an.id })
  expect(await deal(group, 4)).toEqual([bo.id, an.id, bo.id, an.id])
})

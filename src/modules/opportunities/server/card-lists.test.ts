import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { changeCard, getCard } from '../contract.ts'
import { terminateCard } from '../contracts/card-endings.ts'
import { cardCalendar, editCards, previewCardEdit, sumCards } from '../contracts/card-lists.ts'
import { listCards } from '../contracts/find-cards.ts'
import { makeCard, openPromises, type TestCard } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let consultant: TestPerson
let salesManager: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  salesManager = await group.addPerson('sales_manager')
  consultant = await group.addPerson('consultant')
})
afterAll(() => kit.close())

const cards = async (level: 'H' | 'A' | 'B' | 'C', n: number): Promise<TestCard[]> => {
  const made: TestCard[] = []
  for (let i = 0; i < n; i++) made.push(await makeCard(kit, consultant, { level }))
  return made
}
const read = async (id: string) => (await kit.call(manager, getCard, { params: { id } })).body

it('a bulk edit says first what it would change and which cards it cannot, and why', async () => {
  const open = await cards('B', 3)
  const ended = await makeCard(kit, consultant, { name: '已终止', level: 'B' })
  await kit.call(manager, terminateCard, {
    params: { id: ended.id },
    body: { reason: '重复的卡', summary: '同一个人' },
  })
  const ids = [...open, ended].map((card) => card.id)
  const preview = await kit.call(manager, previewCardEdit, {
    body: { chosen: { ids }, change: { kind: 'level', level: 'H' } },
  })
  expect(preview.body.ids.toSorted()).toEqual(open.map((card) => card.id).toSorted())
  expect(preview.body.refused).toEqual([{ reason: 'ended', count: 1, names: ['已终止'] }])
  const lower = await kit.call(manager, previewCardEdit, {
    body: { chosen: { ids }, change: { kind: 'level', level: 'C' } },
  })
  expect(lower.body.refused).toContainEqual(
    expect.objectContaining({ reason: 'lowering', count: 3 }),
  )
})

it('a bulk edit is one operation: every card keeps one promise, and all goes back at once', async () => {
  const some = await cards('A', 4)
  const before = await Promise.all(some.map((card) => read(card.id)))
  const edit = await kit.call(salesManager, editCards, {
    body: {
      ids: some.map((card) => card.id),
      change: { kind: 'suspension', wakeUpOn: '2026-10-20' },
      reason: '等新车到店',
    },
  })
  expect(edit.body.changed).toBe(4)
  for (const card of some) {
    expect(await read(card.id)).toMatchObject({
      state: 'suspended',
      followUp: { dueOn: '2026-10-20' },
    })
    expect(await openPromises(kit.app, group.store, card.id)).toHaveLength(1)
  }
  await kit.call(salesManager, takeBack, {
    params: { id: edit.body.operationId },
    body: { touched: 'keep' },
  })
  for (const [at, card] of some.entries()) {
    const now = await read(card.id)
    expect({ ...now, version: 0 }).toEqual({ ...before[at], version: 0 })
    expect(await openPromises(kit.app, group.store, card.id)).toHaveLength(1)
  }
})

it('cards chosen in the list are handed over together, and come back with one step', async () => {
  const giver = await group.addPerson('consultant')
  const receiver = await group.addPerson('consultant')
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push((await makeCard(kit, giver, { level: 'B' })).id)
  const change = { kind: 'owner' as const, ownerId: receiver.id }
  const refused = await kit.call(giver, editCards, { body: { ids, change, reason: '换组' } })
  expect(refused.status).toBe(403)
  const edit = await kit.call(salesManager, editCards, { body: { ids, change, reason: '换组' } })
  expect(edit.body.changed).toBe(3)
  const got = await kit.call(receiver, listCards, { query: { owner: 'me' } })
  expect(got.body.items.map((card) => card.id).toSorted()).toEqual(ids.toSorted())
  await kit.call(salesManager, takeBack, {
    params: { id: edit.body.operationId },
    body: { touched: 'keep' },
  })
  const back = await kit.call(giver, listCards, { query: { owner: 'me' } })
  expect(back.body.items).toHaveLength(3)
})

it('everything a filter finds is edited but what was left out', async () => {
  const other = await group.addPerson('consultant')
  const mine: TestCard[] = []
  for (let i = 0; i < 5; i++) mine.push(await makeCard(kit, other, { level: 'C' }))
  const left = mine[0]?.id ?? ''
  const preview = await kit.call(manager, previewCardEdit, {
    body: {
      chosen: { filter: { owner: other.id, level: 'C' }, except: [left] },
      change: { kind: 'expectation', expectedOn: '2026-09-18' },
    },
  })
  expect(preview.body.ids).toHaveLength(4)
  expect(preview.body.ids).not.toContain(left)
  const wrong = await kit.call(manager, previewCardEdit, {
    body: { chosen: { filter: { level: 'Z' } }, change: { kind: 'level', level: 'H' } },
  })
  expect(wrong.status).toBe(422)
  // A consultant sees and changes only their own.
  const stranger = await kit.call(consultant, previewCardEdit, {
    body: { chosen: { ids: mine.map((card) => card.id) }, change: { kind: 'level', level: 'H' } },
  })
  expect(stranger.body).toEqual({ ids: [], refused: [] })
})

it('[001-24] sums and calendar are of the same cards as the list', async () => {
  const lone = await group.addPerson('consultant')
  for (const level of ['H', 'H', 'A'] as const) await makeCard(kit, lone, { level })
  const query = { owner: lone.id }
  expect((await kit.call(manager, sumCards, { query })).body).toEqual({ cards: 3, cars: 3 })
  const calendar = await kit.call(manager, cardCalendar, {
    query: { ...query, from: '2026-09-14', to: '2026-10-18' },
  })
  expect(calendar.body.days).toHaveLength(35)
  const tomorrow = calendar.body.days.find((day) => day.day === '2026-09-16')
  expect(tomorrow?.due).toBe(3)
  const listed = await kit.call(manager, listCards, { query: { ...query, dueOn: '2026-09-16' } })
  expect(listed.body.items).toHaveLength(3)
  // Last contact, next promise, level and days at it: nobody is without a next step.
  for (const card of listed.body.items)
    expect(card).toMatchObject({
      lastContactOn: '2026-09-15',
      level: expect.stringMatching(/^[HABC]$/),
      daysAtLevel: expect.any(Number),
      followUp: { dueOn: '2026-09-16' },
    })
})

it('at 75 % the model must be chosen', async () => {
  const card = await makeCard(kit, consultant, { level: 'A' })
  const { version } = await read(card.id)
  const refused = await kit.call(consultant, changeCard, {
    params: { id: card.id },
    body: { version, stage: 75 },
  })
  expect(refused.code).toBe('opportunities.model_needed')
  const half = await kit.call(consultant, changeCard, {
    params: { id: card.id },
    body: { version, stage: 50 },
  })
  expect(half.body.stage).toBe(50)
})

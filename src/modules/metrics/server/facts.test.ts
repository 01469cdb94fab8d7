import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMetric } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { rebuildFacts, settleFacts } from '../index.ts'
import { testDoor } from '../testing.ts'
import { type Cell, countRecords } from './counting.queries.ts'
import { countSource } from './fact-answers.queries.ts'
import { listMarks } from './facts.queries.ts'
import { measuresOf } from './measures.ts'
import type { Question } from './question.ts'
import { sources } from './sources.ts'

const start = '2026-09-15T02:00:00Z'
let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: start })
})
afterAll(() => kit.close())

const people = [uuidv7(), uuidv7(), null]
const series = [uuidv7(), null]
const outcomes = ['filed', 'unfiled', 'repeat', 'not_prospect', 'open'] as const
const breakdowns: (Breakdown | undefined)[] = [
  undefined,
  'day',
  'week',
  'month',
  'consultant',
  'series',
  'channel',
  'source',
  'store',
]

const visit = fc.record({
  back: fc.integer({ min: 0, max: 40 }),
  outcome: fc.constantFrom(...outcomes),
  channel: fc.constantFrom('walk-in' as const, 'call-in' as const),
  receivedBy: fc.constantFrom(...people),
  seriesId: fc.constantFrom(...series),
  isReturning: fc.boolean(),
})
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('add' as const), visit }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('change' as const), which: fc.nat(), to: visit }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tomorrow' as const) }) },
)

test('whatever is written at the door, numbers from facts equal a recount of the records', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      kit.clock.set(start)
      const { store } = await makeGroup(kit.app)
      const door = testDoor(kit.app, store)
      const ids: string[] = []
      for (const taken of steps) {
        kit.clock.set(new Date(kit.clock.now().getTime() + 1000))
        const today = dayInZone(kit.clock.now(), store.timeZone)
        const id = 'which' in taken && ids.length > 0 ? ids[taken.which % ids.length] : undefined
        if (taken.kind === 'add') {
          const { back, ...rest } = taken.visit
          ids.push(await door.add({ ...rest, day: addDays(today, -back) }))
        } else if (taken.kind === 'change' && id) {
          const { back, outcome, channel, receivedBy, seriesId } = taken.to
          const day = addDays(today, -back)
          if (outcome !== 'open')
            await door.change(id, { outcome, channel, receivedBy, seriesId, day })
        } else if (taken.kind === 'withdraw' && id) await door.change(id, 'withdrawn')
        else if (taken.kind === 'settle') await settleFacts(kit.app, store)
        else if (taken.kind === 'tomorrow')
          kit.clock.set(new Date(kit.clock.now().getTime() + 86_400_000))
      }
      const today = dayInZone(kit.clock.now(), store.timeZone)
      await runInStore(kit.app, store, async ({ tx }) => {
        for (const by of breakdowns)
          for (const filters of [{}, { consultant: [people[0] as string] }]) {
            const question: Question = {
              stores: [store],
              from: addDays(today, -30),
              to: today,
              today,
              by,
              filters,
              asOf: undefined,
            }
            const dims = by ? [by] : []
            const withoutZeros = (cells: Cell[]) =>
              new Map(
                cells
                  .filter(({ sums }) => Object.values(sums).some((sum) => sum > 0))
                  .map(({ keys, sums }) => [keys[0], sums]),
              )
            expect(withoutZeros(await countSource(tx, 'door', question, dims))).toEqual(
              withoutZeros(await countRecords(tx, sources.door, question, dims, measuresOf.door)),
            )
            const now = new Date(kit.clock.now().getTime() + 1)
            expect(
              withoutZeros(await countSource(tx, 'door', { ...question, asOf: now }, dims)),
            ).toEqual(
              withoutZeros(await countRecords(tx, sources.door, question, dims, measuresOf.door)),
            )
          }
      })
    }),
    { numRuns: Number(process.env.TEST_RUNS ?? 12), seed: 20260915 },
  )
})

test('a record that moves to another day marks its two months, and no more of the store', async () => {
  kit.clock.set(start)
  const { store } = await makeGroup(kit.app)
  const door = testDoor(kit.app, store)
  const id = await door.add({ day: '2026-08-30', outcome: 'unfiled' })
  await door.add({ day: '2026-09-02', outcome: 'unfiled' })
  await settleFacts(kit.app, store)
  await door.change(id, { outcome: 'unfiled', day: '2026-09-01' })
  const marks = await runInStore(kit.app, store, ({ tx }) => listMarks(tx, store.id))
  expect(marks.map((mark) => mark.ids !== null)).toEqual(marks.map(() => true))
  expect(marks.flatMap((mark) => mark.months)).toEqual(['2026-08-01'])
  const traffic = () =>
    runInStore(kit.app, store, async ({ tx }) => {
      const asked = { stores: [store], from: '2026-08-01', to: '2026-09-15', today: '2026-09-15' }
      const cells = await countSource(
        tx,
        'door',
        { ...asked, by: 'month', filters: {}, asOf: undefined },
        ['month'],
      )
      return cells.map(({ keys, sums }) => [keys[0], sums.unfiled])
    })
  const moved = await traffic()
  expect(moved).toEqual([['2026-09', 2]])
  await settleFacts(kit.app, store)
  expect(await traffic()).toEqual(moved)
})

test('writers and the upkeep of facts at the same moment never leave a fact behind', async () => {
  kit.clock.set(start)
  const { store } = await makeGroup(kit.app)
  const door = testDoor(kit.app, store)
  let writing = true
  const upkeep = (async () => {
    while (writing) await settleFacts(kit.app, store)
  })()
  const writers = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 10; i++) await door.add({ day: '2026-09-10', outcome: 'unfiled' })
  })
  await Promise.all(writers)
  writing = false
  await upkeep
  await settleFacts(kit.app, store)
  const question: Question = {
    stores: [store],
    from: '2026-09-10',
    to: '2026-09-10',
    today: '2026-09-15',
    by: undefined,
    filters: {},
    asOf: undefined,
  }
  const sums = await inStores(kit.app.db, [store.id], (tx) => countSource(tx, 'door', question, []))
  expect(sums[0]?.sums.unfiled).toBe(40)
})

test('a report as of the day before still shows the visit unfiled', async () => {
  kit.clock.set('2026-09-10T02:00:00Z')
  const group = await makeGroup(kit.app)
  const boss = await group.addPerson('sales_manager')
  const door = testDoor(kit.app, group.store)
  const id = await door.add({ day: '2026-09-10', outcome: 'unfiled' })
  const taken = await door.add({ day: '2026-09-10', outcome: 'unfiled' })
  kit.clock.set('2026-09-11T02:00:00Z')
  await settleFacts(kit.app, group.store)
  kit.clock.set('2026-09-12T02:00:00Z')
  await door.change(id, { outcome: 'filed' })
  await door.change(taken, 'withdrawn')
  await settleFacts(kit.app, group.store)
  const ask = async (key: string, asOf?: string) => {
    const period = { from: '2026-09-10', to: '2026-09-10', by: 'day' as const }
    const query = asOf ? { ...period, asOf } : period
    return (await kit.call(boss, getMetric, { params: { key }, query })).body
  }
  expect((await ask('unfiled_visits')).total).toBe(0)
  expect((await ask('newly_filed')).total).toBe(1)
  const before = '2026-09-11T16:00:00Z'
  expect((await ask('unfiled_visits', before)).total).toBe(2)
  expect((await ask('newly_filed', before)).total).toBe(0)
  expect((await ask('newly_filed', before)).asOf).toBe('2026-09-11T16:00:00.000Z')
  expect((await ask('traffic', '2026-09-09T00:00:00Z')).total).toBe(0)
})

test('after a bulk load all facts of a store are built from its records', async () => {
  kit.clock.set(start)
  const { store } = await makeGroup(kit.app)
  const door = testDoor(kit.app, store)
  for (let day = 1; day <= 9; day++) await door.add({ day: `2026-08-0${day}`, outcome: 'filed' })
  const askFacts = () =>
    inStores(kit.app.db, [store.id], (tx) =>
      sql<{ filed: number }>`
        select coalesce(sum(f.sums[2]), 0)::int as filed from number_facts f
         where f.store_id = ${store.id} and f.source = 'door' and f.dimension = 'total'`.execute(
        tx,
      ),
    )
  await settleFacts(kit.app, store)
  await inStores(kit.app.db, [store.id], (tx) =>
    sql`delete from number_facts where store_id = ${store.id}`.execute(tx),
  )
  await rebuildFacts(kit.app, store)
  expect((await askFacts()).rows[0]?.filed).toBe(9)
  expect(await settleFacts(kit.app, store)).toBe(0)
})

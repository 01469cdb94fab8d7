import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores, type Tx } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { settleFacts } from '../index.ts'
import { testDoor } from '../testing.ts'
import { addProspects, addWords, type TestProspect, type TestWords } from '../testing-world.ts'
import { metrics } from './definitions.ts'
import { type Counts, countFor, figureOf } from './figures.ts'
import { type Measure, sourceOf } from './measures.ts'
import { readQuestion } from './read-question.ts'

let kit: TestApp
let group: TestGroup
let words: TestWords
let prospects: TestProspect[]
const people: string[] = []
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  words = await addWords(kit.app, group.groupId, group.store)
  for (const _ of [1, 2]) people.push((await group.addPerson('consultant')).id)
  prospects = await addProspects(kit.app, group.store, words, people, 36)
  await settleFacts(kit.app, group.store)
})
afterAll(() => kit.close())

/** All numbers of the store, in total and by every breakdown they have, as text. */
async function readAll(): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  await runInStore(kit.app, group.store, async (ctx) => {
    const question = await readQuestion(ctx, { from: '2026-08-20', to: '2026-09-15' })
    for (const by of [undefined, ...new Set(metrics.flatMap((metric) => metric.breakdowns))]) {
      const asked = metrics.filter((metric) => !by || metric.breakdowns.includes(by))
      const counts = await countFor(ctx, asked, question, by ? [by] : [])
      for (const metric of asked) answers.set(`${metric.key} ${by ?? ''}`, textOf(metric, counts))
    }
  })
  return answers
}

const textOf = (metric: (typeof metrics)[number], counts: Counts) =>
  JSON.stringify(
    [...counts.keys()]
      .sort()
      .map((key) => [key, figureOf(metric, counts, key, 0)] as const)
      .filter(([, { numerator, n }]) => numerator !== 0 || n !== 0),
  )

/** What a change moves: sums of these measures, and beside them only the breakdowns named. */
interface Declared {
  /** These move in total, so their numbers move however they are broken down. */
  measures?: readonly Measure[]
  /** Of the numbers counted from these measures, these breakdowns move and the total does not. */
  within?: readonly Measure[]
  by?: readonly Breakdown[]
}

async function expectMoves(change: (tx: Tx) => Promise<unknown>, declared: Declared) {
  const before = await readAll()
  await inStores(kit.app.db, [group.store.id], change)
  await settleFacts(kit.app, group.store)
  const after = await readAll()
  const moved = new Set(
    [...before].flatMap(([name, text]) => (after.get(name) === text ? [] : [name.split(' ')[0]])),
  )
  const movedBy = [...before].flatMap(([name, text]) => (after.get(name) === text ? [] : [name]))
  const uses = (metric: (typeof metrics)[number], of: readonly Measure[] | undefined) =>
    [...metric.numerator, ...(metric.denominator ?? [])].some((one) => of?.includes(one))
  const wholly = metrics.filter((metric) => uses(metric, declared.measures))
  const partly = metrics.filter(
    (metric) => uses(metric, declared.within) && !wholly.includes(metric),
  )
  const expected = new Set([
    ...wholly.map(({ key }) => `${key} `),
    ...partly.flatMap((metric) =>
      metric.breakdowns
        .filter((one) => declared.by?.includes(one))
        .map((one) => `${metric.key} ${one}`),
    ),
  ])
  // A number whose total moves moves in each of its breakdowns as well.
  const total = movedBy.filter(
    (name) => name.endsWith(' ') || !wholly.some(({ key }) => name.startsWith(`${key} `)),
  )
  expect(total.sort()).toEqual([...expected].sort())
  for (const { key, breakdowns } of wholly)
    for (const by of breakdowns) expect(movedBy, `${key} by ${by}`).toContain(`${key} ${by}`)
  expect(moved.size).toBeGreaterThan(0)
}

const find = (fits: (prospect: TestProspect, place: number) => boolean): TestProspect => {
  const found = prospects.find(fits)
  if (!found) throw new Error('no such prospect')
  return found
}
const store = () => group.store.id

test('the amount of a contract moves money, and nothing else', async () => {
  const { orderId } = find((p, i) => p.orderId !== undefined && i === 9 * 2)
  await expectMoves(
    (tx) =>
      sql`update orders set amount_fen = amount_fen + 7 where store_id = ${store()} and id = ${orderId}`.execute(
        tx,
      ),
    { measures: ['deal_amount', 'delivered_amount'] },
  )
})

test('cancelling a contract moves deals, what is made of them, and cancellations', async () => {
  const { orderId } = find((_, i) => i === 9)
  await expectMoves(
    (tx) =>
      sql`update orders set state = 'cancelled', cancelled_on = '2026-09-14', cancelled_at = '2026-09-14T04:00:00Z'
           where store_id = ${store()} and id = ${orderId}`.execute(tx),
    {
      measures: [
        'deals',
        'cars_sold',
        'deal_amount',
        'deal_discount',
        'cancellations',
        'cohort_signed',
      ],
    },
  )
})

test('a hobby learnt later moves the numbers by hobby only', async () => {
  const { customerId } = find((_, i) => i === 0)
  await expectMoves(
    (tx) =>
      sql`update customers set hobby_ids = array[${words.ids.golf}::uuid]
           where store_id = ${store()} and id = ${customerId}`.execute(tx),
    {
      // Prospect 0: filed, repeated, driven, quoted, signed, delivered and registered, contacted never.
      within: [
        'newly_filed',
        'repeat_visits',
        'returning_filed',
        'cohort_filed',
        'cohort_driven',
        'cohort_quoted',
        'cohort_signed',
        'cohort_delivered',
        'test_drives',
        'quotes',
        'deals',
        'cars_sold',
        'deal_amount',
        'deal_discount',
        'deliveries',
        'cars_delivered',
        'registered',
        'ended',
      ],
      by: ['hobby'],
    },
  )
})

test('the model of an unfiled visit moves the door by model only', async () => {
  const door = testDoor(kit.app, group.store)
  const id = await door.add({
    day: '2026-09-10',
    outcome: 'unfiled',
    receivedBy: people[0] ?? null,
  })
  await settleFacts(kit.app, group.store)
  await expectMoves(() => door.change(id, { seriesId: words.ids.bora ?? null }), {
    within: ['unfiled', 'walk_ins'],
    by: ['series', 'brand'],
  })
  await expectMoves(() => door.change(id, 'withdrawn'), { measures: ['unfiled', 'walk_ins'] })
})

test('why a card was lost moves losses by reason only', async () => {
  const { cardId } = find((_, i) => i === 4)
  await expectMoves(
    (tx) =>
      sql`update opportunities set loss_reason_id = null where store_id = ${store()} and id = ${cardId}`.execute(
        tx,
      ),
    { within: ['defeated'], by: ['reason'] },
  )
})

test('every measure belongs to a kind of record and every number to a measure', () => {
  const used = new Set(
    metrics.flatMap(({ numerator, denominator }) => [...numerator, ...(denominator ?? [])]),
  )
  for (const measure of used) expect(sourceOf(measure)).toBeDefined()
  expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { mergeCustomers, previewMerge } from '#modules/customers/contracts/duplicates.ts'
import { getMetric, listMetrics } from '#modules/metrics/contract.ts'
import {
  assignCard,
  changeCard,
  changeExpectation,
  completeFollowUp,
  getCard,
} from '#modules/opportunities/contract.ts'
import { archiveCards, purgeCards } from '#modules/opportunities/contracts/archive.ts'
import {
  activateCard,
  decideLoss,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '#modules/opportunities/contracts/card-endings.ts'
import {
  type CardStanding,
  listCardStandings,
} from '#modules/opportunities/contracts/card-history.ts'
import { handOver } from '#modules/opportunities/contracts/hand-over.ts'
import { putIntoPool } from '#modules/opportunities/contracts/pool.ts'
import { setShares } from '#modules/opportunities/contracts/shares.ts'
import { cancelOrder, makeOrder, signOrder } from '#modules/orders/contract.ts'
import { carLine } from '#modules/orders/testing.ts'
import {
  closeVisit,
  correctVisit,
  fileVisit,
  openVisit,
  putUnfiledTotals,
} from '#modules/showroom/contract.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'

// Sixty days of a small store with late entries, corrections, merges and undo. At the end of each day
// everything is printed; at the end each print is asked again as of its day and has to be the same.

const days = process.env.KEYUAN_TEST_LONG === '1' ? 240 : 60
const firstDay = '2026-09-01'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: `${firstDay}T01:00:00Z` })
})
afterAll(() => kit.close())

/** Chance from a seed, so that a failing run is found again. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface World {
  group: TestGroup
  manager: TestPerson
  /** Decides the losses the manager proposes. */
  second: TestPerson
  people: TestPerson[]
  cards: { id: string; customerId: string }[]
  visits: string[]
  operations: string[]
  /** Signed orders with the version they stand at. */
  orders: { id: string; version: number }[]
  /** How often each thing was really done, not refused. */
  done: Map<string, number>
  day: string
  chance: (below: number) => number
  phones: number
}

function count(world: World, what: string, answer: { status: number }): void {
  if (answer.status < 300) world.done.set(what, (world.done.get(what) ?? 0) + 1)
}

const pickFrom = <T>(world: World, list: readonly T[]): T => list[world.chance(list.length)] as T

async function receive(world: World): Promise<void> {
  const { manager, day } = world
  const person = pickFrom(world, world.people)
  const isLate = world.chance(4) === 0 && day > addDays(firstDay, 3)
  const arrivedAt = isLate ? `${addDays(day, -1 - world.chance(2))}T03:00:00Z` : undefined
  const visit = await kit.call(manager, openVisit, {
    body: {
      channel: pickFrom(world, ['walk-in', 'call-in'] as const),
      partySize: 1 + world.chance(4),
      receiverId: person.id,
      ...(arrivedAt ? { arrivedAt } : {}),
    },
  })
  expect(visit.status).toBe(200)
  if (arrivedAt) count(world, 'late visit', visit)
  world.visits.push(visit.body.id)
  if (world.chance(3) === 0) {
    const { id, version } = visit.body
    await kit.call(manager, closeVisit, {
      params: { id },
      body: { outcome: 'unfiled', version },
    })
    return
  }
  world.phones += 1
  const filed = await kit.call(manager, fileVisit, {
    params: { id: visit.body.id },
    body: {
      version: visit.body.version,
      card: {
        customer: {
          name: `客户${world.phones}`,
          phones: [`139${String(10_000_000 + world.phones)}`],
        },
        level: pickFrom(world, ['H', 'A', 'B', 'C'] as const),
      },
    },
  })
  expect(filed.status).toBe(201)
  if (filed.body.card) world.cards.push(filed.body.card)
}

async function correct(world: World): Promise<void> {
  const id = pickFrom(world, world.visits)
  if (!id) return
  const corrected = await kit.call(world.manager, correctVisit, {
    params: { id },
    body: {
      receiverId: pickFrom(world, world.people).id,
      reason: '登记错了',
      version: 1 + world.chance(4),
    },
  })
  count(world, 'correction', corrected)
  const totals = await kit.call(world.manager, putUnfiledTotals, {
    params: { day: addDays(world.day, -world.chance(3)) },
    body: { totals: [{ seriesId: null, total: 1 + world.chance(5) }] },
  })
  count(world, 'late total', totals)
}

/** One thing somebody does with a card; what is refused is refused. */
async function work(world: World): Promise<void> {
  const { manager } = world
  const one = pickFrom(world, world.cards)
  if (!one) return
  const params = { id: one.id }
  const seen = (await kit.call(manager, getCard, { params })).body
  const reason = '日常'
  const soon = addDays(world.day, 1 + world.chance(90))
  const done = (
    what: string,
    answer: { status: number; body: { operationId?: string | null } },
  ) => {
    if (answer.body.operationId) count(world, what, answer)
    if (answer.status === 201 && answer.body.operationId)
      world.operations.push(answer.body.operationId)
  }
  const doings: (() => Promise<unknown>)[] = [
    () =>
      kit.call(manager, completeFollowUp, {
        params,
        body: {
          followUpId: seen.followUp?.id ?? one.id,
          method: 'call',
          isReached: world.chance(3) > 0,
          result: 'interested',
          // Entered a day or two late.
          at: `${addDays(world.day, -world.chance(3))}T06:00:00Z`,
          ...(world.chance(2) ? { expectedOn: soon } : {}),
        },
      }),
    () =>
      kit.call(manager, changeExpectation, {
        params,
        body: { version: seen.version, expectedOn: soon, reason },
      }),
    () =>
      kit.call(manager, changeCard, {
        params,
        body: {
          version: seen.version,
          stage: pickFrom(world, [10, 25, 50]),
          expectedAmountFen: 100_000 * world.chance(300),
        },
      }),
    () =>
      kit.call(manager, assignCard, {
        params,
        body: { ownerId: pickFrom(world, world.people).id, reason },
      }),
    () => kit.call(manager, suspendCard, { params, body: { wakeUpOn: soon, reason } }),
    () => kit.call(manager, activateCard, { params }),
    () =>
      kit.call(manager, setShares, {
        params,
        body: {
          version: seen.version,
          shares: [
            { personId: seen.ownerId, percent: 70 },
            { personId: pickFrom(world, world.people).id, percent: 30 },
          ],
          reason,
        },
      }),
    () => kit.call(manager, terminateCard, { params, body: { reason, summary: '不买了' } }),
    () => loseCard(world, one.id),
    () => signOn(world, one.id),
    () => signOn(world, one.id),
    () => cancelSigned(world),
    async () =>
      done(
        'hand-over',
        await kit.call(manager, handOver, {
          body: {
            fromId: pickFrom(world, world.people).id,
            receiverIds: [pickFrom(world, world.people).id],
            rule: 'one',
            reason,
          },
        }),
      ),
    async () =>
      done(
        'pool',
        await kit.call(manager, putIntoPool, { body: { cardIds: [one.id], reason: '久未联系' } }),
      ),
    async () => {
      const other = pickFrom(world, world.cards)
      const preview = await kit.call(manager, previewMerge, {
        query: { kept: one.customerId, gone: other.customerId },
      })
      if (preview.status !== 200) return
      const { kept, gone } = preview.body
      done(
        'merge',
        await kit.call(manager, mergeCustomers, {
          body: {
            keptId: kept.id,
            goneId: gone.id,
            keptVersion: kept.version,
            goneVersion: gone.version,
            card: 'kept',
            reason: '同一人',
          },
        }),
      )
    },
    async () => {
      const id = pickFrom(world, world.operations)
      if (!id) return
      const back = await kit.call(manager, takeBack, {
        params: { id },
        body: { touched: pickFrom(world, ['keep', 'take_back'] as const) },
      })
      count(world, 'undo', back)
    },
    async () => {
      done(
        'archive',
        await kit.call(manager, archiveCards, { body: { ids: [one.id], reason: '归档' } }),
      )
      if (world.chance(2) === 0) return
      const purged = await kit.call(manager, purgeCards, {
        body: { ids: [one.id], reason: '到期' },
      })
      if (purged.body.changed > 0) count(world, 'purge', purged)
    },
  ]
  await pickFrom(world, doings)()
}

async function loseCard(world: World, id: string): Promise<void> {
  const params = { id }
  await kit.call(world.manager, proposeLoss, {
    params,
    body: { kind: 'defeat', reason: '价格', summary: '买了别家' },
  })
  const isConfirmed = world.chance(3) > 0
  const decided = await kit.call(world.second, decideLoss, {
    params,
    body: { isConfirmed, reason: '核实过' },
  })
  count(world, isConfirmed ? 'loss' : 'loss returned', decided)
}

async function signOn(world: World, opportunityId: string): Promise<void> {
  const made = await kit.call(world.manager, makeOrder, {
    body: { id: uuidv7(), opportunityId, lines: [carLine], colour: '极地白' },
  })
  if (made.status !== 201) return
  const { id, version } = made.body
  const signed = await kit.call(world.manager, signOrder, {
    params: { id },
    body: { version, promisedOn: addDays(world.day, 20) },
  })
  count(world, 'deal', signed)
  if (signed.status === 200) world.orders.push({ id, version: signed.body.version })
}

async function cancelSigned(world: World): Promise<void> {
  const order = pickFrom(world, world.orders)
  if (!order) return
  const { id, version } = order
  const gone = await kit.call(world.manager, cancelOrder, {
    params: { id },
    body: { version, reason: '客户退订' },
  })
  count(world, 'cancellation', gone)
}

const happened = ['traffic', 'newly_filed', 'deals', 'loss']
const brokenDown = ['newly_filed', 'deals']

/** Every card and the main numbers, as they were known at an instant. */
async function print(world: World, asOf: string, keys: readonly string[]) {
  const cards: CardStanding[] = []
  let cursor: string | undefined
  do {
    const page: { items: CardStanding[]; nextCursor: string | null } = (
      await kit.call(world.manager, listCardStandings, {
        query: { asOf, limit: 200, ...(cursor ? { cursor } : {}) },
      })
    ).body
    // What stands of the customer (a merge gives it another) is not part of the card's own state.
    cards.push(...page.items.map((card) => ({ ...card, customerId: '', customerName: '' })))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  const day = asOf.slice(0, 10)
  const numbers: Record<string, unknown[]> = {}
  for (const key of keys) {
    const { body, status } = await kit.call(world.manager, getMetric, {
      params: { key },
      query: { from: firstDay, to: day, asOf },
    })
    const { total, n, numerator, denominator } = body
    numbers[key] = [status, total, n, numerator, denominator]
    // Whose it was then: a hand-over or a merge since moves nothing that was printed.
    if (!brokenDown.includes(key)) continue
    const rows = await kit.call(world.manager, getMetric, {
      params: { key },
      query: { from: firstDay, to: day, asOf, by: 'consultant' },
    })
    expect(rows.status).toBe(200)
    numbers[`${key} by consultant`] = rows.body.rows.map((row) => [row.key, row.value, row.n])
  }
  return { cards, numbers }
}

test(`[002-53] each of ${days} days with late entries, corrections, merges and undo, asked again as of its day, is printed the same`, {
  timeout: days * 60_000,
}, async () => {
  const group = await makeGroup(kit.app)
  const world: World = {
    group,
    manager: await group.addPerson('sales_manager'),
    second: await group.addPerson('showroom_manager'),
    people: [
      await group.addPerson('consultant'),
      await group.addPerson('consultant'),
      await group.addPerson('consultant'),
    ],
    cards: [],
    visits: [],
    operations: [],
    orders: [],
    done: new Map(),
    day: firstDay,
    chance: chanceFrom(20_260_901),
    phones: 0,
  }
  const { metrics } = (await kit.call(world.manager, listMetrics, {})).body
  const keys = metrics.filter((one) => one.hasPast).map((one) => one.key)
  expect(keys.length).toBeGreaterThan(4)
  const prints: { asOf: string; said: Awaited<ReturnType<typeof print>> }[] = []
  for (let n = 0; n < days; n++) {
    world.day = addDays(firstDay, n)
    const doings = 4 + world.chance(5)
    for (let at = 0; at < doings; at++) {
      kit.clock.set(`${world.day}T${String(1 + at).padStart(2, '0')}:00:00Z`)
      const dice = world.chance(10)
      if (dice < 3 || world.cards.length < 3) await receive(world)
      else if (dice < 4) await correct(world)
      else await work(world)
    }
    const asOf = `${world.day}T15:00:00Z`
    kit.clock.set(asOf)
    const said = await print(world, asOf, keys)
    // What is known now is what the cards themselves say.
    for (const card of said.cards.slice(-3)) {
      const now = await kit.call(world.manager, getCard, { params: { id: card.id } })
      if (now.status !== 200) continue
      const { state, stage, level, ownerId, expectedOn, expectedAmountFen } = now.body
      expect(card).toMatchObject({ state, stage, level, ownerId, expectedOn, expectedAmountFen })
    }
    prints.push({ asOf, said })
  }
  expect(world.cards.length).toBeGreaterThan(days / 2)
  // Every kind of thing that could move the past was really done.
  const did = (what: string) => world.done.get(what) ?? 0
  for (const what of [
    'late visit',
    'late total',
    'correction',
    'merge',
    'undo',
    'hand-over',
    'pool',
    'archive',
    'purge',
    'deal',
    'cancellation',
    'loss',
    'loss returned',
  ])
    expect([what, did(what) > 0]).toEqual([what, true])
  const last = prints.at(-1)?.said.numbers ?? {}
  for (const key of happened) expect([key, Number(last[key]?.[1]) > 0]).toEqual([key, true])
  for (const { asOf, said } of prints)
    expect({ asOf, ...(await print(world, asOf, keys)) }).toEqual({ asOf, ...said })
})

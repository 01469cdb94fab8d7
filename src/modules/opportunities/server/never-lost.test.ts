import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { customerTables } from '#foundation/tables.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import {
  mergeCustomers,
  previewMerge,
  splitCustomers,
} from '#modules/customers/contracts/duplicates.ts'
import { addDays } from '#shared/days.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { assignCard, changeExpectation, completeFollowUp, getCard } from '../contract.ts'
import { activateCard, suspendCard } from '../contracts/card-endings.ts'
import { cardsOfCustomer } from '../contracts/find-cards.ts'
import { handOver } from '../contracts/hand-over.ts'
import { assignFromPool, poolRulesSchema, putIntoPool, setPoolRules } from '../contracts/pool.ts'
import { makeCard, type TestCard } from '../testing.ts'
import { checkPromises } from './promise-check.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const isLong = process.env.KEYUAN_TEST_LONG === '1'
const sequences = isLong ? 10_000 : 25
const minutes = isLong ? 240 : 2

const today = '2026-09-15'
const stepKinds = [
  'create',
  'follow_up',
  'miss',
  'level',
  'suspend',
  'activate',
  'assign',
  'hand_over_all',
  'merge',
  'split',
  'pool_in',
  'pool_out',
  'undo',
  'undo_with_later',
] as const
const stepArbitrary = fc.record({
  kind: fc.constantFrom(...stepKinds),
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

interface World {
  group: TestGroup
  manager: TestPerson
  people: TestPerson[]
  cards: TestCard[]
  operations: { id: string; isMerge: boolean }[]
}

async function makeWorld(): Promise<World> {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const people = [await group.addPerson('consultant'), await group.addPerson('consultant')]
  await kit.call(manager, setPoolRules, {
    body: poolRulesSchema.parse({ keeperId: manager.id }),
  })
  const cards = [await makeCard(kit, people[0] as TestPerson)]
  cards.push(await makeCard(kit, people[1] as TestPerson, { level: 'H' }))
  return { group, manager, people, cards, operations: [] }
}

const tables = [
  ...new Set([
    ...customerTables().map((table) => table.table),
    'follow_ups',
    'opportunity_changes',
    'duplicate_pairs',
  ]),
]

/** Every row of the store that stands, but for versions: what an undo has to restore. */
async function standing(world: World): Promise<Record<string, unknown[]>> {
  return runInStore(kit.app, world.group.store, async (ctx) => {
    const all: Record<string, unknown[]> = {}
    for (const table of tables) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`
        select to_jsonb(t) - 'version' - 'checked_version' as row from ${sql.table(table)} t
         where t.store_id = ${ctx.store.id}`.execute(ctx.tx)
      all[table] = rows
        .map((one) => one.row)
        .filter((row) => (row.withdrawn_at ?? null) === null)
        .map((row) => JSON.stringify(row))
        .sort()
    }
    return all
  })
}

/** Contacts and changes ever recorded: withdrawn ones count, for they stay readable. */
async function history(world: World): Promise<{ contacts: number; changes: number }> {
  return runInStore(kit.app, world.group.store, async (ctx) => {
    const { rows } = await sql<{ contacts: number; changes: number }>`
      select (select count(*) from contacts c where c.store_id = ${ctx.store.id}) as contacts,
             (select count(*) from opportunity_changes h where h.store_id = ${ctx.store.id}) as changes`.execute(
      ctx.tx,
    )
    return rows[0] ?? { contacts: 0, changes: 0 }
  })
}

/** Does one step the way a person would; what the state of the card refuses is refused. */
async function take(
  world: World,
  step: Step,
): Promise<{ id: string; isMerge: boolean } | undefined> {
  const { manager, people, cards, operations } = world
  const card = cards[step.pick % cards.length] as TestCard
  const person = people[step.other % people.length] as TestPerson
  const params = { id: card.id }
  const seen = (await kit.call(manager, getCard, { params })).body
  const day = addDays(today, 1 + (step.other % 120))
  const ok = [200, 201, 403, 404, 409, 422]
  const did = <T extends { status: number }>(answer: T): T => {
    expect(ok).toContain(answer.status)
    return answer
  }
  const operation = (answer: { status: number; body: { operationId: string } }, isMerge = false) =>
    did(answer).status === 201 ? { id: answer.body.operationId, isMerge } : undefined
  switch (step.kind) {
    case 'create':
      cards.push(
        await makeCard(kit, person, {
          level: (['H', 'A', 'B', 'C'] as const)[step.pick % 4] ?? 'A',
        }),
      )
      return undefined
    case 'follow_up':
    case 'miss':
      if (seen.followUp)
        did(
          await kit.call(manager, completeFollowUp, {
            params,
            body: {
              followUpId: seen.followUp.id,
              method: 'call',
              isReached: step.kind === 'follow_up',
              result: '联系',
            },
          }),
        )
      return undefined
    case 'level':
      did(
        await kit.call(manager, changeExpectation, {
          params,
          body: { version: seen.version, expectedOn: day },
        }),
      )
      return undefined
    case 'suspend':
      did(await kit.call(manager, suspendCard, { params, body: { wakeUpOn: day, reason: '出差' } }))
      return undefined
    case 'activate':
      did(await kit.call(manager, activateCard, { params }))
      return undefined
    case 'assign':
      did(
        await kit.call(manager, assignCard, {
          params,
          body: { ownerId: person.id, reason: '调整' },
        }),
      )
      return undefined
    case 'hand_over_all': {
      const from = people[(step.other + 1) % people.length] as TestPerson
      return operation(
        await kit.call(manager, handOver, {
          body: { fromId: from.id, receiverIds: [person.id], rule: 'one', reason: '离职' },
        }),
      )
    }
    case 'merge': {
      const other = cards[step.other % cards.length] as TestCard
      const preview = await kit.call(manager, previewMerge, {
        query: { kept: card.customerId, gone: other.customerId },
      })
      if (did(preview).status !== 200) return undefined
      return operation(
        await kit.call(manager, mergeCustomers, {
          body: {
            keptId: preview.body.kept.id,
            goneId: preview.body.gone.id,
            keptVersion: preview.body.kept.version,
            goneVersion: preview.body.gone.version,
            card: step.pick % 2 ? 'kept' : 'gone',
            reason: '同一人',
          },
        }),
        true,
      )
    }
    case 'split': {
      const merges = operations.filter((one) => one.isMerge)
      const one = merges[step.pick % Math.max(1, merges.length)]
      if (one)
        did(
          await kit.call(manager, splitCustomers, {
            params: { id: one.id },
            body: { later: step.other % 2 ? 'kept' : 'gone' },
          }),
        )
      return undefined
    }
    case 'pool_in':
      return operation(
        await kit.call(manager, putIntoPool, { body: { cardIds: [card.id], reason: '久未联系' } }),
      )
    case 'pool_out':
      return operation(
        await kit.call(manager, assignFromPool, {
          body: { cardIds: [card.id], toId: person.id, reason: '分配' },
        }),
      )
    case 'undo':
    case 'undo_with_later': {
      const one = operations[step.pick % Math.max(1, operations.length)]
      if (one)
        did(
          await kit.call(manager, takeBack, {
            params: { id: one.id },
            body: { touched: step.kind === 'undo' ? 'keep' : 'take_back' },
          }),
        )
      return undefined
    }
  }
}

test(`[001-07] ${sequences} random sequences of create, follow up, hand over, merge, split, pool and undo lose nobody`, {
  timeout: minutes * 60_000,
}, async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 3, maxLength: 10 }), async (steps) => {
      // A store of its own per sequence, so that a failing one is found by its steps alone.
      const world = await makeWorld()
      runs += 1
      let before = await history(world)
      for (const step of steps) {
        const then = await standing(world)
        const done = await take(world, step)
        if (done) {
          world.operations.push(done)
          // Taken back at once, an operation leaves everything as it was; then it is done again.
          if (step.pick % 3 === 0) {
            const back = await kit.call(world.manager, takeBack, {
              params: { id: done.id },
              body: {},
            })
            expect(back.body.state).toBe('undone')
            expect(await standing(world)).toEqual(then)
          }
        }
        expect(await checkPromises(kit.app, world.group.store)).toEqual([])
        const after = await history(world)
        expect(after.contacts).toBeGreaterThanOrEqual(before.contacts)
        expect(after.changes).toBeGreaterThanOrEqual(before.changes)
        before = after
      }
      // Every customer is still found, under their own id or where they were merged into.
      for (const card of world.cards) {
        const found = await kit.call(world.manager, cardsOfCustomer, {
          params: { id: card.customerId },
        })
        expect(found.status).toBe(200)
        expect(found.body.items.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: sequences, seed: 20260915, endOnFailure: isLong },
  )
  expect(runs).toBeGreaterThanOrEqual(sequences)
})

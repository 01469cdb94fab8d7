import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { AppError } from '#shared/errors.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import {
  activateCard,
  assignCard,
  changeCard,
  completeFollowUp,
  decideLoss,
  getCard,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '../../contract.ts'
import { askApproval, decideApproval, listApprovals } from '../../contracts/approvals.ts'
import { archiveCards, purgeCards } from '../../contracts/archive.ts'
import { setShares } from '../../contracts/shares.ts'
import { makeCard, type TestCard } from '../../testing.ts'
import { deliverCard, signCard, undeliverCard, unsignCard } from '../deal-doors.ts'
import { checkPromises } from '../promise-check.ts'
import { stepList } from '../states.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const isLong = process.env.KEYUAN_TEST_LONG === '1'
const walks = isLong ? 2_000 : 20
const ok = [200, 201, 403, 404, 409, 422]

const kinds = [
  'follow_up',
  'stage',
  'suspend',
  'activate',
  'ask',
  'decide',
  'propose_loss',
  'decide_loss',
  'terminate',
  'hand_over',
  'share',
  'sign',
  'unsign',
  'deliver',
  'undeliver',
  'archive',
  'purge',
  'undo',
  'sleep',
] as const
const stepArbitrary = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

interface World {
  group: TestGroup
  managers: TestPerson[]
  people: TestPerson[]
  cards: TestCard[]
  operations: string[]
}

async function makeWorld(): Promise<World> {
  kit.clock.set('2026-09-15T02:00:00Z')
  const group = await makeGroup(kit.app)
  const managers = [
    await group.addPerson('sales_manager'),
    await group.addPerson('showroom_manager'),
  ]
  const people = [await group.addPerson('consultant'), await group.addPerson('consultant')]
  const cards = [
    await makeCard(kit, people[0] as TestPerson),
    await makeCard(kit, people[1] as TestPerson, { level: 'H' }),
  ]
  return { group, managers, people, cards, operations: [] }
}

/** Does one step as one of the people would; what the machine refuses is refused, nothing breaks. */
async function take(world: World, step: Step): Promise<void> {
  const { managers, people, group } = world
  const everyone = [...people, ...managers]
  const at = <T>(list: readonly T[], n: number) => list[n % list.length] as T
  const who = at(everyone, step.other)
  const manager = at(managers, step.other)
  const card = at(world.cards, step.pick)
  const params = { id: card.id }
  const seen = (await kit.call(managers[0], getCard, { params })).body
  const today = dayInZone(kit.clock.now(), group.store.timeZone)
  const day = addDays(today, 1 + (step.other % 60))
  const words = { reason: '随机走一步', summary: '随机总结' }
  const call = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer
    expect([status, JSON.stringify(body)]).toEqual([
      ok.includes(status) ? status : 'refused in words',
      JSON.stringify(body),
    ])
    return { status, body }
  }
  const order = async (work: () => Promise<void>) => {
    await work().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
  }
  switch (step.kind) {
    case 'follow_up':
      if (seen.followUp)
        await call(
          kit.call(who, completeFollowUp, {
            params,
            body: {
              followUpId: seen.followUp.id,
              method: 'call',
              isReached: step.pick % 2 === 0,
              result: 'interested',
            },
          }),
        )
      return
    case 'stage':
      await call(
        kit.call(who, changeCard, {
          params,
          body: { version: seen.version, stage: at([10, 25, 50, 75, 60], step.other) },
        }),
      )
      return
    case 'suspend':
      await call(
        kit.call(who, suspendCard, { params, body: { wakeUpOn: day, reason: words.reason } }),
      )
      return
    case 'activate':
      await call(kit.call(who, activateCard, { params }))
      return
    case 'ask':
      await call(
        kit.call(who, askApproval, {
          params,
          body: { step: at(['activate', 'terminate'] as const, step.pick), ...words },
        }),
      )
      return
    case 'decide': {
      const open = (await kit.call(manager, listApprovals, { query: {} })).body.items[0]
      // Two managers at once: never both.
      if (open) {
        const decide = (as: TestPerson | undefined, isApproved: boolean) =>
          call(
            kit.call(as, decideApproval, {
              params: { id: open.id },
              body: { isApproved, reason: words.reason },
            }),
          )
        const both = await Promise.all([
          decide(managers[0], step.pick % 2 === 0),
          decide(managers[1], step.pick % 3 === 0),
        ])
        expect(both.filter((one) => one.status === 200).length).toBeLessThan(2)
      }
      return
    }
    case 'propose_loss':
      await call(kit.call(who, proposeLoss, { params, body: { kind: 'defeat', ...words } }))
      return
    case 'decide_loss':
      await call(
        kit.call(manager, decideLoss, {
          params,
          body: { isConfirmed: step.pick % 2 === 0, reason: words.reason },
        }),
      )
      return
    case 'terminate':
      await call(kit.call(who, terminateCard, { params, body: words }))
      return
    case 'hand_over':
      await call(
        kit.call(manager, assignCard, {
          params,
          body: { ownerId: at(everyone, step.other + 1).id, reason: words.reason },
        }),
      )
      return
    case 'share':
      await call(
        kit.call(who, setShares, {
          params,
          body: {
            version: seen.version,
            shares: [
              { personId: seen.ownerId, percent: 60 },
              { personId: at(everyone, step.pick).id, percent: 40 },
            ],
            reason: words.reason,
          },
        }),
      )
      return
    case 'sign':
    case 'unsign':
    case 'deliver':
    case 'undeliver': {
      const door = {
        sign: signCard,
        unsign: unsignCard,
        deliver: deliverCard,
        undeliver: undeliverCard,
      }[step.kind]
      await order(() => runInStore(kit.app, group.store, (ctx) => door(ctx, card.id, words)))
      return
    }
    case 'archive': {
      const done = await kit.call(manager, archiveCards, {
        body: { ids: [card.id], reason: words.reason },
      })
      expect(ok).toContain(done.status)
      if (done.body.operationId) world.operations.push(done.body.operationId)
      return
    }
    case 'purge':
      await call(
        kit.call(managers[0], purgeCards, { body: { ids: [card.id], reason: words.reason } }),
      )
      return
    case 'undo': {
      const id = world.operations[step.pick % Math.max(1, world.operations.length)]
      if (id) await call(kit.call(manager, takeBack, { params: { id }, body: {} }))
      return
    }
    case 'sleep':
      kit.clock.set(new Date(kit.clock.now().getTime() + (1 + (step.other % 20)) * 86_400_000))
      return
  }
}

interface Row {
  id: string
  state: string
  stage: number
  closed: boolean
  archived: boolean
  purged: boolean
  shares: number | null
  owner_shares: number
}

/** Nothing the table does not allow: in the rows as they stand, and in the history that led there. */
async function assertAllowed(world: World): Promise<void> {
  expect(await checkPromises(kit.app, world.group.store)).toEqual([])
  await runInStore(kit.app, world.group.store, async (ctx) => {
    const { rows } = await sql<Row>`
      select o.id, o.state, o.stage, o.closed_on is not null as closed, o.archived_at is not null as archived,
             o.purged_at is not null as purged,
             (select sum(s.percent)::int from opportunity_shares s where s.store_id = o.store_id
               and s.opportunity_id = o.id and s.withdrawn_at is null) as shares,
             (select count(*)::int from opportunity_shares s where s.store_id = o.store_id
               and s.opportunity_id = o.id and s.withdrawn_at is null and s.person_id = o.owner_id) as owner_shares
        from opportunities o where o.store_id = ${ctx.store.id}`.execute(ctx.tx)
    for (const row of rows) {
      const hasEnded = ['delivered', 'lost', 'terminated'].includes(row.state)
      expect([row.state, row.closed]).toEqual([row.state, hasEnded])
      if (row.archived) expect(row.closed).toBe(true)
      if (row.purged) expect(row.archived).toBe(true)
      expect(row.stage === 90).toBe(row.state === 'signed')
      expect(row.stage === 100).toBe(row.state === 'delivered')
      if (row.shares !== null) expect([row.shares, row.owner_shares]).toEqual([100, 1])
    }
    const { rows: moves } = await sql<{ opportunity_id: string; from: string; to: string }>`
      select opportunity_id, from_value as from, to_value as to from opportunity_changes
       where store_id = ${ctx.store.id} and field = 'state' and withdrawn_at is null
       order by opportunity_id, recorded_at, id`.execute(ctx.tx)
    const last = new Map<string, string>()
    for (const move of moves) {
      const isStep =
        move.from === null
          ? move.to === 'active'
          : stepList.some(
              (step) => step.to === move.to && (step.from as readonly string[]).includes(move.from),
            )
      expect([move.from, move.to, isStep]).toEqual([move.from, move.to, true])
      // One step begins where the one before it ended.
      expect(move.from).toBe(last.get(move.opportunity_id) ?? null)
      last.set(move.opportunity_id, move.to)
    }
    for (const row of rows) expect(last.get(row.id)).toBe(row.state)
  })
}

test(`[002-53] ${walks} random walks through the machine never reach a forbidden state and keep one promise`, {
  timeout: (isLong ? 120 : 3) * 60_000,
}, async () => {
  const taken = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 8, maxLength: 25 }), async (steps) => {
      const world = await makeWorld()
      for (const step of steps) {
        await take(world, step)
        taken.add(step.kind)
        await assertAllowed(world)
      }
    }),
    { numRuns: walks, seed: 20260915, endOnFailure: isLong },
  )
  expect(taken.size).toBe(kinds.length)
})

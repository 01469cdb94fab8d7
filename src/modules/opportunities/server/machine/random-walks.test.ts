import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { AppError } from '#shared/errors.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { assignCard, changeCard, completeFollowUp } from '../../contract.ts'
import { askApproval, decideApproval } from '../../contracts/approvals.ts'
import { archiveCards, purgeCards } from '../../contracts/archive.ts'
import {
  activateCard,
  decideLoss,
  proposeLoss,
  suspendCard,
  terminateCard,
} from '../../contracts/card-endings.ts'
import { setShares } from '../../contracts/shares.ts'
import { deliverCard, signCard, undeliverCard, unsignCard } from '../deal-doors.ts'
import {
  faultsOf,
  historyFaults,
  leadsTo,
  makePeople,
  makeWorld,
  readCards,
  type WalkedCard,
  type WalkedVerb,
  type World,
  walkedVerbs,
} from './testing.ts'

// Walks by several people at once through the whole product, judged by rules written down apart from
// the machine (testing.ts): before each step is foretold whether it is taken, and by whom.

const isLong = process.env.KEYUAN_TEST_LONG === '1'
const walks = Number(process.env.KEYUAN_TEST_WALKS ?? (isLong ? 2_000 : 40))
const walksPerStore = 50

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const verbs = [
  ...walkedVerbs,
  'follow_up',
  'stage',
  'ask',
  'decide',
  'hand_over',
  'share',
  'archive',
  'purge',
  'undo',
  'sleep',
] as const
const stepArbitrary = fc.record({
  verb: fc.constantFrom(...verbs),
  /** Rather a step the rules allow the card now, so that walks come far. */
  isWilling: fc.boolean(),
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

const at = <T>(list: readonly T[], n: number) => list[n % list.length] as T
const words = { reason: '随机走一步', summary: '随机总结' }

/** What the rules let be done with a card as it stands, state or none. */
function waysOf(card: WalkedCard): (typeof verbs)[number][] {
  const ways = Object.keys(leadsTo[card.state]) as WalkedVerb[]
  if (card.isArchived) return [...ways, 'undo', 'purge', 'archive']
  if (card.isClosed) return [...ways, 'archive', 'archive', 'purge']
  return [...ways, 'share', 'share', 'hand_over', 'ask', 'sleep']
}

/** One step as one of the people would; gives what was foretold and what came of it. */
async function take(world: World, step: Step): Promise<{ verb: string; card: WalkedCard }> {
  const { managers, people, group } = world
  const everyone = [...people, ...managers]
  const card = at(world.cards, step.pick)
  const verb = step.isWilling ? at(waysOf(card), step.other) : step.verb
  const who = at(step.isWilling ? managers : everyone, step.other + step.pick)
  const isManager = managers.some((one) => one.id === who.id)
  const works = isManager || card.ownerId === who.id
  const params = { id: card.id }
  const today = dayInZone(kit.clock.now(), group.store.timeZone)
  const promise = card.promises[0]
  const isEarly = promise !== undefined && promise.dueOn > today
  const begins = verb in leadsTo[card.state]
  const foretold = (answer: { status: number; body: unknown }, isTaken: boolean) => {
    const said = JSON.stringify(answer.body)
    if (answer.status >= 500) throw new Error(`${verb} broke: ${said}`)
    expect([verb, card.state, who.id, answer.status < 300, said]).toEqual([
      verb,
      card.state,
      who.id,
      isTaken,
      said,
    ])
  }
  const door = async (
    work: typeof signCard | typeof unsignCard | typeof deliverCard,
    isTaken: boolean,
  ) => {
    const isDone = await runInStore(kit.app, group.store, (ctx) => work(ctx, card.id, words)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError) return false
        throw error
      },
    )
    expect([verb, card.state, isDone]).toEqual([verb, card.state, isTaken])
  }
  switch (verb) {
    case 'suspend': {
      const wakeUpOn = addDays(today, 1 + (step.other % 60))
      const body = { wakeUpOn, reason: words.reason }
      foretold(await kit.call(who, suspendCard, { params, body }), begins && works)
      break
    }
    case 'activate':
      foretold(
        await kit.call(who, activateCard, { params }),
        begins && works && (isManager || !isEarly),
      )
      break
    case 'propose_loss': {
      const body = { kind: 'defeat' as const, ...words }
      foretold(await kit.call(who, proposeLoss, { params, body }), begins && works)
      if (begins && works) world.proposers.set(card.id, who.id)
      break
    }
    case 'confirm_loss':
    case 'return_loss': {
      const body = { isConfirmed: verb === 'confirm_loss', reason: words.reason }
      const mayCheck = isManager && world.proposers.get(card.id) !== who.id
      foretold(await kit.call(who, decideLoss, { params, body }), begins && mayCheck)
      break
    }
    case 'terminate':
      foretold(await kit.call(who, terminateCard, { params, body: words }), begins && isManager)
      break
    case 'sign':
      await door(signCard, begins)
      break
    case 'unsign':
      await door(unsignCard, begins)
      break
    case 'deliver':
      await door(deliverCard, begins)
      break
    case 'undeliver':
      await door(undeliverCard, begins && !card.isArchived)
      break
    case 'stage': {
      // 60 is no stage of the store, 75 needs a model, 90 and 100 are the order's.
      const stage = at([10, 25, 50, 75, 60, 90, 100], step.other)
      const isOpen = ['active', 'suspended', 'loss_proposed'].includes(card.state)
      const isMove = [10, 25, 50].includes(stage) && card.state !== 'loss_proposed'
      const answer = await kit.call(who, changeCard, {
        params,
        body: { version: card.version, stage },
      })
      foretold(answer, works && isOpen && (isMove || stage === card.stage))
      break
    }
    case 'follow_up': {
      const isReached = step.pick % 2 === 0
      const body = { method: 'call' as const, isReached, result: 'interested' as const }
      const answer = await kit.call(who, completeFollowUp, {
        params,
        body: { followUpId: promise?.id ?? card.id, ...body },
      })
      const isSharer = card.shares.some((one) => one.personId === who.id)
      if (!works && !isSharer) foretold(answer, false)
      else expect(answer.status).toBeLessThan(500)
      break
    }
    case 'ask': {
      // The owner asks where a manager would need nobody.
      const asker = people.find((one) => one.id === card.ownerId && step.isWilling) ?? who
      const asked = at(['activate', 'terminate'] as const, step.other)
      const answer = await kit.call(asker, askApproval, { params, body: { step: asked, ...words } })
      const mayAsk = people.some((one) => one.id === asker.id) && asked in leadsTo[card.state]
      if (
        !mayAsk ||
        (asker.id !== card.ownerId && card.shares.every((one) => one.personId !== asker.id))
      )
        foretold(answer, false)
      if (answer.status === 201)
        world.requests.push({ id: answer.body.id, cardId: card.id, step: asked, by: asker.id })
      if (answer.status !== 201 || !step.isWilling) break
      await decide(world, step)
      return { verb: 'decide', card }
    }
    case 'decide':
      await decide(world, step)
      break
    case 'hand_over': {
      const body = { ownerId: at(everyone, step.other + 1).id, reason: words.reason }
      const isOpen = Object.keys(leadsTo[card.state]).length > 0 && card.state !== 'delivered'
      foretold(await kit.call(who, assignCard, { params, body }), isManager && isOpen)
      break
    }
    case 'share': {
      const other = at(everyone, step.other)
      const part = at([40, 40, 100, 50], step.pick)
      const shares = [
        { personId: card.ownerId, percent: 60 },
        { personId: other.id, percent: part },
      ]
      const isFree = ['active', 'suspended', 'loss_proposed'].includes(card.state)
      const body = { version: card.version, shares, reason: words.reason }
      foretold(
        await kit.call(who, setShares, { params, body }),
        works && isFree && part === 40 && other.id !== card.ownerId,
      )
      break
    }
    case 'archive': {
      const body = { ids: [card.id], reason: words.reason }
      const answer = await kit.call(who, archiveCards, { body })
      foretold(answer, isManager)
      if (isManager) expect(answer.body.changed).toBe(card.isClosed && !card.isArchived ? 1 : 0)
      if (answer.body.operationId) world.operations.push(answer.body.operationId)
      break
    }
    case 'purge': {
      const answer = await kit.call(who, purgeCards, {
        body: { ids: [card.id], reason: words.reason },
      })
      const mayPurge = who.id === managers[0].id
      foretold(answer, mayPurge)
      if (mayPurge) expect(answer.body.changed).toBe(card.isArchived && !card.isPurged ? 1 : 0)
      break
    }
    case 'undo': {
      const id = at(world.operations, step.pick)
      const answer = id
        ? await kit.call(who, takeBack, { params: { id }, body: {} })
        : { status: 200 }
      expect(answer.status).toBeLessThan(500)
      break
    }
    default:
      kit.clock.set(new Date(kit.clock.now().getTime() + (1 + (step.other % 20)) * 86_400_000))
  }
  return { verb, card }
}

/** Both managers decide one request at once: never both, and only where the step still begins. */
async function decide(world: World, step: Step): Promise<void> {
  const request = at(world.requests, step.isWilling ? world.requests.length - 1 : step.pick)
  if (!request) return
  const answers = await Promise.all(
    world.managers.map((manager, n) =>
      kit.call(manager, decideApproval, {
        params: { id: request.id },
        body: { isApproved: (step.pick + n) % 3 !== 0, reason: words.reason },
      }),
    ),
  )
  for (const answer of answers) expect([200, 409]).toContain(answer.status)
  expect(answers.filter((one) => one.status === 200).length).toBeLessThan(2)
  if (answers.some((one) => one.status === 200))
    world.requests = world.requests.filter((one) => one !== request)
}

/** The card after a step: only what the rules lead to, on this card alone. */
async function assertAllowed(world: World, done: { verb: string; card: WalkedCard }) {
  const after = await readCards(
    kit.app,
    world.group.store,
    world.cards.map((card) => card.id),
  )
  for (const [n, card] of after.entries()) {
    const before = world.cards[n] as WalkedCard
    expect(faultsOf(card)).toEqual([])
    const moved = `${done.verb}: ${before.state} → ${card.state}`
    if (done.verb === 'decide') {
      const isAllowed =
        card.state === before.state ||
        card.state === leadsTo[before.state].activate ||
        card.state === leadsTo[before.state].terminate
      expect([moved, isAllowed]).toEqual([moved, true])
    } else if (card.state !== before.state) {
      expect([moved, card.id]).toEqual([moved, done.card.id])
      expect([moved, card.state]).toEqual([moved, leadsTo[before.state][done.verb as WalkedVerb]])
    }
    if (before.isPurged) expect([moved, card.isPurged]).toEqual([moved, true])
    if (before.isArchived && done.verb !== 'undo')
      expect([moved, card.isArchived]).toEqual([moved, true])
  }
  const moves = after.flatMap((card, n) => {
    const before = (world.cards[n] as WalkedCard).state
    return card.state === before ? [] : [`${before} → ${card.state}`]
  })
  world.cards = after
  return moves
}

test(`[002-53] ${walks} random walks through the machine never reach a forbidden state and keep one promise`, {
  timeout: Math.max(180_000, walks * 3_600),
}, async () => {
  const taken = new Set<string>()
  const moves = new Set<string>()
  let steps = 0
  let made = 0
  let people = await makePeople(kit)
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 8, maxLength: 25 }), async (path) => {
      if (made++ % walksPerStore === walksPerStore - 1) people = await makePeople(kit)
      const world = await makeWorld(kit, people)
      for (const step of path) {
        const done = await take(world, step)
        taken.add(done.verb)
        for (const move of await assertAllowed(world, done)) moves.add(move)
        steps += 1
      }
      expect(await historyFaults(kit.app, world.group.store, world.cards)).toEqual([])
    }),
    { numRuns: walks, seed: 20260915, endOnFailure: true },
  )
  expect(taken.size).toBe(verbs.length)
  expect(steps).toBeGreaterThan(walks * 8)
  // Every move the rules know was made, so that no corner of the machine was left out.
  const known = Object.entries(leadsTo).flatMap(([from, ways]) =>
    Object.values(ways).map((to) => `${from} → ${to}`),
  )
  expect([...moves].toSorted()).toEqual([...new Set(known)].toSorted())
})

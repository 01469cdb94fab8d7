import { afterAll, beforeAll, expect, it } from 'vitest'
import { type App, runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { changeCustomer } from '#modules/customers/contract.ts'
import { deviceRecords } from '#modules/offline/contract.ts'
import { offlineRules } from '#modules/offline/web/rules.ts'
import { cardsOf } from '#modules/offline/web/view.ts'
import {
  assignCard,
  changeCard,
  changeExpectation,
  completeFollowUp,
  openCard,
} from '#modules/opportunities/contract.ts'
import type { Card } from '#modules/opportunities/contracts/card.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { CallError } from '#ui/call-error.ts'
import { nextOf } from '#ui/offline/outbox.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import { makePhone, type Phone } from './phone.ts'
import { countOf } from './three-phones.queries.ts'

const steps = Number(process.env.THREE_PHONES ?? (process.env.KEYUAN_TEST_LONG ? 2000 : 150))
const seed = Number(process.env.THREE_PHONES_SEED ?? 20_260_915)

let kit: TestApp
let group: TestGroup
let li: TestPerson
let wang: TestPerson
let manager: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  li = await group.addPerson('consultant', { name: '李明' })
  wang = await group.addPerson('consultant', { name: '王芳' })
  manager = await group.addPerson('sales_manager')
})
afterAll(() => kit.close())

interface Intent {
  kind: 'card' | 'contact' | 'edit'
  id: string
  phone: Phone
  key: string
}

it(
  `three phones with cuts and wrong clocks end in one state with nothing lost or doubled (${steps} steps)`,
  async () => {
    const chance = mulberry(seed)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T
    const phones = [
      makePhone(kit, li, 'li-1'),
      makePhone(kit, li, 'li-2'),
      makePhone(kit, wang, 'wang'),
    ]
    const intents: Intent[] = []
    const numbers = Array.from(
      { length: Math.ceil(steps / 6) },
      (_, n) => `1390000${String(1000 + n)}`,
    )
    let words = 0
    const perform = async (
      kind: Intent['kind'],
      id: string,
      phone: Phone,
      request: Parameters<Phone['perform']>[0],
    ) => {
      try {
        intents.push({ kind, id, phone, key: await phone.perform(request) })
      } catch (error) {
        // Refused at once: the form still holds what was typed, nothing was entered.
        if (!(error instanceof CallError)) throw error
      }
    }
    const cardOn = async (phone: Phone): Promise<Card | undefined> => {
      const cards = cardsOf(await phone.device().view())
      return cards.length === 0 ? undefined : pick(cards)
    }
    const acts: [weight: number, act: (phone: Phone) => Promise<void>][] = [
      [
        5,
        async (phone) => {
          const id = uuidv7()
          await perform('card', id, phone, {
            method: 'POST',
            path: openCard.path,
            body: {
              id,
              level: pick(['H', 'A', 'B', 'C']),
              customer: { name: `客户${(words += 1)}`, phones: [pick(numbers)] },
              note: `建卡${words}`,
            },
          })
        },
      ],
      [
        8,
        async (phone) => {
          const card = await cardOn(phone)
          if (!card?.followUp) return
          const id = uuidv7()
          const isReached = chance() < 0.7
          await perform('contact', id, phone, {
            method: 'POST',
            path: completeFollowUp.path,
            params: { id: card.id },
            body: {
              id,
              followUpId: card.followUp.id,
              method: 'call',
              isReached,
              result: isReached ? 'interested' : 'no-answer',
              note: `联系${(words += 1)}`,
            },
          })
        },
      ],
      [
        4,
        async (phone) => {
          const card = await cardOn(phone)
          const view = await phone.device().view()
          const customer = card && view.records.get(card.customerId)?.customer
          if (!card || !customer) return
          const isCustomer = chance() < 0.5
          const id = `edit-${(words += 1)}`
          await perform('edit', id, phone, {
            method: 'PATCH',
            path: isCustomer ? changeCustomer.path : changeCard.path,
            params: { id: isCustomer ? customer.id : card.id },
            body: { version: isCustomer ? customer.version : card.version, note: id },
          })
        },
      ],
      [
        1,
        async (phone) => {
          const card = await cardOn(phone)
          if (!card) return
          const day = kit.clock.now().toISOString().slice(0, 10)
          await perform('edit', `edit-${(words += 1)}`, phone, {
            method: 'PUT',
            path: changeExpectation.path,
            params: { id: card.id },
            body: {
              version: card.version,
              expectedOn: addDays(day, 1 + Math.floor(chance() * 80)),
            },
          })
        },
      ],
      // The air: nobody answers, or the answer is lost.
      [4, async (phone) => void (phone.air.isOnline = !phone.air.isOnline)],
      [4, async (phone) => void (phone.air.nextCut = pick(['before', 'after'] as const))],
      [2, async (phone) => void (phone.air.skewMs = Math.round((chance() - 0.5) * 6 * 3_600_000))],
      [2, async (phone) => phone.reload()],
      [4, async (phone) => void (await phone.device().sync().catch(expectCallError))],
      [
        1,
        async (phone) => {
          // Two tabs send at once.
          await Promise.all([phone.device().flush(), phone.otherTab().flush()]).catch(
            expectCallError,
          )
        },
      ],
      [
        1,
        async (phone) => {
          const card = await cardOn(phone)
          if (!card) return
          const ownerId = phone.person === li ? wang.id : li.id
          await kit.call(manager, assignCard, {
            params: { id: card.id },
            body: { ownerId, reason: '调整' },
          })
        },
      ],
    ]
    const total = acts.reduce((sum, [weight]) => sum + weight, 0)
    for (let step = 0; step < steps; step += 1) {
      kit.clock.set(new Date(kit.clock.now().getTime() + Math.floor(chance() * 240_000)))
      let draw = chance() * total
      const act = acts.find(([weight]) => (draw -= weight) < 0)?.[1]
      await act?.(pick(phones))
    }

    // The network is back for everybody.
    for (const phone of phones) Object.assign(phone.air, { isOnline: true, nextCut: 'none' })
    for (let round = 0; round < 3; round += 1)
      for (const phone of phones) {
        phone.reload()
        await phone.device().sync()
      }

    await expectEachIntentOnce(intents)
    await expectSameEverywhere(phones)
    const broken = await inStore(kit.app, (ctx) =>
      countOf(ctx, 'open cards without exactly one promise'),
    )
    expect(broken).toBe(0)
  },
  steps * 1500 + 60_000,
)

/** Every intent is on the server once, or stands on its phone as sent back, or is kept with the customer. */
async function expectEachIntentOnce(intents: Intent[]): Promise<void> {
  const ids = (kind: Intent['kind']) =>
    intents.filter((one) => one.kind === kind).map((one) => one.id)
  const refused = new Set<string>()
  for (const phone of new Set(intents.map((one) => one.phone))) {
    const left = await phone.device().unsent()
    // What still waits builds on something that was sent back.
    expect(nextOf(left, offlineRules)).toBeUndefined()
    for (const command of left) {
      if (command.state === 'refused') expect(command.refusal?.status).toBeLessThan(500)
      refused.add(String(command.body?.id)).add(command.key)
    }
  }
  const made = await inStore(kit.app, async (ctx) => ({
    cards: await countOf(ctx, 'cards', ids('card')),
    contacts: await countOf(ctx, 'contacts', ids('contact')),
    allCards: await countOf(ctx, 'all cards'),
    allContacts: await countOf(ctx, 'all contacts'),
  }))
  const back = (kind: Intent['kind']) =>
    intents.filter((one) => one.kind === kind && (refused.has(one.id) || refused.has(one.key)))
      .length
  expect(made.cards + back('card')).toBe(ids('card').length)
  expect(made.contacts + back('contact')).toBe(ids('contact').length)
  // Nothing is there that nobody entered; a card refused at once was not made either.
  expect(made.allCards).toBe(made.cards)
  expect(made.allContacts).toBe(made.contacts)
  // Each edit has its answer: taken over, or kept with the customer exactly once per field.
  let superseded = 0
  for (const { phone, key } of intents.filter((one) => one.kind === 'edit')) {
    const answer = phone.answered.get(key) as { superseded?: string[] } | undefined
    expect(answer !== undefined || refused.has(key)).toBe(true)
    superseded += answer?.superseded?.length ?? 0
  }
  expect(await inStore(kit.app, (ctx) => countOf(ctx, 'kept edits'))).toBe(superseded)
}

/** Each phone holds exactly what the server says is its person's. */
async function expectSameEverywhere(phones: Phone[]): Promise<void> {
  const states = await Promise.all(
    phones.map(async (phone) => {
      const { body } = await kit.call(phone.person, deviceRecords, {})
      const server: unknown[] = []
      const wanted = (body.stamps ?? []).map(([id]) => id)
      for (let from = 0; from < wanted.length; from += 25)
        server.push(
          ...(
            await kit.call(phone.person, deviceRecords, {
              query: { ids: wanted.slice(from, from + 25).join(',') },
            })
          ).body.records,
        )
      const view = await phone.device().view()
      const held = [...view.records.values()]
      expect(byId(held)).toEqual(byId(server))
      return byId(held)
    }),
  )
  expect(states[0]).toEqual(states[1])
}

const byId = (records: unknown[]) =>
  (records as { customer: { id: string } }[]).toSorted((one, other) =>
    one.customer.id.localeCompare(other.customer.id),
  )

function inStore<T>(app: App, work: Parameters<typeof runInStore<T>>[2]): Promise<T> {
  return runInStore(app, group.store, work)
}

function expectCallError(error: unknown): void {
  if (!(error instanceof CallError)) throw error
}

/** A small repeatable source of chance. */
function mulberry(start: number) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

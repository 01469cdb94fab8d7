import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getFunnelCheck } from '../contract.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let anna: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager')
  anna = await group.addPerson('consultant')
})
afterAll(() => kit.close())

const openedOn = '2026-01-05'
const at = (day: string) => new Date(`${day}T02:00:00Z`)
/** Two months in tracking, one in bidding, one in negotiation. */
const steps = [
  { from: 25, to: 50, day: addDays(openedOn, 60) },
  { from: 50, to: 75, day: addDays(openedOn, 90) },
  { from: 75, to: 90, day: addDays(openedOn, 120) },
]

/** A card that came as far as a stage; signed at 90, lost before it, or still open there. */
async function addCard(stage: number, open?: { amountFen: number }) {
  const ids = { card: uuidv7(), customer: uuidv7() }
  const store = { store_id: group.store.id }
  const isSigned = stage === 90
  await inStores(kit.app.db, [group.store.id], async (tx) => {
    await tx
      .insertInto('customers')
      .values({ ...store, id: ids.customer, name: '客户', created_at: at(openedOn) })
      .execute()
    await tx
      .insertInto('opportunities')
      .values({
        ...store,
        id: ids.card,
        customer_id: ids.customer,
        owner_id: anna.id,
        state: open ? 'active' : isSigned ? 'signed' : 'lost',
        level: 'A',
        stage,
        expected_on: '2026-10-01',
        opened_on: openedOn,
        opened_at: at(openedOn),
        last_contact_on: openedOn,
        last_contact_at: at(openedOn),
        closed_on: open || isSigned ? null : addDays(openedOn, 121),
        loss_kind: open || isSigned ? null : 'defeat',
        expected_amount_fen: open?.amountFen ?? 0,
      })
      .execute()
    for (const step of open ? [] : steps.filter((one) => one.to <= stage))
      await tx
        .insertInto('opportunity_changes')
        .values({
          ...store,
          id: uuidv7(),
          opportunity_id: ids.card,
          field: 'stage',
          from_value: String(step.from),
          to_value: String(step.to),
          effective_on: step.day,
          recorded_at: at(step.day),
        })
        .execute()
    if (isSigned)
      await tx
        .insertInto('orders')
        .values({
          ...store,
          id: uuidv7(),
          number: ids.card.slice(-12),
          opportunity_id: ids.card,
          customer_id: ids.customer,
          owner_id: anna.id,
          state: 'signed',
          signed_on: addDays(openedOn, 120),
          signed_at: at(addDays(openedOn, 120)),
          made_at: at(addDays(openedOn, 120)),
        })
        .execute()
  })
}

test("[002-61] [product.md, example 2] 500,000, 250,000 and 200,000 at the store's own 50, 80 and 90 % yield 180,000 each: steady", async () => {
  // Of 100 ended cards 50 were confirmed, 40 negotiated and 36 signed.
  for (const [stage, count] of [
    [25, 50],
    [50, 10],
    [75, 4],
    [90, 36],
  ] as const)
    for (let i = 0; i < count; i += 1) await addCard(stage)
  await addCard(25, { amountFen: 50_000_000 })
  await addCard(50, { amountFen: 25_000_000 })
  await addCard(75, { amountFen: 20_000_000 })
  const { body } = await kit.call(manager, getFunnelCheck, {})
  const lines = body.stages.filter((stage) => stage.stage >= 25)
  expect(
    lines.map(({ stage, amountFen, rate, n, days, yieldFen }) => ({
      stage,
      amountFen,
      rate,
      n,
      days,
      yieldFen,
    })),
  ).toEqual([
    { stage: 25, amountFen: 50_000_000, rate: 0.5, n: 100, days: 60, yieldFen: 18_000_000 },
    { stage: 50, amountFen: 25_000_000, rate: 0.8, n: 50, days: 30, yieldFen: 18_000_000 },
    { stage: 75, amountFen: 20_000_000, rate: 0.9, n: 40, days: 30, yieldFen: 18_000_000 },
  ])
  // Nothing stands at 10 % and all pass it: with the same amount there it is on the way to the same.
  expect(body.stages[0]).toMatchObject({ stage: 10, rate: 1, amountFen: 0, yieldFen: 0 })
  expect(body.verdict).toBe('thinning')
  await addCard(10, { amountFen: 50_000_000 })
  const steady = (await kit.call(manager, getFunnelCheck, {})).body
  expect(steady.stages.map((stage) => stage.yieldFen)).toEqual(
    Array.from({ length: 4 }, () => 18_000_000),
  )
  expect(steady).toMatchObject({ verdict: 'steady', meanFen: 18_000_000 })
})

test('[002-61] below the least n the rates judge nothing, and say how few they are', async () => {
  const young = await makeGroup(kit.app)
  const boss = await young.addPerson('sales_manager')
  const { body } = await kit.call(boss, getFunnelCheck, {})
  expect(body.verdict).toBe('unknown')
  expect(body.stages.every((stage) => stage.isTooFew && stage.n === 0)).toBe(true)
  // Rates there are, but of a handful.
  const before = group
  group = young
  for (const stage of [10, 25, 50, 75, 90] as const) await addCard(stage)
  await addCard(50, { amountFen: 25_000_000 })
  group = before
  const few = (await kit.call(boss, getFunnelCheck, {})).body
  expect(few.stages.map(({ n }) => n)).toEqual([5, 4, 3, 2])
  expect(few.stages.every(({ rate, isTooFew }) => rate !== null && isTooFew)).toBe(true)
  expect(few.verdict).toBe('unknown')
})

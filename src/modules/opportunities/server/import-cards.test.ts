import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { knownPhones } from '#modules/customers/index.ts'
import { someNumber } from '#modules/customers/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { checkPhone, completeFollowUp, getCard } from '../contract.ts'
import { listCards } from '../contracts/find-cards.ts'
import { type ImportedCard, planAndInsertCards, takeBackCards } from '../index.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

function phoneOf(card: ImportedCard | undefined): string {
  const phones = card && 'phones' in card.customer ? card.customer.phones : []
  return phones[0]?.canonical ?? ''
}

function rows(count: number, ownerIds: string[]): ImportedCard[] {
  return Array.from({ length: count }, (_, i) => ({
    id: uuidv7(),
    customer: {
      isNew: true as const,
      id: uuidv7(),
      name: ['王建国', '李秀英', '欧阳静轩'][i % 3] as string,
      sex: i % 2 ? ('male' as const) : ('female' as const),
      phones: [{ canonical: `+86${someNumber()}`, kind: 'mobile' }],
      ownerId: ownerIds[i % ownerIds.length] as string,
      createdAt: new Date('2026-09-03T02:00:00Z'),
    },
    ownerId: ownerIds[i % ownerIds.length] as string,
    level: (['H', 'A', 'B', 'C'] as const)[i % 4],
    note: '看车，留号 13812345678',
    openedOn: '2026-09-03',
    openedAt: new Date('2026-09-03T02:00:00Z'),
  }))
}

test('[003-55] cards of an old register get first promises from the import on: H first, at most 8 a day each', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  const operationId = uuidv7()
  const cards = rows(80, [liu.id, chen.id])
  const done = await runInStore(kit.app, group.store, (ctx) =>
    planAndInsertCards(ctx, cards, { operationId, fromDay: '2026-09-15' }),
  )
  expect(done).toEqual({ made: expect.any(Array), skipped: [] })
  expect(done.made).toHaveLength(80)
  const promises = await runInStore(kit.app, group.store, async (ctx) => {
    const found = await sql<{ owner_id: string; due_on: string; n: number; hot: number }>`
      select f.owner_id, f.due_on, count(*) as n, count(*) filter (where o.level = 'H') as hot
        from follow_ups f join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
       where f.store_id = ${group.store.id} and o.store_id = ${group.store.id}
       group by 1, 2 order by 2`.execute(ctx.tx)
    return found.rows
  })
  expect(promises.reduce((sum, p) => sum + p.n, 0)).toBe(80)
  expect(promises.every((p) => p.n <= 8)).toBe(true)
  expect(promises[0]?.due_on).toBe('2026-09-15')
  expect(promises.filter((p) => p.due_on >= '2026-09-18').every((p) => p.hot === 0)).toBe(true)

  // The same rows again change nothing; a card reads like any other.
  const again = await runInStore(kit.app, group.store, (ctx) =>
    planAndInsertCards(ctx, cards, { operationId, fromDay: '2026-09-15' }),
  )
  expect(again.skipped).toHaveLength(80)
  const card = (await kit.call(liu, getCard, { params: { id: cards[0]?.id as string } })).body
  expect(card).toMatchObject({ level: 'H', isExpectedEstimated: true, openedOn: '2026-09-03' })
  expect(card.note).toContain('138****5678')

  // Taking it back keeps what was worked on since.
  await kit.call(liu, completeFollowUp, {
    params: { id: card.id },
    body: {
      followUpId: card.followUp?.id as string,
      method: 'call',
      isReached: true,
      result: '好',
    },
  })
  const first = await runInStore(kit.app, group.store, (ctx) =>
    takeBackCards(ctx, operationId, { withTouched: false }),
  )
  expect(first).toMatchObject({ kept: [card.id] })
  expect((await kit.call(liu, listCards, { query: {} })).body.count).toBe(1)
  const second = await runInStore(kit.app, group.store, (ctx) =>
    takeBackCards(ctx, operationId, { withTouched: true }),
  )
  expect(second.withdrawn).toEqual([card.id])
  const phone = phoneOf(cards[0])
  const check = await kit.call(chen, checkPhone, { body: { phone } })
  expect(check.body).toMatchObject({ verdict: 'new', isElsewhere: false })
})

test('many numbers are asked at once whether they are known', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const cards = rows(3, [liu.id])
  await runInStore(kit.app, group.store, async (ctx) => {
    await planAndInsertCards(ctx, cards, { operationId: uuidv7(), fromDay: '2026-09-15' })
    const numbers = cards.map(phoneOf)
    const known = await knownPhones(ctx, [...numbers, '+8613000000000'])
    expect([...known.keys()].sort()).toEqual([...numbers].sort())
    expect(known.get(numbers[0] as string)).toEqual({
      customerId: cards[0]?.customer.id,
      ownerId: liu.id,
    })
  })
})

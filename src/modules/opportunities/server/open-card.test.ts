import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup } from '#modules/access/testing.ts'
import { someNumber } from '#modules/customers/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { checkPhone, getCard, openCard } from '../contract.ts'
import { decideLoss, proposeLoss, terminateCard } from '../contracts/card-endings.ts'
import { listCards } from '../contracts/find-cards.ts'
import { makeCard, openPromises } from '../testing.ts'

let kit: TestApp
let group: TestGroup
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
})
afterAll(() => kit.close())

const cardFor = (phone: string) => ({
  customer: { name: '欧阳静轩', phones: [phone] },
  level: 'H' as const,
})

describe('making a card', () => {
  test('[003-50] a card holds the customer, the level from the date and one promise tomorrow', async () => {
    const liu = await group.addPerson('consultant', { name: '刘洋' })
    const opened = await kit.call(liu, openCard, {
      body: {
        customer: { name: '王建国', sex: 'male', phones: ['138 0000 9876'] },
        expectedOn: '2026-09-22',
        note: '看高7，留电话 13912345678',
      },
    })
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({ level: 'H', dueOn: '2026-09-16', ownerName: '刘洋' })
    const card = (await kit.call(liu, getCard, { params: { id: opened.body.id } })).body
    expect(card).toMatchObject({
      customerName: '王建国',
      maskedPhone: '138****9876',
      state: 'active',
      stage: 25,
      expectedOn: '2026-09-22',
      isExpectedEstimated: false,
      note: '看高7，留电话 139****5678',
      followUp: { dueOn: '2026-09-16' },
    })
  })

  test('[003-54] the level follows the expected date: 7 days H, 30 A, 60 B, beyond C', async () => {
    const liu = await group.addPerson('consultant')
    const levels = []
    for (const expectedOn of [
      '2026-09-22',
      '2026-09-23',
      '2026-10-15',
      '2026-10-16',
      '2026-11-14',
      '2026-11-15',
    ]) {
      const { body } = await kit.call(liu, openCard, {
        body: { customer: { name: '张三', phones: [someNumber()] }, expectedOn },
      })
      levels.push(body.level)
    }
    expect(levels).toEqual(['H', 'A', 'A', 'B', 'B', 'C'])
  })

  test('[003-54] a level without a date sets an estimated date at its far limit', async () => {
    const liu = await group.addPerson('consultant')
    const { id } = await makeCard(kit, liu, { level: 'C' })
    const { body } = await kit.call(liu, getCard, { params: { id } })
    expect(body).toMatchObject({ expectedOn: '2026-12-14', isExpectedEstimated: true, level: 'C' })
  })

  test('a card without date or level, person or number, is refused with the reason', async () => {
    const liu = await group.addPerson('consultant')
    const refused = async (body: object) => (await kit.call(liu, openCard, { body: body })).code
    expect(await refused({ customer: { name: '李四', phones: [someNumber()] } })).toBe(
      'opportunities.date_or_level_needed',
    )
    expect(await refused({ level: 'A' })).toBe('opportunities.person_needed')
    expect(await refused({ level: 'A', customer: { name: '李四', phones: ['1381234'] } })).toBe(
      'customers.not_a_phone',
    )
  })
})

describe('collisions', () => {
  test('[001-06] two consultants saving the same new phone at once, 100 times: one owner, the other told who', async () => {
    const liu = await group.addPerson('consultant', { name: '刘洋' })
    const chen = await group.addPerson('consultant', { name: '陈晨' })
    for (let i = 0; i < 100; i += 1) {
      const phone = someNumber()
      const [a, b] = await Promise.all([
        kit.call(liu, openCard, { body: cardFor(phone) }),
        kit.call(chen, openCard, { body: cardFor(phone) }),
      ])
      const [won, lost] = a.status === 201 ? [a, b] : [b, a]
      expect(won.status).toBe(201)
      expect(lost.status).toBe(409)
      expect(lost.code).toBe('opportunities.collision')
      const { details } = lost.body as unknown as { details: { ownerName: string } }
      expect(details).toEqual({ ownerName: a.status === 201 ? '刘洋' : '陈晨', state: 'open' })
    }
    const cards = await kit.call(liu, listCards, { query: { limit: 200 } })
    const others = await kit.call(chen, listCards, { query: { limit: 200 } })
    const all = [...cards.body.items, ...others.body.items]
    expect(all).toHaveLength(100)
    expect(new Set(all.map((card) => card.customerId)).size).toBe(100)
    const left = await inStores(kit.app.db, [group.store.id], async (tx) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from customers where store_id = ${group.store.id}
           and owner_id = any (${[liu.id, chen.id]}::uuid[])`.execute(tx)
      return rows[0]?.n
    })
    expect(left).toBe(100)
  })

  test('[001-06] a double click, a lost answer and a retry never make two cards', async () => {
    const liu = await group.addPerson('consultant')
    const phone = someNumber()
    const body = { id: uuidv7(), ...cardFor(phone) }
    // A double click: the same request twice at once, with one key.
    const key = uuidv7()
    const twice = await Promise.all([
      kit.call(liu, openCard, { body }, { key }),
      kit.call(liu, openCard, { body }, { key }),
    ])
    expect(twice.map((a) => a.status)).toEqual([201, 201])
    // A lost answer: the app was closed, and sends the same id with a new key.
    const again = await kit.call(liu, openCard, { body })
    expect(again.status).toBe(201)
    expect(new Set([...twice, again].map((a) => a.body.id))).toEqual(new Set([body.id]))
    // The same ids at once with different keys.
    const other = { id: uuidv7(), ...cardFor(someNumber()) }
    const raced = await Promise.all([1, 2, 3].map(() => kit.call(liu, openCard, { body: other })))
    expect(raced.map((a) => a.status)).toEqual([201, 201, 201])
    expect(new Set(raced.map((a) => a.body.id))).toEqual(new Set([other.id]))
    const cards = await kit.call(liu, listCards, { query: { owner: 'me' } })
    expect(cards.body.count).toBe(2)
    expect(await openPromises(kit.app, group.store, body.id)).toHaveLength(1)
  })

  test('[001-06] while typing, the check says mine, a colleague with the name only, another store, or new', async () => {
    const liu = await group.addPerson('consultant', { name: '刘洋' })
    const chen = await group.addPerson('consultant', { name: '陈晨' })
    const away = await group.addPerson('consultant', { storeId: group.otherStore.id })
    const { phone, id, customerId } = await makeCard(kit, liu, { name: '赵敏' })
    const check = async (person: typeof liu, number: string) =>
      (await kit.call(person, checkPhone, { body: { phone: number } })).body
    expect(await check(liu, `+86 ${phone}`)).toMatchObject({
      verdict: 'mine',
      customer: { id: customerId, name: '赵敏', opportunityId: id },
    })
    const colleague = await check(chen, phone)
    expect(colleague).toMatchObject({ verdict: 'colleague', ownerName: '刘洋', customer: null })
    expect(JSON.stringify(colleague)).not.toContain('赵敏')
    const elsewhere = await check(away, phone)
    expect(elsewhere).toMatchObject({ verdict: 'other_store', ownerName: null, customer: null })
    expect((await check(chen, someNumber())).verdict).toBe('new')
    expect((await kit.call(chen, checkPhone, { body: { phone: '1391234' } })).code).toBe(
      'customers.not_a_phone',
    )
  })

  test('[001-06] stores of one group may both hold a person, and both learn of it', async () => {
    const liu = await group.addPerson('consultant')
    const away = await group.addPerson('consultant', { storeId: group.otherStore.id })
    const { phone } = await makeCard(kit, liu)
    await makeCard(kit, away, { phone })
    const here = await kit.call(liu, checkPhone, { body: { phone } })
    expect(here.body).toMatchObject({ verdict: 'mine', isElsewhere: true })
  })

  test('[001-06] a closed card belongs to its old owner for 30 days, then to whoever reopens it', async () => {
    const own = await makeGroup(kit.app)
    const liu = await own.addPerson('consultant', { name: '刘洋' })
    const chen = await own.addPerson('consultant', { name: '陈晨' })
    const manager = await own.addPerson('sales_manager')
    const { phone, id } = await makeCard(kit, liu)
    const params = { id }
    await kit.call(liu, proposeLoss, {
      params,
      body: { kind: 'defeat', reason: '买了别的品牌', summary: '价格原因' },
    })
    const lost = await kit.call(manager, decideLoss, {
      params,
      body: { isConfirmed: true, reason: '已核实' },
    })
    expect(lost.body).toMatchObject({ state: 'lost', closedOn: '2026-09-15', followUp: null })
    try {
      kit.clock.set('2026-10-14T02:00:00Z')
      const early = await kit.call(chen, checkPhone, { body: { phone } })
      expect(early.body).toMatchObject({
        verdict: 'colleague',
        ownerName: '刘洋',
        card: 'ended',
        freeFrom: '2026-10-15',
      })
      const back = await kit.call(chen, openCard, { body: { id: uuidv7(), ...cardFor(phone) } })
      expect(back.body).toMatchObject({ ownerName: '刘洋', decision: 'closed_within_30_days' })
      const params = { id: back.body.id }
      await kit.call(manager, terminateCard, {
        params,
        body: { reason: '重复', summary: '试一次' },
      })
      kit.clock.set('2026-11-13T02:00:00Z')
      expect((await kit.call(chen, checkPhone, { body: { phone } })).body.verdict).toBe('new')
      const reopened = await kit.call(chen, openCard, { body: cardFor(phone) })
      expect(reopened.body).toMatchObject({ ownerName: '陈晨', decision: 'reopened' })
      const { body } = await kit.call(chen, getCard, { params: { id: reopened.body.id } })
      expect(body).toMatchObject({ isReturning: true, customerName: '王建国' })
    } finally {
      kit.clock.set('2026-09-15T02:00:00Z')
    }
  })

  test('[001-06] a manager may allow a number for a second person with a reason, others may not', async () => {
    const liu = await group.addPerson('consultant')
    const chen = await group.addPerson('consultant')
    const manager = await group.addPerson('sales_manager')
    const { phone } = await makeCard(kit, liu)
    const shared = {
      level: 'A' as const,
      customer: { name: '王太太', phones: [phone], sharedReason: '夫妻共用一个号码' },
    }
    expect((await kit.call(chen, openCard, { body: shared })).code).toBe(
      'customers.sharing_needs_manager',
    )
    const allowed = await kit.call(manager, openCard, { body: { ...shared, ownerId: chen.id } })
    expect(allowed.status).toBe(201)
    expect((await kit.call(chen, checkPhone, { body: { phone } })).body.verdict).toBe('colleague')
  })
})

describe('who sees a card', () => {
  test('[000-19] a card is not found by another consultant, in another store, and found by the manager', async () => {
    const own = await makeGroup(kit.app)
    const liu = await own.addPerson('consultant')
    const chen = await own.addPerson('consultant')
    const manager = await own.addPerson('showroom_manager')
    const away = await own.addPerson('sales_manager', { storeId: own.otherStore.id })
    const { id } = await makeCard(kit, liu)
    const status = async (person: typeof liu) =>
      (await kit.call(person, getCard, { params: { id } })).status
    expect(await status(liu)).toBe(200)
    expect(await status(chen)).toBe(404)
    expect(await status(manager)).toBe(200)
    expect(await status(away)).toBe(404)
    expect((await kit.call(away, listCards, { query: {} })).body).toEqual({
      items: [],
      nextCursor: null,
      count: 0,
    })
    expect((await kit.call(chen, listCards, { query: {} })).body.count).toBe(0)
  })

  test('[000-19] cards are listed by due day, filtered and paged without a gap', async () => {
    const own = await makeGroup(kit.app)
    const liu = await own.addPerson('consultant')
    for (let i = 0; i < 5; i += 1) await makeCard(kit, liu, { level: i % 2 ? 'H' : 'B' })
    for (const sort of ['due', 'expected', 'opened'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await kit.call(liu, listCards, { query: { sort, limit: 2, cursor } })
        expect(page.status).toBe(200)
        if (cursor === undefined) expect(page.body.count).toBe(5)
        seen.push(...page.body.items.map((c) => c.id))
        cursor = page.body.nextCursor ?? undefined
      } while (cursor)
      expect(new Set(seen).size).toBe(5)
      expect(seen).toHaveLength(5)
    }
    const hot = await kit.call(liu, listCards, { query: { level: 'H', due: 'tomorrow' } })
    expect(hot.body.count).toBe(2)
    expect((await kit.call(liu, listCards, { query: { q: '建国' } })).body.count).toBe(5)
    expect((await kit.call(liu, listCards, { query: { cursor: 'x' } })).status).toBe(400)
  })
})

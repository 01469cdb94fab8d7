import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  addPhone,
  addVehicle,
  changeCustomer,
  getCustomer,
  removePhone,
  revealPhones,
  search,
} from '../contract.ts'
import { createCustomer } from '../index.ts'
import { someNumber } from '../testing.ts'

let kit: TestApp
let group: TestGroup
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
})
afterAll(() => kit.close())

async function make(
  owner: TestPerson,
  name: string,
  phones: string[],
  at = group,
): Promise<string> {
  const store = owner.storeId === at.store.id ? at.store : at.otherStore
  const { id } = await runInStore(kit.app, store, (ctx) =>
    createCustomer(ctx, { name, phones, ownerId: owner.id }),
  )
  return id
}

describe('numbers', () => {
  test('a customer is shown with masked numbers to those who may see them, and to nobody else', async () => {
    const liu = await group.addPerson('consultant')
    const others = {
      own: liu,
      colleague: await group.addPerson('consultant'),
      reception: await group.addPerson('receptionist'),
      elsewhere: await group.addPerson('sales_manager', { storeId: group.otherStore.id }),
    }
    const phone = someNumber()
    const id = await make(liu, '王建国', [phone])
    const statuses: Record<string, number> = {}
    for (const [who, person] of Object.entries(others)) {
      const answer = await kit.call(person, getCustomer, { params: { id } })
      statuses[who] = answer.status
      if (answer.status === 200)
        expect(answer.body.phones[0]?.masked).toBe(`139****${phone.slice(-4)}`)
    }
    expect(statuses).toEqual({ own: 200, colleague: 404, reception: 200, elsewhere: 404 })
  })

  test('revealing is logged: own customers as follow-up, others only with a reason, never at reception', async () => {
    const liu = await group.addPerson('consultant')
    const chen = await group.addPerson('consultant')
    const manager = await group.addPerson('showroom_manager')
    const reception = await group.addPerson('receptionist')
    const phone = someNumber()
    const id = await make(liu, '李秀英', [phone])
    const reveal = (as: TestPerson, reason?: string) =>
      kit.call(as, revealPhones, { params: { id }, body: { reason } })
    const own = await reveal(liu)
    expect(own.body.phones).toMatchObject([{ number: phone, dial: phone }])
    expect((await reveal(chen)).status).toBe(404)
    expect((await reveal(reception)).status).toBe(403)
    expect((await reveal(manager)).code).toBe('customers.reason_needed')
    expect((await reveal(manager, '客户投诉回电')).body.phones[0]?.number).toBe(phone)
    const trail = await runInStore(kit.app, group.store, (ctx) =>
      ctx.tx
        .selectFrom('audit_entries')
        .select(['actor_id', 'reason', 'detail'])
        .where('store_id', '=', group.store.id)
        .where('customer_id', '=', id)
        .where('action', '=', 'phone.revealed')
        .orderBy('id')
        .execute(),
    )
    expect(trail.map((e) => [e.actor_id, e.reason])).toEqual([
      [liu.id, 'follow-up'],
      [manager.id, '客户投诉回电'],
    ])
    expect(JSON.stringify(trail)).not.toContain(phone)
  })

  test('no table holds a number in clear', async () => {
    const liu = await group.addPerson('consultant')
    const phone = someNumber()
    const id = await make(liu, '赵敏', [phone])
    await kit.call(liu, revealPhones, { params: { id }, body: {} })
    await kit.call(liu, changeCustomer, {
      params: { id },
      body: { version: 1, note: `太太电话 ${phone}` },
    })
    for (const table of [
      'customers',
      'customer_phones',
      'audit_entries',
      'events',
      'stored_answers',
    ]) {
      const { rows } = await runInStore(kit.app, group.store, (ctx) =>
        sql<{ n: number }>`select count(*) as n from ${sql.table(table)} t
          where store_id = ${group.store.id} and t::text like ${`%${phone}%`}`.execute(ctx.tx),
      )
      expect([table, rows[0]?.n]).toEqual([table, 0])
    }
  })

  test('a number of another customer is refused; a number is added, found, and withdrawn', async () => {
    const liu = await group.addPerson('consultant')
    const [first, second, third] = [someNumber(), someNumber(), '0431-87654321']
    await make(liu, '孙丽', [first])
    const id = await make(liu, '周杰', [second])
    const add = (phone: string) => kit.call(liu, addPhone, { params: { id }, body: { phone } })
    expect((await add(first)).code).toBe('customers.phone_taken')
    expect((await add('12345')).code).toBe('customers.not_a_phone')
    const added = await add(third)
    expect(added.body.phones.map((p) => p.masked)).toContain('0431****4321')
    expect((await kit.call(liu, search, { query: { q: '043187654321' } })).body.items[0]?.id).toBe(
      id,
    )
    const phoneId = added.body.phones.find((p) => p.kind === 'landline')?.id as string
    const removed = await kit.call(liu, removePhone, { params: { id, phoneId } })
    expect(removed.body.phones).toHaveLength(1)
    expect((await kit.call(liu, search, { query: { q: '043187654321' } })).body.items).toEqual([])
    const last = removed.body.phones[0]?.id as string
    expect((await kit.call(liu, removePhone, { params: { id, phoneId: last } })).code).toBe(
      'customers.last_phone',
    )
  })

  test('a stale edit is refused with the record as it is now', async () => {
    const liu = await group.addPerson('consultant')
    const id = await make(liu, '吴强', [someNumber()])
    const change = (version: number, name: string) =>
      kit.call(liu, changeCustomer, { params: { id }, body: { version, name } })
    const first = await change(1, '吴刚')
    expect(first.body.name).toBe('吴刚')
    const stale = await change(1, '吴钢')
    expect(stale.code).toBe('core.stale_version')
    const { details } = stale.body as unknown as { details: { current: { name: string } } }
    expect(details.current.name).toBe('吴刚')
  })
})

describe('search', () => {
  let manager: TestPerson
  let consultant: TestPerson
  let id: string
  let phone: string
  let own: TestGroup
  beforeAll(async () => {
    own = await makeGroup(kit.app)
    manager = await own.addPerson('sales_manager')
    consultant = await own.addPerson('consultant')
    phone = someNumber()
    id = await make(consultant, '欧阳静轩', [phone], own)
    await make(consultant, '王伟', [someNumber()], own)
    await kit.call(manager, addVehicle, {
      params: { id },
      body: {
        plate: '沪a·12345',
        vin: 'LSVAA49J132047371',
        colour: '白',
        orderNumber: 'XS-2026-0917',
      },
    })
  })
  const find = async (q: string, as = manager) =>
    (await kit.call(as, search, { query: { q } })).body.items

  test('one box finds by phone in any form, last four, name, pinyin, initials, plate, VIN and order', async () => {
    const ways = [
      phone,
      `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`,
      phone.slice(-4),
      `尾号${phone.slice(-4)}`,
      '欧阳静轩',
      '欧阳',
      '静轩',
      '阳静',
      '轩',
      'ouyangjingxuan',
      'ouyangj',
      'oyjx',
      'oyj',
      '沪A12345',
      'A12345',
      'LSVAA49J132047371',
      '047371',
      'xs-2026-0917',
    ]
    for (const q of ways) expect([q, (await find(q)).map((f) => f.id)]).toEqual([q, [id]])
    const [found] = await find('oyjx')
    expect(found).toMatchObject({
      name: '欧阳静轩',
      maskedPhone: `139****${phone.slice(-4)}`,
      plate: '沪A12345',
      by: 'pinyin',
    })
  })

  test('a name of three characters does not find those who share two of them', async () => {
    await make(consultant, '张静轩', [someNumber()], own)
    expect((await find('阳静轩')).map((f) => f.name)).toEqual(['欧阳静轩'])
    expect((await find('静轩')).map((f) => f.name).sort()).toEqual(['张静轩', '欧阳静轩'])
  })

  test('a search shows nothing outside the scope: another consultant, another store', async () => {
    const other = await own.addPerson('consultant')
    const away = await own.addPerson('sales_manager', { storeId: own.otherStore.id })
    const region = await own.addPerson('regional_manager', { storeId: own.otherStore.id })
    for (const q of [phone, '欧阳', 'A12345']) {
      expect(await find(q, other)).toEqual([])
      expect(await find(q, away)).toEqual([])
      expect((await find(q, region)).map((f) => f.id)).toEqual([id])
      expect((await find(q, consultant)).map((f) => f.id)).toEqual([id])
    }
  })

  test('nothing typed, or one letter, asks nothing; odd text finds nothing', async () => {
    for (const q of ['', ' ', 'w', '%', "'; drop", '*'.repeat(100), '𠮷'])
      expect(await find(q)).toEqual([])
  })

  test('the whole name comes before names that contain it', async () => {
    await make(consultant, '王伟强', [someNumber()], own)
    expect((await find('王伟')).map((f) => f.name)).toEqual(['王伟', '王伟强'])
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { changeStore } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { seedWords } from '#modules/dictionaries/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  addPhone,
  addVehicle,
  changeCustomer,
  changePhone,
  changeVehicle,
  createCustomer,
  getCustomer,
  removeVehicle,
  restoreVehicle,
  revealIdNumber,
  search,
} from '../contract.ts'
import { listChanges } from '../contracts/changes.ts'
import { answerQuestion, getCompleteness } from '../contracts/questions.ts'
import { writeCustomerFacts } from '../index.ts'
import { someNumber } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let options: Map<string, string>
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  await seedWords(kit.app, group.groupId)
  liu = await group.addPerson('consultant')
  const { body } = await kit.call(liu, listOptionsRoute, { query: {} })
  options = new Map(body.items.map((one) => [`${one.kind}:${one.code}`, one.id]))
})
afterAll(() => kit.close())

const idNumber = '110101199003078515'
const optionOf = (kind: string, place = 0) =>
  [...options].filter(([key]) => key.startsWith(`${kind}:`))[place]?.[1] as string

async function make(
  as: TestPerson,
  more: { name?: string; kind?: 'person' | 'company'; phone?: string } = {},
) {
  const answer = await kit.call(as, createCustomer, {
    body: {
      name: more.name ?? '郑国华',
      kind: more.kind ?? 'person',
      phones: [more.phone ?? someNumber()],
    },
  })
  expect(answer.status).toBe(201)
  return answer.body
}

describe('the record', () => {
  test('[004-14] every static fact has a place of its own, personal ones lie sealed, the ID number is masked', async () => {
    const { id, version } = await make(liu)
    const facts = {
      occupationId: optionOf('occupation'),
      industryId: optionOf('industry'),
      hobbyIds: [optionOf('hobby', 0), optionOf('hobby', 1), optionOf('hobby', 2)],
      sourceId: options.get('source:autohome') as string,
      idNumber: idNumber.toLowerCase(),
      preferences: '看重空间和后排',
      homeAddress: '长春市朝阳区红旗街 88 号',
      homePostcode: '130021',
      workplace: '吉林银行',
      workAddress: '长春市人民大街 1 号',
      workPostcode: '130000',
      email: 'zheng@example.com',
      fax: '0431-88776655',
      household: '三口之家，一个女儿',
    }
    const saved = await kit.call(liu, changeCustomer, {
      params: { id },
      body: { version, ...facts },
    })
    expect(saved.body).toMatchObject({
      sex: 'male',
      birthday: '1990-03-07',
      idNumberMasked: '110***********8515',
      source: { label: '汽车之家', family: 'web' },
      facts: { homeAddress: facts.homeAddress, email: facts.email, workplace: '吉林银行' },
      preferences: '看重空间和后排',
    })
    expect(saved.body.hobbies).toHaveLength(3)
    expect(saved.body.occupation?.id).toBe(facts.occupationId)
    for (const table of ['customers', 'audit_entries', 'events', 'stored_answers'])
      for (const secret of [idNumber, '红旗街', 'zheng@example.com', '吉林银行', '88776655']) {
        const { rows } = await runInStore(kit.app, group.store, (ctx) =>
          sql<{ n: number }>`select count(*) as n from ${sql.table(table)} t
            where store_id = ${group.store.id} and t::text like ${`%${secret}%`}`.execute(ctx.tx),
        )
        expect([table, secret, rows[0]?.n]).toEqual([table, secret, 0])
      }
    // Taken away again, one by one.
    const emptied = await kit.call(liu, changeCustomer, {
      params: { id },
      body: {
        version: saved.body.version,
        idNumber: null,
        email: '',
        hobbyIds: [],
        sourceId: null,
      },
    })
    expect(emptied.body).toMatchObject({ idNumberMasked: null, source: null, hobbies: [] })
    expect(emptied.body.facts).toMatchObject({ email: '', homePostcode: '130021' })
    expect(emptied.body.known).not.toContain('email')
  })

  test('[001-14] a wrong ID number, a fourth hobby, an option of another list are refused in words', async () => {
    const { id, version } = await make(liu)
    const change = (body: object) =>
      kit.call(liu, changeCustomer, { params: { id }, body: { version, ...body } })
    expect((await change({ idNumber: '110101199003078516' })).code).toBe(
      'customers.not_an_id_number',
    )
    expect((await change({ occupationId: optionOf('hobby') })).code).toBe(
      'customers.unknown_option',
    )
    const hobbies = [0, 1, 2, 3].map((place) => optionOf('hobby', place))
    expect((await change({ hobbyIds: hobbies })).status).toBe(422)
    expect((await change({ email: 'no mail' })).status).toBe(422)
  })

  test('[001-14] a mark needs its reason, and both go together', async () => {
    const { id, version, name } = await make(liu, { name: '钱多多' })
    const mark = (body: object) =>
      kit.call(liu, changeCustomer, { params: { id }, body: body as never })
    expect((await mark({ version, special: 'difficult' })).code).toBe(
      'customers.mark_reason_needed',
    )
    const marked = await mark({ version, special: 'difficult', specialReason: '两次退订' })
    expect(marked.body).toMatchObject({ special: 'difficult', specialReason: '两次退订' })
    const [found] = (await kit.call(liu, search, { query: { q: name } })).body.items
    expect(found).toMatchObject({ special: 'difficult', specialReason: '两次退订' })
    const off = await mark({ version: marked.body.version, special: null })
    expect(off.body).toMatchObject({ special: null, specialReason: '' })
  })

  test('[001-14] a typed e-mail, ID or tax number finds the customer, only whole', async () => {
    const { id, version } = await make(liu, { name: '孙悦', kind: 'company' })
    await kit.call(liu, changeCustomer, {
      params: { id },
      body: { version, email: 'Buy@Fleet.cn', taxNumber: '91220101MA0Y3X1234' },
    })
    const find = async (q: string) =>
      (await kit.call(liu, search, { query: { q } })).body.items.map((hit) => hit.id)
    for (const q of ['buy@fleet.cn', ' BUY@fleet.cn', '91220101ma0y3x1234'])
      expect(await find(q)).toContain(id)
    for (const q of ['buy@fleet', '91220101']) expect(await find(q)).not.toContain(id)
    const chen = await group.addPerson('consultant')
    expect((await kit.call(chen, search, { query: { q: 'buy@fleet.cn' } })).body.items).toEqual([])
  })

  test('[004-14] numbers say what they are: mobile, home, office, other', async () => {
    const { id } = await make(liu)
    const added = await kit.call(liu, addPhone, {
      params: { id },
      body: { phone: '0431-85556666', place: 'office' },
    })
    expect(added.body.phones.map((p) => p.place)).toEqual(['mobile', 'office'])
    const phoneId = added.body.phones[1]?.id as string
    const changed = await kit.call(liu, changePhone, {
      params: { id, phoneId },
      body: { place: 'home' },
    })
    expect(changed.body.phones[1]).toMatchObject({ place: 'home', masked: '0431****6666' })
    const chen = await group.addPerson('consultant')
    const foreign = { params: { id, phoneId }, body: { place: 'other' as const } }
    expect((await kit.call(chen, changePhone, foreign)).status).toBe(404)
  })

  test('[004-14] the whole ID number is shown to its consultant as follow-up, to others with a reason, and logged', async () => {
    const { id, version } = await make(liu)
    await kit.call(liu, changeCustomer, { params: { id }, body: { version, idNumber } })
    const reveal = (as: TestPerson, reason?: string) =>
      kit.call(as, revealIdNumber, { params: { id }, body: { reason } })
    const manager = await group.addPerson('showroom_manager')
    expect((await reveal(liu)).body).toEqual({ idNumber })
    expect((await reveal(manager)).code).toBe('customers.reason_needed')
    expect((await reveal(manager, '上牌需要')).body).toEqual({ idNumber })
    expect((await reveal(await group.addPerson('receptionist'), '看看')).status).toBe(403)
    expect((await reveal(await group.addPerson('consultant'), '看看')).status).toBe(404)
    const { rows } = await runInStore(kit.app, group.store, (ctx) =>
      sql<{ reason: string }>`select reason from audit_entries
        where store_id = ${group.store.id} and customer_id = ${id}
          and action = 'id_number.revealed' order by id`.execute(ctx.tx),
    )
    expect(rows.map((row) => row.reason)).toEqual(['follow-up', '上牌需要'])
  })
})

describe('adding without a card', () => {
  test('[001-16] a person added in place belongs to who added them; a resent id adds nobody', async () => {
    const phone = someNumber()
    const body = { id: crypto.randomUUID(), name: '韩梅', phones: [phone] }
    const first = await kit.call(liu, createCustomer, { body })
    const again = await kit.call(liu, createCustomer, { body })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body.id).toBe(first.body.id)
    expect(first.body.ownerId).toBe(liu.id)
    const { items } = (await kit.call(liu, search, { query: { q: phone } })).body
    expect(items).toHaveLength(1)
  })

  test('[001-16] the rules of a number hold: taken is refused, sharing needs a manager and a reason', async () => {
    const phone = someNumber()
    await make(liu, { phone })
    const chen = await group.addPerson('consultant')
    const manager = await group.addPerson('showroom_manager')
    const add = (as: TestPerson, sharedReason?: string) =>
      kit.call(as, createCustomer, { body: { name: '李雷', phones: [phone], sharedReason } })
    expect((await add(chen)).code).toBe('customers.phone_taken')
    expect((await add(chen, '夫妻同号')).code).toBe('customers.sharing_needs_manager')
    expect((await add(manager, '夫妻同号')).status).toBe(201)
    expect((await add(await group.addPerson('receptionist'))).status).toBe(403)
    const away = await group.addPerson('consultant', { storeId: group.otherStore.id })
    expect((await add(away)).status).toBe(201)
  })
})

describe('cars', () => {
  test('a car is changed with its version, removed and put back, and found accordingly', async () => {
    const { id } = await make(liu)
    const added = await kit.call(liu, addVehicle, {
      params: { id },
      body: { plate: '吉A 88K12', colour: '白' },
    })
    const car = added.body.vehicles[0] as NonNullable<(typeof added.body.vehicles)[number]>
    const at = { params: { id, vehicleId: car.id } }
    const change = (version: number, more: object) =>
      kit.call(liu, changeVehicle, { ...at, body: { version, ...more } })
    const changed = await change(1, { vin: 'LSVAA49J132047399', colour: '黑' })
    expect(changed.body.vehicles[0]).toMatchObject({ plate: '吉A88K12', colour: '黑', version: 2 })
    expect((await change(1, { colour: '红' })).code).toBe('core.stale_version')
    expect((await change(2, { plate: '', vin: '' })).code).toBe('customers.plate_or_vin_needed')
    expect((await change(2, { plate: 'X' })).code).toBe('customers.not_a_plate')
    const find = async () =>
      (await kit.call(liu, search, { query: { q: '047399' } })).body.items.map((hit) => hit.id)
    expect(await find()).toEqual([id])
    const gone = await kit.call(liu, removeVehicle, { ...at, query: { version: 2 } })
    expect(gone.body.vehicles).toEqual([])
    expect(await find()).toEqual([])
    // Meanwhile another customer has the VIN: it cannot come back twice.
    const other = await make(liu)
    const theirs = await kit.call(liu, addVehicle, {
      params: { id: other.id },
      body: { vin: 'LSVAA49J132047399' },
    })
    expect((await kit.call(liu, restoreVehicle, at)).code).toBe('customers.vin_taken')
    await kit.call(liu, removeVehicle, {
      params: { id: other.id, vehicleId: theirs.body.vehicles[0]?.id as string },
      query: { version: 1 },
    })
    expect((await kit.call(liu, restoreVehicle, at)).body.vehicles).toHaveLength(1)
    expect(await find()).toEqual([id])
  })
})

describe('changes', () => {
  test('[001-14] each change is kept with who, when, from and to, and read by those who may see the customer', async () => {
    const { id, version } = await make(liu, { name: '冯远' })
    const first = await kit.call(liu, changeCustomer, {
      params: { id },
      body: { version, name: '冯远征', occupationId: optionOf('occupation'), idNumber },
    })
    const manager = await group.addPerson('showroom_manager', { name: '孟经理' })
    await kit.call(manager, changeCustomer, {
      params: { id },
      body: {
        version: first.body.version,
        occupationId: null,
        special: 'vip',
        specialReason: '老板',
      },
    })
    const read = (as: TestPerson, query: object = {}) =>
      kit.call(as, listChanges, { params: { id }, query })
    const { items } = (await read(liu)).body
    expect(items.map((one) => one.action)).toEqual(
      expect.arrayContaining(['customer.created', 'customer.changed']),
    )
    const mine = items.find((one) => one.fields.some((f) => f.field === 'name' && f.from !== null))
    expect(mine?.fields).toEqual(
      expect.arrayContaining([
        { field: 'name', from: '冯远', to: '冯远征' },
        { field: 'idNumber', from: null, to: '110***********8515' },
      ]),
    )
    expect(mine?.personName).toBe(liu.name)
    const theirs = items.find((one) => one.personName === '孟经理')
    expect(theirs?.fields).toEqual(
      expect.arrayContaining([
        { field: 'special', from: null, to: 'vip' },
        { field: 'specialReason', from: null, to: '老板' },
      ]),
    )
    expect(theirs?.fields.find((f) => f.field === 'occupationId')).toMatchObject({ to: null })
    expect((await read(await group.addPerson('consultant'))).status).toBe(404)
    const paged = await read(liu, { limit: 1 })
    const next = await read(liu, { limit: 1, cursor: paged.body.nextCursor })
    expect(next.body.items[0]?.id).not.toBe(paged.body.items[0]?.id)
    expect((await read(liu, { cursor: 'abc' })).status).toBe(400)
  })
})

describe('a little at a time', () => {
  test('[002-02] [001-01] the page says what is missing at the level; an answer fills it in and the next is asked', async () => {
    const { id } = await make(liu)
    const ask = (level: 'C' | 'H') =>
      kit.call(liu, getCompleteness, { params: { id }, query: { level } })
    expect((await ask('C')).body).toMatchObject({
      missing: ['sex', 'source', 'preferences'],
      percent: 0,
      next: 'sex',
    })
    const answer = (fact: string, value: unknown) =>
      kit.call(liu, answerQuestion, {
        params: { id },
        body: { fact, value, level: 'H' } as never,
      })
    const afterSex = await answer('sex', 'female')
    expect(afterSex.body.missing).not.toContain('sex')
    expect(afterSex.body.next).toBe('source')
    // Not known: the next one is asked, and this one comes back last.
    const afterUnknown = await answer('source', null)
    expect(afterUnknown.body.missing).toContain('source')
    expect(afterUnknown.body.next).toBe('preferences')
    await answer('preferences', '喜欢白色')
    await answer('hobbies', [optionOf('hobby')])
    await answer('birthday', '1991-05-06')
    const now = await kit.call(liu, getCustomer, { params: { id } })
    expect(now.body).toMatchObject({
      sex: 'female',
      birthday: '1991-05-06',
      preferences: '喜欢白色',
    })
    expect((await answer('birthday', '1991-13-06')).code).toBe('customers.already_known')
    expect((await answer('taxNumber', '91220101MA0Y3X1234')).status).toBe(400)
    expect((await answer('occupation', 'a word')).status).toBe(400)
    expect((await answer('occupation', optionOf('hobby'))).code).toBe('customers.unknown_option')
  })

  test('[002-02] two who fill in the same fact at once: the second is told, nothing is overwritten', async () => {
    const { id } = await make(liu)
    const manager = await group.addPerson('showroom_manager')
    const answers = await Promise.all(
      [liu, manager].map((as, place) =>
        kit.call(as, answerQuestion, {
          params: { id },
          body: { fact: 'preferences', value: `第${place}人` },
        }),
      ),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  })

  test('[001-01] a store says what must be known at which level, and all its screens follow', async () => {
    const admin = await group.addPerson('administrator')
    const store = await group.addStore()
    const there = await group.addPerson('consultant', { storeId: store.id })
    const { id } = await make(there)
    const set = await kit.call(admin, changeStore, {
      params: { id: store.id },
      body: {
        version: 1,
        settings: {
          factLevels: { sex: 'never', source: 'never', preferences: 'never', email: 'C' } as never,
        },
      },
    })
    expect(set.status).toBe(200)
    const { body } = await kit.call(there, getCompleteness, {
      params: { id },
      query: { level: 'C' },
    })
    expect(body.missing).toEqual(['email'])
    // Other rules of the store stay as they are.
    const again = await kit.call(admin, changeStore, {
      params: { id: store.id },
      body: { version: set.body.version, settings: { dailyCapacity: 9 } },
    })
    expect(again.body.settings).toMatchObject({ dailyCapacity: 9, factLevels: { email: 'C' } })
  })
})

describe('many at once', () => {
  test('[004-14] facts of many are written at once, filling or replacing, and taken back by what was before', async () => {
    const made = []
    for (let i = 0; i < 3; i++) made.push(await make(liu))
    const [a, b, c] = made.map((one) => one.id) as [string, string, string]
    const write = (rows: Parameters<typeof writeCustomerFacts>[1], mode: 'fill' | 'replace') =>
      runInStore(kit.app, group.store, (ctx) => writeCustomerFacts(ctx, rows, mode))
    const first = await write(
      [
        { customerId: a, email: 'a@x.cn', hobbyIds: [optionOf('hobby')], birthday: '1980-01-02' },
        { customerId: b, idNumber, homeAddress: '某街 1 号' },
        { customerId: crypto.randomUUID(), email: 'nobody@x.cn' },
      ],
      'fill',
    )
    expect(first.map((one) => one.customerId).sort()).toEqual([a, b].sort())
    await write([{ customerId: a, email: 'other@x.cn', fax: '0431-1' }], 'fill')
    const read = async (id: string) => (await kit.call(liu, getCustomer, { params: { id } })).body
    expect((await read(a)).facts).toMatchObject({ email: 'a@x.cn', fax: '0431-1' })
    expect(await read(b)).toMatchObject({ sex: 'male', idNumberMasked: '110***********8515' })
    expect((await read(c)).facts.email).toBe('')
    expect((await kit.call(liu, search, { query: { q: idNumber } })).body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: b })]),
    )
    await write(
      first.map((one) => ({ customerId: one.customerId, ...one.before })),
      'replace',
    )
    expect(await read(b)).toMatchObject({ sex: null, idNumberMasked: null, birthday: null })
    expect((await read(a)).hobbies).toEqual([])
    await expect(
      write([{ customerId: c, idNumber: '110101199003078516' }], 'replace'),
    ).rejects.toMatchObject({ code: 'customers.not_an_id_number' })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addPhone, changeCustomer, getCustomer } from '#modules/customers/contract.ts'
import {
  assignCard,
  changeCard,
  completeFollowUp,
  getCard,
  openCard,
} from '#modules/opportunities/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  deviceClock,
  deviceRecords,
  keptEntriesOf,
  lateCollision,
  offlineEdit,
} from '../contract.ts'

let kit: TestApp
let group: TestGroup
let li: TestPerson
let wang: TestPerson
let manager: TestPerson
let serial = 0
const at = '2026-09-15T01:30:00Z'

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  li = await group.addPerson('consultant', { name: '李明' })
  wang = await group.addPerson('consultant', { name: '王芳' })
  manager = await group.addPerson('sales_manager')
})
afterAll(() => kit.close())

const newPhone = () =>
  `138${String(Date.now() % 10_000).padStart(4, '0')}${String(1000 + serial++)}`

async function cardOf(person: TestPerson, phone = newPhone()) {
  const id = uuidv7()
  const made = await kit.call(person, openCard, {
    body: { id, level: 'A', customer: { name: '赵一', phones: [phone] } },
  })
  expect(made.status).toBe(201)
  return { id, customerId: made.body.customerId, phone }
}

describe('what a device keeps', () => {
  it('is told the time of the server', async () => {
    const { body } = await kit.call(li, deviceClock, {})
    expect(body.now).toBe('2026-09-15T02:00:00.000Z')
  })

  it('gives a person their own customers with the numbers to dial, and nobody else them', async () => {
    const { customerId, phone } = await cardOf(li)
    const first = await kit.call(li, deviceRecords, {})
    expect(first.body.stamps?.map(([id]) => id)).toContain(customerId)
    const full = await kit.call(li, deviceRecords, { query: { ids: customerId } })
    expect(full.body.records[0]?.customer.name).toBe('赵一')
    expect(full.body.records[0]?.phones[0]?.dial).toBe(phone)
    expect(full.body.records[0]?.cards).toHaveLength(1)
    const others = await kit.call(wang, deviceRecords, { query: { ids: customerId } })
    expect(others.body.records).toEqual([])
    expect((await kit.call(wang, deviceRecords, {})).body.stamps).toEqual([])
  })

  it('is silent while nothing changes, and says what changed or left', async () => {
    const { id, customerId } = await cardOf(li)
    const before = await kit.call(li, deviceRecords, {})
    const again = await kit.call(li, deviceRecords, { query: { digest: before.body.digest } })
    expect(again.body.stamps).toBeNull()
    await kit.call(li, addPhone, { params: { id: customerId }, body: { phone: newPhone() } })
    const after = await kit.call(li, deviceRecords, { query: { digest: before.body.digest } })
    const stampOf = (answer: typeof after) =>
      answer.body.stamps?.find(([one]) => one === customerId)?.[1]
    expect(stampOf(after)).toBeDefined()
    expect(stampOf(after)).not.toBe(stampOf(before))
    await kit.call(manager, assignCard, {
      params: { id },
      body: { ownerId: wang.id, reason: '调岗移交' },
    })
    const left = await kit.call(li, deviceRecords, {})
    expect(left.body.stamps?.map(([one]) => one)).not.toContain(customerId)
  })
})

describe('an edit made without network', () => {
  it('is taken over where the field is still as it was seen', async () => {
    const { customerId } = await cardOf(li)
    const answer = await kit.call(li, offlineEdit, {
      body: {
        id: uuidv7(),
        kind: 'customer',
        recordId: customerId,
        seen: { note: '' },
        change: { note: '周末带家人来' },
        at,
      },
    })
    expect(answer.body).toEqual({ applied: ['note'], superseded: [] })
  })

  it('leaves the record where somebody changed the field meanwhile, keeps what was entered, tells both', async () => {
    const { id, customerId } = await cardOf(li)
    const seen = (await kit.call(li, getCard, { params: { id } })).body
    await kit.call(manager, changeCard, {
      params: { id },
      body: { version: seen.version, note: '经理的话' },
    })
    const answer = await kit.call(li, offlineEdit, {
      body: {
        id: uuidv7(),
        kind: 'card',
        recordId: id,
        seen: { note: '', quantity: 1 },
        change: { note: '顾问的话', quantity: 2 },
        at,
      },
    })
    expect(answer.body).toEqual({ applied: ['quantity'], superseded: ['note'] })
    const now = (await kit.call(li, getCard, { params: { id } })).body
    expect([now.note, now.quantity]).toEqual(['经理的话', 2])
    const { items } = (await kit.call(li, keptEntriesOf, { params: { id: customerId } })).body
    expect(items[0]).toMatchObject({
      kind: 'edit',
      field: 'note',
      entered: '顾问的话',
      stands: '经理的话',
      personName: '李明',
      enteredAt: '2026-09-15T01:30:00.000Z',
    })
  })

  it("is refused for a colleague's customer", async () => {
    const { customerId } = await cardOf(li)
    const answer = await kit.call(wang, offlineEdit, {
      body: {
        id: uuidv7(),
        kind: 'customer',
        recordId: customerId,
        seen: {},
        change: { note: 'x' },
        at,
      },
    })
    expect(answer.status).toBe(404)
  })

  it('never takes a field that the edit of a desk would not take', async () => {
    const { customerId } = await cardOf(li)
    const body = {
      id: uuidv7(),
      kind: 'customer' as const,
      recordId: customerId,
      seen: { ownerId: li.id },
      change: { ownerId: wang.id },
      at,
    }
    expect((await kit.call(li, offlineEdit, { body })).status).toBe(422)
    const after = await kit.call(li, getCustomer, { params: { id: customerId } })
    expect(after.body.ownerId).toBe(li.id)
    expect(
      (
        await kit.call(li, changeCustomer, {
          params: { id: customerId },
          body: { version: after.body.version, note: '好' },
        })
      ).status,
    ).toBe(200)
  })
})

describe('a collision found late', () => {
  it('leaves the customer with the owner and keeps what the second person learnt', async () => {
    const { customerId, phone } = await cardOf(li)
    const answer = await kit.call(wang, lateCollision, {
      body: { id: uuidv7(), card: { name: '赵先生', phones: [phone], note: '想看七座' }, at },
    })
    expect(answer.body).toEqual({ isKept: true, ownerName: '李明' })
    const { items } = (await kit.call(li, keptEntriesOf, { params: { id: customerId } })).body
    expect(items[0]).toMatchObject({
      kind: 'card',
      entered: '赵先生 · 想看七座',
      personName: '王芳',
    })
  })

  it('keeps nothing where there is none', async () => {
    const answer = await kit.call(wang, lateCollision, {
      body: { id: uuidv7(), card: { phones: [newPhone()] }, at },
    })
    expect(answer.body).toEqual({ isKept: false, ownerName: null })
  })
})

it('a card made on a device is completed by its own id before the device knows its promise', async () => {
  const { id } = await cardOf(li)
  const done = await kit.call(li, completeFollowUp, {
    params: { id },
    body: { id: uuidv7(), followUpId: id, method: 'call', isReached: true, result: 'interested' },
  })
  expect(done.body.isExtra).toBe(false)
})

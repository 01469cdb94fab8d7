import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { createCustomer } from '../contract.ts'
import {
  addRelation,
  changeRelation,
  listRelations,
  removeRelation,
  restoreRelation,
  revealRelation,
} from '../contracts/relations.ts'
import { someNumber } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant')
})
afterAll(() => kit.close())

async function make(as: TestPerson, name: string): Promise<string> {
  const { body } = await kit.call(as, createCustomer, { body: { name, phones: [someNumber()] } })
  return body.id
}
const list = async (as: TestPerson, id: string) =>
  (await kit.call(as, listRelations, { params: { id } })).body.items
const link = (as: TestPerson, id: string, linkedId: string, role: string) =>
  kit.call(as, addRelation, { params: { id }, body: { linkedId, role } as never })

test('[001-14] a family link is seen from both sides, each in its own words', async () => {
  const [father, son] = [await make(liu, '周大'), await make(liu, '周小')]
  await link(liu, father, son, 'child')
  expect(await list(liu, father)).toMatchObject([{ role: 'child', customer: { id: son } }])
  expect(await list(liu, son)).toMatchObject([{ role: 'parent', customer: { id: father } }])
  // Named once more from the other side, it is the same relation.
  await link(liu, son, father, 'parent')
  expect(await list(liu, son)).toHaveLength(1)
  expect((await link(liu, son, son, 'sibling')).code).toBe('customers.linked_to_itself')
})

test('[001-14] the same link made by two at once, from either side, is made once', async () => {
  const [a, b] = [await make(liu, '钱一'), await make(liu, '钱二')]
  const manager = await group.addPerson('showroom_manager')
  const answers = await Promise.all([
    link(liu, a, b, 'spouse'),
    link(manager, b, a, 'spouse'),
    link(liu, b, a, 'spouse'),
    link(manager, a, b, 'spouse'),
  ])
  expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200])
  expect(await list(liu, a)).toHaveLength(1)
  expect(await list(liu, b)).toHaveLength(1)
})

test('[001-14] a contact by name is sealed, masked, changed with its version, removed and put back', async () => {
  const id = await make(liu, '盛达公司')
  const phone = someNumber()
  const relationId = crypto.randomUUID()
  const body = { id: relationId, role: 'buyer' as const, person: { name: '李采购', phone } }
  await kit.call(liu, addRelation, { params: { id }, body })
  const again = await kit.call(liu, addRelation, { params: { id }, body })
  expect(again.body.items).toMatchObject([
    { role: 'buyer', person: { name: '李采购', maskedPhone: `139****${phone.slice(-4)}` } },
  ])
  const { rows } = await runInStore(kit.app, group.store, (ctx) =>
    sql<{ n: number }>`select count(*) as n from customer_relations t
      where store_id = ${group.store.id} and (t::text like ${`%${phone}%`} or t::text like '%李采购%')`.execute(
      ctx.tx,
    ),
  )
  expect(rows[0]?.n).toBe(0)
  const at = { params: { id, relationId } }
  const change = (version: number, more: object) =>
    kit.call(liu, changeRelation, { ...at, body: { version, ...more } })
  expect((await change(1, { role: 'driver', note: `司机 ${phone}` })).body.items[0]).toMatchObject({
    role: 'driver',
    note: `司机 139****${phone.slice(-4)}`,
    version: 2,
  })
  expect((await change(1, { note: 'x' })).code).toBe('core.stale_version')
  expect((await change(2, { person: { name: '李', phone: '123' } })).code).toBe(
    'customers.not_a_phone',
  )
  const reveal = (as: TestPerson, reason?: string) =>
    kit.call(as, revealRelation, { ...at, body: { reason } })
  expect((await reveal(liu)).body.dial).toBe(phone)
  const manager = await group.addPerson('showroom_manager')
  expect((await reveal(manager)).code).toBe('customers.reason_needed')
  expect((await kit.call(liu, removeRelation, { ...at, query: { version: 1 } })).code).toBe(
    'core.stale_version',
  )
  const removed = await kit.call(liu, removeRelation, { ...at, query: { version: 2 } })
  expect(removed.body.items).toEqual([])
  expect((await kit.call(liu, restoreRelation, at)).body.items).toHaveLength(1)
  expect((await kit.call(liu, restoreRelation, at)).body.items).toHaveLength(1)
})

test('[001-14] a link shows nothing of a customer the reader may not see, and reaches no other store', async () => {
  const chen = await group.addPerson('consultant')
  const manager = await group.addPerson('showroom_manager')
  const [mine, theirs] = [await make(liu, '吴我'), await make(chen, '吴他')]
  // A consultant links only those they may see; the manager links both.
  expect((await link(liu, mine, theirs, 'friend')).status).toBe(404)
  expect((await link(manager, mine, theirs, 'friend')).status).toBe(200)
  expect(await list(liu, mine)).toMatchObject([
    { role: 'friend', isHidden: true, customer: null, person: null },
  ])
  expect(JSON.stringify(await list(liu, mine))).not.toContain('吴他')
  expect(await list(manager, mine)).toMatchObject([{ customer: { name: '吴他' } }])
  const away = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  const there = await make(away, '吴远')
  expect((await link(manager, mine, there, 'friend')).status).toBe(404)
  expect((await link(away, mine, there, 'friend')).status).toBe(404)
  expect((await kit.call(away, listRelations, { params: { id: mine } })).status).toBe(404)
  const reception = await group.addPerson('receptionist')
  expect((await link(reception, mine, theirs, 'friend')).status).toBe(403)
})

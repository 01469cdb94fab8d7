import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { customerTables } from '#foundation/tables.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { makeCard, openPromises } from '#modules/opportunities/testing.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { addPhone, addVehicle, changeCustomer, getCustomer, revealPhones } from '../../contract.ts'
import {
  dismissDuplicate,
  listDuplicates,
  listMerges,
  mergeCustomers,
  previewMerge,
  recallDuplicate,
  splitCustomers,
} from '../../contracts/duplicates.ts'
import { someNumber } from '../../testing.ts'
import { findDuplicates } from '../duplicates/find-duplicates.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

async function setting() {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  return { group, manager, liu, chen }
}

/** All rows of the store that stand, without versions, to be compared before and after. */
async function everything(group: TestGroup): Promise<Record<string, string[]>> {
  return runInStore(kit.app, group.store, async (ctx) => {
    const tables = new Set([
      ...customerTables().map((table) => table.table),
      'follow_ups',
      'opportunity_changes',
    ])
    const all: Record<string, string[]> = {}
    for (const table of tables) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`
        select to_jsonb(t) - 'version' - 'checked_version' as row from ${sql.table(table)} t
         where t.store_id = ${ctx.store.id}`.execute(ctx.tx)
      all[table] = rows
        .map((one) => one.row)
        .filter((row) => (row.withdrawn_at ?? null) === null)
        .map((row) => JSON.stringify(row))
        .sort()
    }
    return all
  })
}

async function merge(
  manager: TestPerson,
  keptId: string,
  goneId: string,
  given: { fields?: Record<string, 'kept' | 'gone'>; card?: 'kept' | 'gone' } = {},
) {
  const preview = (await kit.call(manager, previewMerge, { query: { kept: keptId, gone: goneId } }))
    .body
  return kit.call(manager, mergeCustomers, {
    body: {
      keptId,
      goneId,
      keptVersion: preview.kept.version,
      goneVersion: preview.gone.version,
      reason: '同一位客户',
      ...given,
    },
  })
}

test('two records become one: numbers, cars, cards and contacts come along, one card stays open with one promise', async () => {
  const { group, manager, liu, chen } = await setting()
  const first = await makeCard(kit, liu, { name: '欧阳静轩', level: 'B' })
  const second = await makeCard(kit, chen, { name: '欧阳静萱', level: 'H' })
  await kit.call(chen, addVehicle, {
    params: { id: second.customerId },
    body: { plate: '沪A12345', colour: '白' },
  })
  const preview = (
    await kit.call(manager, previewMerge, {
      query: { kept: first.customerId, gone: second.customerId },
    })
  ).body
  expect(preview.cards).toMatchObject({ proposal: 'kept', why: 'first' })
  expect(preview.fields.find((one) => one.field === 'name')).toMatchObject({
    kept: '欧阳静轩',
    gone: '欧阳静萱',
    isSame: false,
  })
  const done = await merge(manager, first.customerId, second.customerId, {
    fields: { name: 'gone' },
  })
  expect(done.status).toBe(201)

  const kept = (await kit.call(manager, getCustomer, { params: { id: first.customerId } })).body
  expect(kept).toMatchObject({ name: '欧阳静萱', ownerId: liu.id })
  expect(kept.phones).toHaveLength(2)
  expect(kept.vehicles.map((car) => car.plate)).toEqual(['沪A12345'])
  // Both numbers open with the one record, whichever key sealed them.
  const shown = await kit.call(liu, revealPhones, { params: { id: first.customerId }, body: {} })
  expect(shown.body.phones.map((phone) => phone.number.replace(/\D/g, '')).sort()).toEqual(
    [first.phone, second.phone].sort(),
  )
  // The record that went leads to the one that stays.
  const followed = await kit.call(liu, getCustomer, { params: { id: second.customerId } })
  expect(followed.body.id).toBe(first.customerId)
  expect((await kit.call(manager, getCard, { params: { id: second.id } })).body).toMatchObject({
    state: 'terminated',
    customerId: first.customerId,
  })
  expect(await openPromises(kit.app, group.store, first.id)).toHaveLength(1)
  expect(await openPromises(kit.app, group.store, second.id)).toHaveLength(0)
})

test('splitting at once gives both records back exactly as they were', async () => {
  const { group, manager, liu, chen } = await setting()
  const first = await makeCard(kit, liu, { name: '欧阳静轩', level: 'B' })
  const second = await makeCard(kit, chen, { name: '欧阳静萱', level: 'H' })
  await kit.call(chen, addPhone, {
    params: { id: second.customerId },
    body: { phone: someNumber() },
  })
  const before = await everything(group)
  const { operationId } = (await merge(manager, first.customerId, second.customerId)).body
  expect(await everything(group)).not.toEqual(before)
  const split = await kit.call(manager, splitCustomers, {
    params: { id: operationId },
    body: { later: 'kept' },
  })
  expect(split.status).toBe(200)
  expect(await everything(group)).toEqual(before)
  expect(
    (await kit.call(manager, splitCustomers, { params: { id: operationId }, body: {} })).code,
  ).toBe('customers.already_split')
  // Through the page of operations the same.
  const again = (await merge(manager, first.customerId, second.customerId)).body.operationId
  await kit.call(manager, takeBack, { params: { id: again }, body: {} })
  expect(await everything(group)).toEqual(before)
})

test('work done since the merge stays when it is split, on the side that is chosen', async () => {
  const { group, manager, liu, chen } = await setting()
  const first = await makeCard(kit, liu, { name: '欧阳静轩', level: 'B' })
  const second = await makeCard(kit, chen, { name: '欧阳静萱', level: 'H' })
  const { operationId } = (await merge(manager, first.customerId, second.customerId)).body
  const card = (await kit.call(liu, getCard, { params: { id: first.id } })).body
  await kit.call(liu, completeFollowUp, {
    params: { id: first.id },
    body: { followUpId: card.followUp?.id ?? '', method: 'call', isReached: true, result: '好' },
  })
  const number = someNumber()
  await kit.call(liu, addPhone, { params: { id: first.customerId }, body: { phone: number } })
  const now = (await kit.call(liu, getCustomer, { params: { id: first.customerId } })).body
  await kit.call(liu, changeCustomer, {
    params: { id: first.customerId },
    body: { version: now.version, note: '合并后写的' },
  })
  const listed = (await kit.call(liu, listMerges, { params: { id: first.customerId } })).body.items
  expect(listed[0]).toMatchObject({ name: '欧阳静萱', reason: '同一位客户' })
  expect(listed[0]?.later).toEqual(
    expect.arrayContaining([
      { name: '号码', count: 1 },
      { name: '联系记录', count: 1 },
    ]),
  )
  await kit.call(manager, splitCustomers, { params: { id: operationId }, body: { later: 'gone' } })
  const kept = (await kit.call(liu, getCustomer, { params: { id: first.customerId } })).body
  expect(kept).toMatchObject({ name: '欧阳静轩', note: '合并后写的' })
  expect(kept.phones).toHaveLength(1)
  const other = await kit.call(chen, revealPhones, { params: { id: second.customerId }, body: {} })
  expect(other.body.phones.map((phone) => phone.number.replace(/\D/g, '')).sort()).toEqual(
    [second.phone, number].sort(),
  )
  expect((await kit.call(chen, getCard, { params: { id: second.id } })).body.state).toBe('active')
  for (const one of [first, second])
    expect(await openPromises(kit.app, group.store, one.id)).toHaveLength(1)
  const moved = await runInStore(kit.app, group.store, async (ctx) => {
    const { rows } = await sql<{ customer_id: string }>`
      select customer_id from contacts where store_id = ${group.store.id}
         and opportunity_id = ${first.id}`.execute(ctx.tx)
    return rows
  })
  expect(moved).toEqual([{ customer_id: first.customerId }])
})

test('a stale or stranger merge is refused, and so are the same record and a consultant', async () => {
  const { group, manager, liu } = await setting()
  const first = await makeCard(kit, liu, { name: '甲乙丙' })
  const second = await makeCard(kit, liu, { name: '甲乙丙' })
  const body = {
    keptId: first.customerId,
    goneId: second.customerId,
    keptVersion: 1,
    goneVersion: 1,
    reason: '重复',
  }
  expect((await kit.call(liu, mergeCustomers, { body })).status).toBe(403)
  expect(
    (await kit.call(manager, mergeCustomers, { body: { ...body, keptVersion: 99 } })).code,
  ).toBe('core.stale_version')
  expect(
    (await kit.call(manager, mergeCustomers, { body: { ...body, goneId: first.customerId } })).code,
  ).toBe('customers.same_record')
  const far = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect((await kit.call(far, mergeCustomers, { body })).status).toBe(404)
})

test('suspected duplicates are found by number, plate, name and reading, with a score and its reasons', async () => {
  const { group, manager, liu } = await setting()
  const one = await makeCard(kit, liu, { name: '欧阳静轩' })
  const phone = one.phone
  const sameEnd = `138${someNumber().slice(3, 7)}${phone.slice(-4)}`
  const two = await makeCard(kit, liu, { name: '欧阳静轩', phone: sameEnd })
  const three = await makeCard(kit, liu, { name: '欧阳靖轩', phone: someNumber() })
  await makeCard(kit, liu, { name: '王伟' })
  await makeCard(kit, liu, { name: '王伟' })
  for (const id of [two.customerId, three.customerId])
    await kit.call(liu, addVehicle, {
      params: { id },
      body: { plate: '沪B88888', colour: '' },
    })
  expect((await kit.call(manager, listDuplicates, { query: {} })).body.unchecked).toBe(5)
  expect(await findDuplicates(kit.app, group.store)).toBe(5)
  expect(await findDuplicates(kit.app, group.store)).toBe(0)
  const list = (await kit.call(manager, listDuplicates, { query: {} })).body
  expect(list.unchecked).toBe(0)
  const pairs = list.items.map((pair) => [
    [pair.first.id, pair.second.id].sort().join(),
    pair.score,
    [...pair.reasons].sort(),
  ])
  const key = (a: { customerId: string }, b: { customerId: string }) =>
    [a.customerId, b.customerId].sort().join()
  expect(pairs).toEqual([
    [key(one, two), 99, ['last_four', 'name', 'rare_name']],
    [key(two, three), 90, ['name_reads_alike', 'plate']],
  ])
  expect(JSON.stringify(list)).not.toContain(phone)

  // Two people after all: said once, remembered, and taken back.
  const params = { id: list.items[1]?.id ?? '' }
  const reason = '两兄弟共用一辆车'
  expect((await kit.call(manager, dismissDuplicate, { params, body: { reason } })).status).toBe(200)
  const customer = (await kit.call(liu, getCustomer, { params: { id: three.customerId } })).body
  await kit.call(liu, changeCustomer, {
    params: { id: three.customerId },
    body: { version: customer.version, note: '看过' },
  })
  await findDuplicates(kit.app, group.store)
  expect((await kit.call(manager, listDuplicates, { query: {} })).body.items).toHaveLength(1)
  const dismissed = await kit.call(manager, listDuplicates, { query: { state: 'dismissed' } })
  expect(dismissed.body.items[0]).toMatchObject({ reason, decidedBy: manager.name })
  await kit.call(manager, recallDuplicate, { params })
  expect((await kit.call(manager, listDuplicates, { query: {} })).body.items).toHaveLength(2)

  // A merged pair is no longer listed; split again it is.
  const { operationId } = (await merge(manager, one.customerId, two.customerId)).body
  const left = (await kit.call(manager, listDuplicates, { query: {} })).body.items
  expect(left.every((pair) => ![pair.first.id, pair.second.id].includes(two.customerId))).toBe(true)
  await kit.call(manager, splitCustomers, { params: { id: operationId }, body: {} })
  expect((await kit.call(manager, listDuplicates, { query: {} })).body.items).toHaveLength(2)
  expect((await kit.call(liu, listDuplicates, { query: {} })).status).toBe(403)
})

test('every table whose rows come along in a merge has ids to be watched by', async () => {
  const { group } = await setting()
  await runInStore(kit.app, group.store, async (ctx) => {
    for (const table of customerTables().filter((one) => one.merged === 'move')) {
      const { rows } = await sql`select 1 from information_schema.columns
        where table_schema = 'keyuan' and table_name = ${table.table} and column_name = 'id'`.execute(
        ctx.tx,
      )
      expect([table.table, rows.length]).toEqual([table.table, 1])
    }
  })
})

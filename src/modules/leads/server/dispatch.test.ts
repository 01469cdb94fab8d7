import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreInfo } from '#foundation/ctx.ts'
import { findStore } from '#modules/access/index.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getLead } from '../contract.ts'
import {
  answerDispatch,
  dispatchLeads,
  listDispatchLeads,
  listDispatchOffers,
  listDispatchStores,
  recallDispatch,
  recordDispatchLeads,
} from '../contracts/lead-dispatch.ts'
import { newMobile } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
  await group.addPerson('consultant', { name: '刘洋' })
})

describe('dispatch from the head office', () => {
  let office: StoreInfo
  let dispatcher: TestPerson
  let receiver: TestPerson
  beforeEach(async () => {
    const made = await group.addStore()
    await kit.app.db
      .updateTable('stores')
      .set({ is_head_office: true })
      .where('id', '=', made.id)
      .execute()
    await sql`update stores set city = '杭州市' where id = ${group.store.id}`.execute(kit.app.db)
    office = (await findStore(kit.app.db, made.id)) as StoreInfo
    dispatcher = await group.addPerson('administrator', { storeId: office.id })
    receiver = manager
  })
  const record = (items: Record<string, unknown>[]) =>
    kit.call(dispatcher, recordDispatchLeads, {
      body: {
        items: items.map((item) => ({ name: '总部客户', phone: newMobile(), ...item })) as never,
      },
    })
  const pool = async () => (await kit.call(dispatcher, listDispatchLeads, { query: {} })).body.items

  test('sent by city, code or load; accepted it is the store’s own, returned it says why and goes out again', async () => {
    const made = await record([
      { city: '杭州', note: '想看 SUV' },
      { storeCode: group.otherStore.code },
      { city: '不知道' },
    ])
    expect(made.body).toEqual({ made: 3, known: 0 })
    const ids = (await pool()).map(({ id }) => id)
    const sent = await kit.call(dispatcher, dispatchLeads, { body: { ids, storeId: null } })
    expect(sent.body).toEqual({ sent: 3, skipped: 0 })
    const rules = Map.groupBy(await pool(), ({ rule }) => rule)
    expect([...rules.keys()].sort()).toEqual(['city', 'load', 'store'])
    const offers = (await kit.call(receiver, listDispatchOffers, {})).body.items
    const wanted = offers.find(({ note }) => note === '想看 SUV')
    expect(wanted).toMatchObject({ name: '总部客户', maskedPhone: expect.stringContaining('****') })
    const accept = () =>
      kit.call(receiver, answerDispatch, {
        params: { id: wanted?.id ?? '' },
        body: { decision: 'accept' },
      })
    const both = await Promise.all([accept(), accept()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const leadId = both.find(({ status }) => status === 200)?.body.leadId ?? ''
    const lead = await kit.call(receiver, getLead, { params: { id: leadId } })
    expect(lead.body).toMatchObject({ origin: 'head_office', note: '想看 SUV', ownerName: '刘洋' })
    const other = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
    const theirs = (await kit.call(other, listDispatchOffers, {})).body.items
    expect(theirs.map(({ id }) => id)).not.toContain(wanted?.id)
    expect(
      (
        await kit.call(other, answerDispatch, {
          params: { id: wanted?.id ?? '' },
          body: { decision: 'accept' },
        })
      ).status,
    ).toBe(404)
    const back = theirs[0]?.id ?? ''
    const silent = await kit.call(other, answerDispatch, {
      params: { id: back },
      body: { decision: 'return' },
    })
    expect(silent.code).toBe('leads.reason_needed')
    await kit.call(other, answerDispatch, {
      params: { id: back },
      body: { decision: 'return', reason: '客户在外地' },
    })
    for (const store of [group.store, group.otherStore]) await kit.settle(store)
    const now = await pool()
    expect(now.filter(({ state }) => state === 'accepted')).toMatchObject([
      { name: null, maskedPhone: null },
    ])
    const returned = now.find(({ state }) => state === 'returned')
    expect(returned).toMatchObject({ reason: '客户在外地', name: '总部客户' })
    const again = await kit.call(dispatcher, dispatchLeads, {
      body: { ids: [returned?.id ?? ''], storeId: group.store.id },
    })
    expect(again.body.sent).toBe(1)
  })

  test('a store is told once how many leads came; the sender is told of one that is returned', async () => {
    await record([{ city: '杭州' }, { city: '杭州市' }])
    const ids = (await pool()).map(({ id }) => id)
    await kit.call(dispatcher, dispatchLeads, { body: { ids, storeId: null } })
    await kit.settle(office)
    await kit.settle(group.store)
    const told = async (as: TestPerson) =>
      (await kit.call(as, listReminders, { query: {} })).body.items
        .filter(({ kind }) => kind === 'lead_dispatched' || kind === 'lead_came_back')
        .map(({ kind, count, link }) => ({ kind, count, link }))
    expect(await told(receiver)).toEqual([{ kind: 'lead_dispatched', count: 2, link: '/leads' }])
    const consultant = await group.addPerson('consultant')
    expect(await told(consultant)).toEqual([])
    const [offer] = (await kit.call(receiver, listDispatchOffers, {})).body.items
    await kit.call(receiver, answerDispatch, {
      params: { id: offer?.id ?? '' },
      body: { decision: 'return', reason: '客户在外地' },
    })
    await kit.settle(group.store)
    await kit.settle(office)
    expect(await told(dispatcher)).toMatchObject([
      { kind: 'lead_came_back', link: '/leads/dispatch?state=returned' },
    ])
  })

  test('what no store answered can be taken back; a number that is out is known; stores dispatch nothing', async () => {
    const phone = newMobile()
    await record([{ phone }])
    expect((await record([{ phone }])).body).toEqual({ made: 0, known: 1 })
    const [lead] = await pool()
    const id = lead?.id ?? ''
    await kit.call(dispatcher, dispatchLeads, { body: { ids: [id], storeId: group.store.id } })
    const offer = (await kit.call(receiver, listDispatchOffers, {})).body.items[0]?.id ?? ''
    const race = await Promise.all([
      kit.call(dispatcher, recallDispatch, { params: { id } }),
      kit.call(receiver, answerDispatch, { params: { id: offer }, body: { decision: 'accept' } }),
    ])
    expect(race.filter(({ status }) => status < 300)).toHaveLength(1)
    const stores = await kit.call(dispatcher, listDispatchStores, {})
    expect(stores.body.items.map(({ id: store }) => store)).not.toContain(office.id)
    expect((await kit.call(receiver, listDispatchStores, {})).status).toBe(403)
    expect(
      (await kit.call(receiver, recordDispatchLeads, { body: { items: [{ name: '甲', phone }] } }))
        .status,
    ).toBe(403)
  })
})

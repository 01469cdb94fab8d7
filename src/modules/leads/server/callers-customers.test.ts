import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { makeAppointment } from '#modules/appointments/contract.ts'
import { getCustomer, revealPhones, search } from '#modules/customers/contract.ts'
import { listCustomers } from '#modules/customers/contracts/list.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { closeLead, listLeads } from '../contract.ts'
import { callLead, makeLead, makeLeadPeople } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let dcc: TestPerson
let other: TestPerson
let liu: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, dcc, liu } = await makeLeadPeople(kit))
  other = await group.addPerson('dcc_agent', { name: '于电销' })
})

const see = (id: string, as = dcc) => kit.call(as, getCustomer, { params: { id } })
const reveal = (id: string, as = dcc, reason?: string) =>
  kit.call(as, revealPhones, { params: { id }, body: reason ? { reason } : {} })

describe('whose customers a caller of leads sees', () => {
  test('[001-36] the people of open leads, whoever holds them, with the number and without a reason', async () => {
    const lead = await makeLead(kit, liu)
    expect((await see(lead.customerId)).status).toBe(200)
    const opened = await reveal(lead.customerId)
    expect(opened.body.phones[0]?.number).toMatch(/^1\d{10}$/)
    expect(
      (await kit.call(dcc, listLeads, { query: { q: lead.customerName } })).body.items,
    ).toHaveLength(1)
    expect((await kit.call(dcc, timelineOf, { params: { id: lead.customerId } })).status).toBe(200)
    const made = await kit.call(dcc, makeAppointment, {
      body: {
        customerId: lead.customerId,
        personId: liu.id,
        startsAt: '2026-09-16T02:00:00Z',
        purpose: 'visit',
      },
    })
    expect(made.status).toBeLessThan(300)
  })

  test("a colleague's customer without a lead is not found: not in lists, not by search, not by reason", async () => {
    const card = await makeCard(kit, liu, { name: '王先生' })
    expect((await see(card.customerId)).code).toBe('core.not_found')
    expect((await reveal(card.customerId, dcc, '想邀约到店')).code).toBe('core.not_found')
    expect((await kit.call(dcc, listCustomers, { query: {} })).body.items).toEqual([])
    expect((await kit.call(dcc, search, { query: { q: '王先生' } })).body.items).toEqual([])
    expect((await see(card.customerId, manager)).status).toBe(200)
  })

  test('once a lead ended, whoever called it still sees the person, other callers no longer', async () => {
    const lead = await makeLead(kit, dcc)
    const called = await callLead(kit, dcc, lead, { grade: 'C' })
    expect(called.status).toBeLessThan(300)
    expect((await see(lead.customerId, other)).status).toBe(200)
    const closed = await kit.call(manager, closeLead, {
      params: { id: lead.id },
      body: { reason: '已在别处购车' },
    })
    expect(closed.body).toMatchObject({ state: 'closed' })
    expect((await see(lead.customerId)).status).toBe(200)
    expect((await see(lead.customerId, other)).code).toBe('core.not_found')
  })

  test('a consultant sees nobody through the leads of colleagues', async () => {
    const lead = await makeLead(kit, dcc)
    expect((await see(lead.customerId, liu)).code).toBe('core.not_found')
  })
})

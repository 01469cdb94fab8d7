import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getCard, openCard } from '#modules/opportunities/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { takeBack } from '#shared/operations.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  assignLeads,
  closeLead,
  getLead,
  leadsOfCustomer,
  listLeads,
  listLeadTakers,
  promoteLead,
  reopenLead,
} from '../contract.ts'
import { callLead, makeLead, newMobile } from '../testing.ts'
import { tellWithoutOwner } from './without-owner.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
  an = await group.addPerson('consultant', { name: 'A 安' })
  bo = await group.addPerson('consultant', { name: 'B 博' })
})

const record = (body: Record<string, unknown> = {}, as = manager) => makeLead(kit, as, body)
const step = (lead: { steps: { step: string }[] }) => lead.steps.map((one) => one.step)

describe('leads', () => {
  test('[001-22] a lead is recorded with source and time, and goes to the next in turn', async () => {
    const first = await record()
    const second = await record()
    const third = await record()
    expect(first).toMatchObject({
      state: 'assigned',
      origin: 'web',
      maskedPhone: expect.stringMatching(/^136\*{4}\d{4}$/),
      receivedAt: '2026-09-15T02:00:00.000Z',
      ownerName: 'A 安',
    })
    expect([second.ownerName, third.ownerName]).toEqual(['B 博', 'A 安'])
    expect(step(first)).toEqual(['received', 'assigned'])
    const takers = await kit.call(manager, listLeadTakers, {})
    expect(takers.body).toMatchObject({ rule: 'turn', people: [{ open: 2 }, { open: 1 }] })
  })

  test('[001-22] a resent lead is one lead; ten recorded at once share out evenly', async () => {
    const id = uuidv7()
    const customer = { name: '王先生', phone: newMobile() }
    const sent = await Promise.all([record({ id, customer }), record({ id, customer })])
    expect(sent.map((lead) => lead.id)).toEqual([id, id])
    await Promise.all(Array.from({ length: 9 }, () => record()))
    const takers = await kit.call(manager, listLeadTakers, {})
    expect(takers.body.people.map(({ open }) => open)).toEqual([5, 5])
  })

  test('[001-22] promoted to a card without typing again, with its customer, note and source', async () => {
    const lead = await record({ ownerId: an.id, note: '想看 SUV' })
    const promoted = await kit.call(an, promoteLead, {
      params: { id: lead.id },
      body: { level: 'A' },
    })
    expect(promoted.status).toBe(200)
    const card = await kit.call(an, getCard, { params: { id: promoted.body.opportunityId } })
    expect(card.body).toMatchObject({
      customerId: lead.customerId,
      customerName: '网上客户',
      note: '想看 SUV',
      level: 'A',
      ownerId: an.id,
      followUp: { dueOn: '2026-09-16' },
    })
    const read = await kit.call(an, getLead, { params: { id: lead.id } })
    expect(read.body).toMatchObject({ state: 'promoted', opportunityId: card.body.id })
    expect(
      (await kit.call(an, promoteLead, { params: { id: lead.id }, body: { level: 'A' } })).code,
    ).toBe('leads.wrong_state')
    await kit.settle(group.store)
    const again = await kit.call(an, getLead, { params: { id: lead.id } })
    expect(step(again.body)).toEqual(['received', 'assigned', 'promoted'])
  })

  test('[003-44] got, called, graded and kept: every step is dated and shown on the customer', async () => {
    const lead = await record({ ownerId: an.id })
    kit.clock.set('2026-09-15T03:00:00Z')
    await callLead(kit, an, lead, { grade: 'unreached' })
    kit.clock.set('2026-09-16T03:00:00Z')
    const called = await callLead(kit, an, lead, {
      attempts: 1,
      grade: 'B',
      note: '下周六来店，号码 13912345678',
    })
    expect(called.body).toMatchObject({
      grade: 'B',
      state: 'nurture',
      attempts: 2,
      firstContactAt: '2026-09-15T03:00:00.000Z',
    })
    expect(called.body.steps.at(-1)?.note).not.toContain('13912345678')
    const { body } = await kit.call(an, leadsOfCustomer, { params: { id: lead.customerId } })
    expect(body.items.map(step)).toEqual([['received', 'assigned', 'contacted', 'contacted']])
  })

  test('[003-44] an invalid number ends it with its reason; it can be opened again', async () => {
    const lead = await record({ ownerId: an.id })
    const ended = await callLead(kit, an, lead, { grade: 'invalid' })
    expect(ended.body).toMatchObject({
      state: 'closed',
      endKind: 'invalid',
      endedAt: '2026-09-15T02:00:00.000Z',
    })
    const reopened = await kit.call(an, reopenLead, { params: { id: lead.id } })
    expect(reopened.body).toMatchObject({ state: 'assigned', ownerId: an.id, endedAt: null })
    const closing = { params: { id: lead.id }, body: { reason: '重复登记' } }
    // A caller ends a lead by a grade, which is checked; only who gives leads out closes one.
    expect((await kit.call(an, closeLead, closing)).status).toBe(403)
    const closed = await kit.call(manager, closeLead, closing)
    expect(closed.body).toMatchObject({ state: 'closed', endedReason: '重复登记' })
  })

  test('[003-44] the card made at the door ends the open lead of the customer as promoted', async () => {
    const phone = newMobile()
    const lead = await record({ customer: { name: '王女士', phone }, ownerId: an.id })
    const card = await kit.call(an, openCard, {
      body: { customerId: lead.customerId, level: 'H' },
    })
    await kit.settle(group.store)
    const read = await kit.call(an, getLead, { params: { id: lead.id } })
    expect(read.body).toMatchObject({ state: 'promoted', opportunityId: card.body.id })
  })

  test('another interest of a known customer is a step of the lead, or goes to the open card', async () => {
    const phone = newMobile()
    const first = await record({ customer: { name: '李先生', phone }, ownerId: an.id })
    const again = await record({ customer: { name: '李先生', phone }, origin: 'outdoor' })
    expect(again).toMatchObject({ id: first.id, isKnown: true, timesReceived: 2, origin: 'web' })
    await kit.call(an, promoteLead, { params: { id: first.id }, body: { level: 'B' } })
    const known = await record({ customer: { name: '李先生', phone }, ownerId: bo.id })
    expect(known).toMatchObject({ isKnown: true, state: 'promoted', ownerId: an.id })
  })

  test('[001-22] assigned by hand and by the rule, some at once; a consultant may not', async () => {
    const leads = [await record({ ownerId: null }), await record({ ownerId: null })]
    expect(leads.map(({ state }) => state)).toEqual(['new', 'new'])
    const leadIds = leads.map(({ id }) => id)
    expect((await kit.call(an, assignLeads, { body: { leadIds, ownerId: an.id } })).status).toBe(
      403,
    )
    const byRule = await kit.call(manager, assignLeads, { body: { leadIds, ownerId: null } })
    expect(byRule.body).toMatchObject({ assigned: 2, skipped: 0 })
    const mine = await kit.call(an, listLeads, { query: { owner: 'me' } })
    expect(mine.body).toMatchObject({ count: 1 })
    const all = await kit.call(manager, assignLeads, {
      body: { leadIds, ownerId: bo.id, reason: '安休假' },
    })
    expect(all.body).toMatchObject({ assigned: 1, skipped: 1 })
    expect((await kit.call(an, listLeads, { query: {} })).body.count).toBe(0)
    expect((await kit.call(bo, listLeads, { query: {} })).body.count).toBe(2)
    const undone = await kit.call(manager, takeBack, {
      params: { id: all.body.operationId ?? '' },
      body: { touched: 'keep' },
    })
    expect(undone.status).toBe(200)
    expect((await kit.call(an, listLeads, { query: {} })).body.count).toBe(1)
    expect((await kit.call(bo, listLeads, { query: {} })).body.count).toBe(1)
  })

  test('[002-08] a lead without an owner is told once after the hours of the store', async () => {
    await record({ ownerId: null })
    expect(await tellWithoutOwner(kit.app, group.store)).toBe(0)
    kit.clock.set('2026-09-15T06:01:00Z')
    expect(await tellWithoutOwner(kit.app, group.store)).toBe(1)
    expect(await tellWithoutOwner(kit.app, group.store)).toBe(0)
  })

  test('leads are listed newest first, filtered and paged without a gap', async () => {
    for (const minute of [1, 2, 3, 4, 5]) {
      kit.clock.set(`2026-09-15T02:0${minute}:00Z`)
      await record({ ownerId: null, origin: minute > 3 ? 'referral' : 'web' })
    }
    const first = await kit.call(manager, listLeads, { query: { limit: 2 } })
    const second = await kit.call(manager, listLeads, {
      query: { limit: 200, cursor: first.body.nextCursor ?? '' },
    })
    const times = [...first.body.items, ...second.body.items].map(({ receivedAt }) => receivedAt)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(times).toHaveLength(5)
    const referral = await kit.call(manager, listLeads, {
      query: { origin: 'referral', owner: 'none', from: '2026-09-15', to: '2026-09-15' },
    })
    expect(referral.body.count).toBe(2)
  })
})

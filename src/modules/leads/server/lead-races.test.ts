import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreInfo } from '#foundation/ctx.ts'
import { findStore } from '#modules/access/index.ts'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getLead, listLeads, promoteLead } from '../contract.ts'
import { getLeadRules, setLeadRules } from '../contracts/lead-rules.ts'
import { checkLoss, leadQueue, moveNextCall } from '../contracts/lead-work.ts'
import { callLead, makeLead, makeLeadPeople, newMobile } from '../testing.ts'
import { tellLate } from './late-leads.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let dcc: TestPerson
let an: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, dcc, liu: an } = await makeLeadPeople(kit))
})

const record = (body: Record<string, unknown> = {}, as = manager) => makeLead(kit, as, body)

describe('several at once', () => {
  test('one number sent by many at once is one customer with one lead, received as often as sent', async () => {
    const phone = newMobile()
    const people = [manager, dcc, an, manager, dcc]
    const all = await Promise.all(
      people.map((as, n) => record({ customer: { name: `客户${n}`, phone } }, as)),
    )
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    const { items } = (await kit.call(manager, listLeads, { query: {} })).body
    expect(items).toMatchObject([{ timesReceived: 5 }])
  })

  test('[003-22] a card made twice by the same press is one; two people get one card', async () => {
    const lead = await record({ ownerId: an.id })
    const id = uuidv7()
    const press = (as: TestPerson, cardId: string) =>
      kit.call(as, promoteLead, { params: { id: lead.id }, body: { id: cardId, level: 'H' } })
    const same = await Promise.all([press(an, id), press(an, id)])
    expect(same.map(({ status }) => status)).toEqual([200, 200])
    expect(same.map(({ body }) => body.opportunityId)).toEqual([id, id])
    expect((await press(manager, uuidv7())).status).toBe(409)
    const card = await kit.call(an, getCard, { params: { id } })
    expect(card.body).toMatchObject({ origin: 'lead' })
  })

  test('[002-50] the card of a lead graded A knows that it came from a lead', async () => {
    const lead = await record()
    const { body } = await callLead(kit, dcc, lead, { grade: 'A', consultantId: an.id })
    const card = await kit.call(an, getCard, { params: { id: body.opportunityId ?? '' } })
    expect(card.body).toMatchObject({ origin: 'lead', ownerId: an.id })
  })

  test('[003-21] two who grade one lead at once: one wins, the other is told what it is now', async () => {
    const lead = await record()
    const params = { id: lead.id }
    const grades = [
      [dcc, 'B'],
      [manager, 'unreached'],
    ] as const
    const answers = await Promise.all(
      grades.map(([as, grade]) => callLead(kit, as, lead, { attempts: lead.attempts, grade })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [won, told] = answers.toSorted((a, b) => a.status - b.status)
    const current = { attempts: 1, grade: won?.body.grade }
    expect(told?.body).toMatchObject({ code: 'core.stale_version', details: { current } })
    const read = await kit.call(manager, getLead, { params })
    expect(read.body).toMatchObject(current)
    // Having seen it, they grade it again.
    const again = await callLead(kit, dcc, lead, { attempts: 1, grade: 'C' })
    expect(again.body).toMatchObject({ grade: 'C', attempts: 2 })
  })

  test('two who decide on a lead given up at once: one wins, the other is told', async () => {
    const lead = await record()
    const params = { id: lead.id }
    await callLead(kit, dcc, lead, { grade: 'D' })
    const other = await group.addPerson('care_agent')
    const answers = await Promise.all([
      kit.call(manager, checkLoss, { params, body: { decision: 'confirm', reason: '已购他车' } }),
      kit.call(other, checkLoss, { params, body: { decision: 'return', reason: '仍有意向' } }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

test('[003-22] a lead given up is only brought back by what the customer says; nobody gives it up again', async () => {
  const lead = await record({ ownerId: dcc.id })
  await callLead(kit, dcc, lead, { grade: 'D' })
  for (const grade of ['D', 'unreached'] as const)
    expect((await callLead(kit, an, lead, { attempts: 1, grade })).status).toBe(404)
  for (const grade of ['D', 'unreached'] as const) {
    const refused = await callLead(kit, manager, lead, { attempts: 1, grade })
    expect(refused).toMatchObject({ status: 409, body: { code: 'leads.wrong_state' } })
  }
  const { body } = await callLead(kit, manager, lead, { attempts: 1, grade: 'B' })
  expect(body).toMatchObject({ state: 'nurture', lostProposedBy: null })
})

test('putting a call off is no call: it counts as no try and no contact', async () => {
  const lead = await record({ ownerId: dcc.id })
  const params = { id: lead.id }
  const { body } = await kit.call(dcc, moveNextCall, { params, body: { on: '2026-09-17' } })
  expect(body).toMatchObject({ attempts: 0, firstContactAt: null })
  expect(body.steps.at(-1)).toMatchObject({ step: 'put_off', to: '2026-09-17' })
  const waiting = await kit.call(dcc, leadQueue, { query: {} })
  expect(waiting.body.items).toMatchObject([{ id: lead.id, dueKind: 'first' }])
})

test('nobody’s late lead goes to the managers at once; one with a person rises after the store’s minutes', async () => {
  const { body } = await kit.call(manager, getLeadRules, {})
  const set = await kit.call(manager, setLeadRules, {
    body: { ...body.rules, riseMinutes: 60 },
  })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  await record({ ownerId: null })
  await record({ ownerId: dcc.id })
  kit.clock.set('2026-09-15T02:31:00Z')
  const store = (await findStore(kit.app.db, group.store.id)) as StoreInfo
  expect(await tellLate(kit.app, store)).toBe(2)
  kit.clock.set('2026-09-15T03:29:00Z')
  expect(await tellLate(kit.app, store)).toBe(0)
  kit.clock.set('2026-09-15T03:31:00Z')
  const both = await Promise.all([tellLate(kit.app, store), tellLate(kit.app, store)])
  expect(both.reduce((sum, n) => sum + n, 0)).toBe(1)
})

test('the rules for leads are read by who works with leads and changed by who manages the store', async () => {
  const admin = await group.addPerson('administrator')
  const stranger = await group.addPerson('service_advisor')
  const { status, body } = await kit.call(dcc, getLeadRules, {})
  expect(status).toBe(200)
  expect((await kit.call(dcc, setLeadRules, { body: body.rules })).status).toBe(403)
  expect((await kit.call(stranger, getLeadRules, {})).status).toBe(403)
  expect((await kit.call(admin, getLeadRules, {})).status).toBe(200)
  expect((await kit.call(admin, setLeadRules, { body: body.rules })).status).toBe(200)
})

test('leads of another store are not found, whatever is done to them', async () => {
  const lead = await record()
  const other = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  const params = { id: lead.id }
  const answers = [
    await kit.call(other, getLead, { params }),
    await callLead(kit, other, lead, { grade: 'A' }),
    await kit.call(other, promoteLead, { params, body: { level: 'H' } }),
    await kit.call(other, moveNextCall, { params, body: { on: null } }),
    await kit.call(other, checkLoss, { params, body: { decision: 'confirm', reason: '已购他车' } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { makeAppointment } from '#modules/appointments/contract.ts'
import { getCard } from '#modules/opportunities/contract.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { closeVisit, openVisit } from '#modules/showroom/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { suggestGrade, usualQuestions } from '#shared/lead-questions.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { keepWatch } from '../../appointments/server/clock.ts'
import { getLead, type LeadGrade, type LeadRecord } from '../contract.ts'
import { getLeadRules, setLeadRules } from '../contracts/lead-rules.ts'
import { checkLoss, leadQueue, listLossChecks, moveNextCall } from '../contracts/lead-work.ts'
import { callLead, makeLead, makeLeadPeople } from '../testing.ts'
import { tellLate } from './late-leads.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let care: TestPerson
let dcc: TestPerson
let liu: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, dcc, liu } = await makeLeadPeople(kit))
  care = await group.addPerson('care_agent', { name: '何客服' })
})

/** Calls a lead as it is now. */
const call = async (
  lead: { id: string },
  given: { grade: LeadGrade } & Record<string, unknown>,
  as = dcc,
) => callLead(kit, as, lead, { attempts: (await read(lead)).attempts, ...given })
const read = async (lead: { id: string }): Promise<LeadRecord> =>
  (await kit.call(manager, getLead, { params: { id: lead.id } })).body
const steps = (lead: LeadRecord) => lead.steps.map(({ step }) => step)

describe('the verification call', () => {
  test('[001-36] fixed questions are asked, the answers kept, and the weakest one suggests the grade', async () => {
    const { body } = await kit.call(dcc, getLeadRules, {})
    expect(body).toMatchObject({ from: 'usual' })
    expect(body.rules.questions.map(({ key }) => key)).toEqual(usualQuestions.map(({ key }) => key))
    expect(
      suggestGrade(usualQuestions, [
        { key: 'visit', option: 'fortnight' },
        { key: 'purchase', option: 'month' },
      ]),
    ).toMatchObject({ grade: 'B', because: { key: 'visit' }, days: 30 })
    const lead = await makeLead(kit, dcc)
    const called = await call(lead, {
      grade: 'B',
      answers: [
        { key: 'visit', option: 'fortnight' },
        { key: 'rivals', text: '途岳，电话 13912345678' },
      ],
    })
    expect(called.body.answers).toMatchObject([
      { question: '什么时候方便到店看车、试驾？', answer: '15 天内' },
      { question: '还在比较哪些车？', answer: expect.stringContaining('途岳') },
    ])
    expect(JSON.stringify(called.body.answers)).not.toContain('13912345678')
    const wrong = await call(lead, { grade: 'B', answers: [{ key: 'visit', option: 'maybe' }] })
    expect(wrong.code).toBe('leads.no_such_answer')
  })

  test('[001-36] the questions are data of the store, or of the group; two changes at once do not overwrite', async () => {
    const { body } = await kit.call(manager, getLeadRules, {})
    const asked = [
      {
        key: 'when',
        zh: '何时来？',
        en: 'When?',
        kind: 'choice' as const,
        options: [{ key: 'soon', zh: '马上', en: 'Soon', grade: 'A' as const, days: 3 }],
      },
    ]
    const both = await Promise.all([
      kit.call(manager, setLeadRules, { body: { ...body.rules, questions: asked } }),
      kit.call(manager, setLeadRules, { body: { ...body.rules, targetMinutes: 15 } }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const now = await kit.call(manager, getLeadRules, {})
    expect(now.body.rules.version).toBe(1)
    expect(now.body.from).toBe('store')
    expect((await kit.call(liu, setLeadRules, { body: body.rules })).status).toBe(403)
  })

  test('[003-21][003-22] A becomes a card of a consultant with its first follow-up and the date of the answer', async () => {
    const lead = await makeLead(kit, dcc)
    const id = uuidv7()
    const answers = [
      { key: 'visit', option: 'week' },
      { key: 'purchase', option: 'week' },
    ]
    const called = await call(lead, { id, grade: 'A', answers, note: '周六上午来' })
    expect(called.body).toMatchObject({
      state: 'promoted',
      grade: 'A',
      verifiedGrade: 'A',
      ownerName: '刘洋',
      callerName: '丁电销',
    })
    const card = await kit.call(liu, getCard, {
      params: { id: called.body.opportunityId as string },
    })
    expect(card.body).toMatchObject({
      ownerId: liu.id,
      expectedOn: '2026-09-22',
      level: 'H',
      followUp: { dueOn: '2026-09-16' },
    })
    const again = await call(lead, { id, grade: 'A', answers })
    expect(again.body).toMatchObject({ id: lead.id, attempts: 1, state: 'promoted' })
  })

  test('[003-22] B and C are nurtured by the cadence of their grade and may rise', async () => {
    const lead = await makeLead(kit, dcc)
    const first = await call(lead, { grade: 'C' })
    expect(first.body).toMatchObject({
      state: 'nurture',
      dueKind: 'nurture',
      dueAt: '2026-09-22T01:00:00.000Z',
    })
    kit.clock.set('2026-09-22T02:00:00Z')
    expect((await call(lead, { grade: 'C' })).body.dueAt).toBe('2026-10-07T01:00:00.000Z')
    const agreed = await call(lead, { grade: 'B', nextOn: '2026-09-25' })
    expect(agreed.body).toMatchObject({ grade: 'B', dueAt: '2026-09-25T01:00:00.000Z' })
    expect((await call(lead, { grade: 'B', nextOn: '2026-09-01' })).code).toBe(
      'leads.not_in_future',
    )
    const risen = await call(lead, { grade: 'A' })
    expect(risen.body).toMatchObject({ state: 'promoted', verifiedGrade: 'C', grade: 'A' })
  })

  test('[003-22] D waits for somebody else, who confirms the loss or returns it with a reason', async () => {
    const lead = await makeLead(kit, manager)
    const given = await call(lead, { grade: 'D', note: '已买其他品牌' }, manager)
    expect(given.body).toMatchObject({ state: 'lost_pending', dueAt: null })
    const check = (as: TestPerson, decision: 'confirm' | 'return', reason = '客户确认') =>
      kit.call(as, checkLoss, { params: { id: lead.id }, body: { decision, reason } })
    expect((await check(dcc, 'confirm')).status).toBe(403)
    expect((await check(manager, 'confirm')).code).toBe('leads.checker_is_proposer')
    const waiting = await kit.call(care, listLossChecks, { query: {} })
    expect(waiting.body).toMatchObject({ count: 1, items: [{ id: lead.id }] })
    const returned = await check(care, 'return', '只是推迟，月底再联系')
    expect(returned.body).toMatchObject({ state: 'assigned', grade: null })
    expect(steps(returned.body).slice(-2)).toEqual(['loss_proposed', 'loss_returned'])
    await call(lead, { grade: 'D' }, manager)
    const both = await Promise.all([check(care, 'confirm'), check(care, 'return')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    if (both[0].status === 200)
      expect(await read(lead)).toMatchObject({ state: 'closed', endKind: 'lost' })
  })

  test('[003-22] a nurtured lead that is given up and returned is nurtured again by its grade', async () => {
    for (const grade of ['B', 'C'] as const) {
      const lead = await makeLead(kit, dcc)
      await call(lead, { grade })
      await call(lead, { grade: 'D' })
      const returned = await kit.call(care, checkLoss, {
        params: { id: lead.id },
        body: { decision: 'return', reason: '只是推迟' },
      })
      expect(returned.body).toMatchObject({ state: 'nurture', grade })
    }
  })

  test('[003-21] unreached comes back on other days and hours by plan, then waits for the check', async () => {
    const lead = await makeLead(kit, dcc)
    const due: (string | null)[] = []
    for (let n = 0; n < 4; n += 1) {
      const { body } = await call(lead, { grade: 'unreached' })
      due.push(body.dueAt)
      kit.clock.set(new Date(body.dueAt as string))
    }
    expect(due).toEqual([
      '2026-09-15T10:30:00.000Z',
      '2026-09-16T02:00:00.000Z',
      '2026-09-19T06:30:00.000Z',
      '2026-09-25T11:00:00.000Z',
    ])
    const last = await call(lead, { grade: 'unreached' })
    expect(last.body).toMatchObject({
      state: 'lost_pending',
      attempts: 5,
      verifiedGrade: 'unreached',
    })
    const confirmed = await kit.call(care, checkLoss, {
      params: { id: lead.id },
      body: { decision: 'confirm', reason: '五次未接通' },
    })
    expect(confirmed.body).toMatchObject({ state: 'closed', endKind: 'unreached' })
  })

  test('[003-21] the queue is ordered by when calls are due, each with why', async () => {
    const early = await makeLead(kit, dcc)
    kit.clock.set('2026-09-15T02:10:00Z')
    const late = await makeLead(kit, dcc)
    const missed = await makeLead(kit, dcc)
    await call(missed, { grade: 'unreached' })
    const nurtured = await makeLead(kit, dcc)
    await call(nurtured, { grade: 'B' })
    const { body } = await kit.call(dcc, leadQueue, { query: {} })
    expect(body.items.map(({ id, dueKind }) => [id, dueKind])).toEqual([
      [early.id, 'first'],
      [late.id, 'first'],
      [missed.id, 'retry'],
      [nurtured.id, 'nurture'],
    ])
    expect(body.counts).toMatchObject({ all: 4, due: 0, byKind: { first: 2, retry: 1 } })
    kit.clock.set('2026-09-15T02:35:00Z')
    const now = await kit.call(dcc, leadQueue, { query: { due: 'now', limit: 1 } })
    expect(now.body).toMatchObject({ items: [{ id: early.id }], counts: { due: 1 } })
    const page = await kit.call(dcc, leadQueue, { query: { limit: 2 } })
    const rest = await kit.call(dcc, leadQueue, {
      query: { limit: 2, cursor: page.body.nextCursor as string },
    })
    expect(rest.body.items.map(({ id }) => id)).toEqual([missed.id, nurtured.id])
  })

  test('the speed to the lead counts working minutes; past the target its person is told, then the manager, once each', async () => {
    const lead = await makeLead(kit, dcc)
    expect(lead).toMatchObject({ answerDueAt: '2026-09-15T02:30:00.000Z', answerMinutes: null })
    kit.clock.set('2026-09-15T02:29:00Z')
    expect(await tellLate(kit.app, group.store)).toBe(0)
    const told = async (as: TestPerson) => {
      await kit.settle(group.store)
      const { items } = (await kit.call(as, listReminders, { query: {} })).body
      return items.filter(({ kind }) => kind === 'lead_late').length
    }
    kit.clock.set('2026-09-15T02:45:00Z')
    expect(await tellLate(kit.app, group.store)).toBe(1)
    expect(await tellLate(kit.app, group.store)).toBe(0)
    expect([await told(dcc), await told(manager)]).toEqual([1, 0])
    kit.clock.set('2026-09-15T03:00:00Z')
    expect(await tellLate(kit.app, group.store)).toBe(1)
    expect(await tellLate(kit.app, group.store)).toBe(0)
    expect([await told(dcc), await told(manager)]).toEqual([1, 1])
    kit.clock.set('2026-09-15T02:45:00Z')
    expect((await call(lead, { grade: 'unreached' })).body).toMatchObject({ answerMinutes: 45 })
    // Received at night: the clock begins when the store opens.
    kit.clock.set('2026-09-15T15:00:00Z')
    expect((await makeLead(kit, dcc)).answerDueAt).toBe('2026-09-16T01:30:00.000Z')
  })

  test('[003-22] an invitation missed is counted and comes up again, until the customer arrives', async () => {
    const lead = await makeLead(kit, dcc)
    const { body: called } = await call(lead, { grade: 'A' })
    const invite = async (startsAt: string) => {
      const made = await kit.call(dcc, makeAppointment, {
        body: { customerId: lead.customerId, startsAt, purpose: 'visit' },
      })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      await kit.settle(group.store)
    }
    await invite('2026-09-16T02:00:00Z')
    expect(await read(lead)).toMatchObject({
      invitations: 1,
      noShows: 0,
      invitedFor: '2026-09-16T02:00:00.000Z',
    })
    kit.clock.set('2026-09-16T04:00:00Z')
    await runInStore(kit.app, group.store, keepWatch)
    await kit.settle(group.store)
    expect(await read(lead)).toMatchObject({
      noShows: 1,
      invitedFor: null,
      dueKind: 'invite',
      dueAt: '2026-09-17T01:00:00.000Z',
    })
    const queue = await kit.call(dcc, leadQueue, { query: { kind: 'invite' } })
    expect(queue.body.items.map(({ id }) => id)).toEqual([lead.id])
    const put = await kit.call(dcc, moveNextCall, {
      params: { id: lead.id },
      body: { on: '2026-09-18', note: '占线' },
    })
    expect(put.body.dueAt).toBe('2026-09-18T01:00:00.000Z')
    await invite('2026-09-18T06:00:00Z')
    expect(await read(lead)).toMatchObject({ invitations: 2, dueAt: null })
    kit.clock.set('2026-09-18T06:05:00Z')
    const visit = await kit.call(manager, openVisit, {
      body: { channel: 'walk-in', receiverId: liu.id },
    })
    kit.clock.set('2026-09-18T07:00:00Z')
    const closed = await kit.call(manager, closeVisit, {
      params: { id: visit.body.id },
      body: { outcome: 'repeat', customerId: lead.customerId, version: visit.body.version },
    })
    expect(closed.status, JSON.stringify(closed.body)).toBeLessThan(300)
    await kit.settle(group.store)
    const arrived = await read(lead)
    expect(arrived).toMatchObject({ arrivedAt: '2026-09-18T06:05:00.000Z', dueAt: null })
    expect(
      steps(arrived).filter((step) => ['invited', 'no_show', 'arrived'].includes(step)),
    ).toEqual(['invited', 'no_show', 'invited', 'arrived'])
    expect(called.opportunityId).not.toBeNull()
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addCard } from '#modules/metrics/testing.ts'
import { recordLead } from '#modules/leads/contract.ts'
import { assignLeads } from '#modules/leads/contract.ts'
import { handOver, previewHandOver } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { askLeave } from '#modules/showroom/contracts/rotation.ts'
import { someNumber } from '#modules/customers/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { setTargets } from '../contract.ts'
import {
  addScheme,
  changeScheme,
  closeAppraisal,
  exportAppraisal,
  getAppraisal,
  getAppraisalPaper,
  listMyAppraisals,
  reopenAppraisal,
} from '../contracts/appraisals.ts'
import { getWorkload, proposeLeadShares } from '../contracts/workload.ts'
import { addDeal } from '../testing.ts'

describe('appraisals', () => {
  let kit: TestApp
  let group: TestGroup
  let manager: TestPerson
  let anna: TestPerson
  let ben: TestPerson
  let schemeId: string
  beforeAll(async () => {
    kit = await startTestApp()
    group = await makeGroup(kit.app, { settings: { minimumN: 1 } })
    manager = await group.addPerson('sales_manager', { name: '陈经理' })
    anna = await group.addPerson('consultant', { name: '安娜' })
    ben = await group.addPerson('consultant', { name: '本' })
    for (const day of ['2026-08-03', '2026-08-10', '2026-08-20', '2026-08-21'])
      await addDeal(kit.app, group.store, { owner: anna.id, signedOn: day })
    await addDeal(kit.app, group.store, { owner: ben.id, signedOn: '2026-08-11' })
    for (const [owner, keptOn] of [
      [anna, '2026-08-05'],
      [anna, '2026-08-05'],
      [ben, '2026-08-05'],
      [ben, '2026-08-09'],
    ] as const)
      await addCard(kit.app, group.store, {
        owner: owner.id,
        name: '客户',
        openedOn: '2026-08-01',
        dueOn: '2026-08-05',
        keptOn,
      })
    await kit.call(manager, setTargets, {
      body: {
        cells: [anna, ben].map((person) => ({
          metric: 'deals' as const,
          scope: 'consultant' as const,
          subject: person.id,
          period: '2026-08',
          value: 5,
          revision: 0,
        })),
      },
    })
    const scheme = await kit.call(manager, addScheme, {
      body: {
        name: '月度考核',
        periodKind: 'month',
        measures: [
          { metric: 'deals', weight: 70, floor: 0.5, cap: 1.2 },
          { metric: 'promise_keeping', weight: 30, target: { kind: 'fixed', value: 0.8 } },
        ],
      },
    })
    expect(scheme.status).toBe(201)
    schemeId = scheme.body.id
  })
  afterAll(() => kit.close())

  const august = () => ({ params: { id: schemeId, period: '2026-08' } })

  test('[002-63] every part of the points is shown: value, target, score, weight', async () => {
    const { body } = await kit.call(manager, getAppraisal, august())
    expect(body.isClosed).toBe(false)
    expect(body.people.map((one) => [one.name, one.place, one.points])).toEqual([
      ['安娜', 1, 92],
      ['本', 2, 18.75],
    ])
    expect(body.people[0]?.parts).toMatchObject([
      { metric: 'deals', value: 4, target: 5, attainment: 0.8, weight: 70, points: 56 },
      { metric: 'promise_keeping', value: 1, target: 0.8, score: 1.2, weight: 30, points: 36 },
    ])
    expect(body.people[1]?.parts[0]).toMatchObject({ attainment: 0.2, score: 0, points: 0 })
  })

  test('[002-63] weights make 100, a period that is not over is not closed', async () => {
    const refused = await kit.call(manager, addScheme, {
      body: { name: '差一点', periodKind: 'month', measures: [{ metric: 'deals', weight: 90 }] },
    })
    expect(refused.code).toBe('appraisals.not_100')
    const early = await kit.call(manager, closeAppraisal, {
      params: { id: schemeId, period: '2026-09' },
    })
    expect(early.code).toBe('appraisals.not_over')
    const wrong = await kit.call(manager, getAppraisal, {
      params: { id: schemeId, period: '2026-Q3' },
    })
    expect(wrong.code).toBe('appraisals.wrong_period')
  })

  test('[002-63] closed once, whoever presses first; what happens later moves nothing', async () => {
    const before = (await kit.call(manager, getAppraisal, august())).body.people
    const other = await group.addPerson('general_manager')
    const answers = await Promise.all([
      kit.call(manager, closeAppraisal, august()),
      kit.call(other, closeAppraisal, august()),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    await addDeal(kit.app, group.store, { owner: ben.id, signedOn: '2026-08-30' })
    await kit.call(manager, changeScheme, {
      params: { id: schemeId },
      body: {
        version: 1,
        name: '改过',
        periodKind: 'month',
        measures: [{ metric: 'deals', weight: 100 }],
      },
    })
    const after = await kit.call(manager, getAppraisal, august())
    expect(after.body).toMatchObject({ isClosed: true, scheme: { name: '月度考核' } })
    expect(after.body.people).toEqual(before)
    const mine = await kit.call(ben, getAppraisal, august())
    expect(mine.body.people.map((one) => one.name)).toEqual(['本'])
    expect((await kit.call(ben, listMyAppraisals, {})).body.items).toMatchObject([
      { period: '2026-08', points: 18.75 },
    ])
    expect((await kit.call(ben, closeAppraisal, august())).status).toBe(403)
  })

  test('[002-63] it is printed and exported, and may be opened again with a reason', async () => {
    const paper = await kit.call(manager, getAppraisalPaper, august())
    expect(paper.body.parts).toHaveLength(2)
    const file = await kit.call(manager, exportAppraisal, {
      ...august(),
      query: { format: 'xlsx' },
    })
    expect(file.status).toBe(200)
    const own = (format: 'xlsx' | 'pdf') =>
      kit.call(ben, exportAppraisal, { ...august(), query: { format } })
    expect((await own('xlsx')).status).toBe(403)
    expect((await own('pdf')).status).toBe(200)
    const opened = await kit.call(manager, reopenAppraisal, {
      ...august(),
      body: { reason: '漏了一单' },
    })
    expect(opened.body).toMatchObject({ isClosed: false, scheme: { name: '改过' } })
    expect(opened.body.people.find((one) => one.name === '本')?.parts[0]?.value).toBe(2)
    const again = await kit.call(manager, reopenAppraisal, {
      ...august(),
      body: { reason: '再来一次' },
    })
    expect(again.code).toBe('appraisals.not_closed')
  })

  test("[002-29] one screen shows each member's load, and cards are shared out by it after a preview", async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const busy = await own.addPerson('consultant', { name: '忙' })
    const idle = await own.addPerson('consultant', { name: '闲' })
    const cards = []
    for (const level of ['H', 'A', 'A', 'B'] as const)
      cards.push(await makeCard(kit, busy, { name: `客${cards.length}`, level }))
    const { body } = await kit.call(boss, getWorkload, {})
    const person = (id: string) => body.people.find((one) => one.personId === id)
    expect(person(busy.id)).toMatchObject({
      cards: { H: 1, A: 2, B: 1, C: 0 },
      openCards: 4,
      due: [0, 4, 0, 0, 0, 0, 0],
      overdue: 0,
    })
    expect(person(idle.id)?.openCards).toBe(0)
    const choice = {
      fromId: busy.id,
      receiverIds: [idle.id],
      rule: 'load' as const,
      customerIds: cards.slice(0, 2).map((card) => card.customerId),
    }
    const preview = await kit.call(boss, previewHandOver, { body: choice })
    expect(preview.body.receivers).toMatchObject([{ id: idle.id, cardsNow: 0, cards: 2 }])
    await kit.call(boss, handOver, { body: { ...choice, reason: '按负荷分配' } })
    const after = await kit.call(boss, getWorkload, {})
    expect(after.body.people.map((one) => [one.name, one.openCards]).sort()).toEqual([
      ['忙', 2],
      ['闲', 2],
    ])
  })

  test('[002-29] what is overdue is part of the load of today, against the capacity', async () => {
    const own = await makeGroup(kit.app, { settings: { dailyCapacity: 10 } })
    const boss = await own.addPerson('sales_manager')
    const busy = await own.addPerson('consultant')
    for (let n = 0; n < 3; n += 1) await makeCard(kit, busy, { name: `旧${n}`, level: 'A' })
    kit.clock.set('2026-09-18T02:00:00Z')
    for (let n = 0; n < 2; n += 1) await makeCard(kit, busy, { name: `新${n}`, level: 'A' })
    kit.clock.set('2026-09-19T02:00:00Z')
    const { body } = await kit.call(boss, getWorkload, {})
    kit.clock.set('2026-09-15T02:00:00Z')
    expect(body.people.find(({ personId }) => personId === busy.id)).toMatchObject({
      overdue: 3,
      due: [2, 0, 0, 0, 0, 0, 0],
      capacity: 10,
      load: 0.5,
    })
  })

  test('[002-29] leads go to whoever then has the fewest, people away left out', async () => {
    const own = await makeGroup(kit.app, { settings: { leadRule: 'hand' } })
    const boss = await own.addPerson('sales_manager')
    const one = await own.addPerson('consultant', { name: '一' })
    const two = await own.addPerson('consultant', { name: '二' })
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) {
      const made = await kit.call(boss, recordLead, {
        body: { customer: { name: `线索${n}`, phone: someNumber() }, origin: 'web' },
      })
      ids.push(made.body.id)
    }
    await kit.call(boss, assignLeads, { body: { leadIds: ids.slice(0, 1), ownerId: one.id } })
    const { body } = await kit.call(boss, proposeLeadShares, {})
    expect(body.leads).toHaveLength(4)
    expect(body.people.map((person) => [person.name, person.now, person.gets]).sort()).toEqual([
      ['一', 1, 2],
      ['二', 0, 2],
    ])
    expect(body.leads[0]?.toId).toBe(two.id)
    const leave = await kit.call(boss, askLeave, {
      body: { personId: two.id, from: '2026-09-15', to: '2026-09-15', part: 'all', kind: 'rest' },
    })
    expect(leave.status, JSON.stringify(leave.body)).toBe(201)
    const without = (await kit.call(boss, proposeLeadShares, {})).body
    expect(without.people).toMatchObject([{ personId: one.id, now: 1, gets: 4 }])
    expect(without.leads.every(({ toId }) => toId === one.id)).toBe(true)
    // Asked for by name they take part: the manager knows that they come.
    const named = await kit.call(boss, proposeLeadShares, { query: { to: two.id } })
    expect(named.body.people).toMatchObject([{ personId: two.id, gets: 4 }])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { changeCard, completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { listRoadWords } from '../contract.ts'
import {
  addEnquiry,
  effortBreaches,
  type EffortPolicy,
  getEffort,
  listEnquiries,
  saveEffort,
} from '../contracts/effort.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let an: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant')
})

const policy = (given: EffortPolicy) => given
async function setPolicy(given: EffortPolicy) {
  const { version } = (await kit.call(manager, getEffort, {})).body
  const saved = await kit.call(manager, saveEffort, { body: { policy: given, version } })
  expect(saved.status).toBe(200)
  await kit.settle(group.store)
}
const dueOf = async (id: string) =>
  (await kit.call(an, getCard, { params: { id } })).body.followUp?.dueOn
const reach = async (id: string, more: { nextDueOn?: string } = {}) => {
  const card = (await kit.call(an, getCard, { params: { id } })).body
  return kit.call(an, completeFollowUp, {
    params: { id },
    body: {
      followUpId: card.followUp?.id as string,
      method: 'call',
      isReached: true,
      result: '有意向',
      ...more,
    },
  })
}

describe('the effort policy by stage', () => {
  test('[002-62] the promise keeps to the sooner of level and stage', async () => {
    const card = await makeCard(kit, an, { level: 'C' })
    await reach(card.id)
    expect(await dueOf(card.id)).toBe('2026-09-30')
    await setPolicy(policy({ '25': { gapDays: 5, replyMinutes: null, help: '' } }))
    // A new policy holds from the day on.
    expect(await dueOf(card.id)).toBe('2026-09-20')
    await reach(card.id)
    expect(await dueOf(card.id)).toBe('2026-09-20')
    const late = await reach(card.id, { nextDueOn: '2026-09-21' })
    expect(late.body).toMatchObject({ code: 'opportunities.next_too_late' })
  })

  test('[002-62] a level that wants the customer sooner stands; a stage entered pulls the promise', async () => {
    await setPolicy(
      policy({
        '25': { gapDays: 30, replyMinutes: null, help: '' },
        '50': { gapDays: 2, replyMinutes: null, help: '展厅经理陪同' },
      }),
    )
    const card = await makeCard(kit, an, { level: 'B' })
    await reach(card.id)
    expect(await dueOf(card.id)).toBe('2026-09-22')
    const { version } = (await kit.call(an, getCard, { params: { id: card.id } })).body
    await kit.call(an, changeCard, { params: { id: card.id }, body: { version, stage: 50 } })
    expect(await dueOf(card.id)).toBe('2026-09-17')
  })

  test('[002-62] enquiries run against the stage’s minutes; breaches are listed for the manager', async () => {
    await setPolicy(policy({ '25': { gapDays: 3, replyMinutes: 30, help: '' } }))
    const quick = await makeCard(kit, an, { name: '快' })
    const slow = await makeCard(kit, an, { name: '慢' })
    for (const { id } of [quick, slow])
      await kit.call(an, addEnquiry, {
        params: { id },
        body: { channel: 'message', words: '有现车吗' },
      })
    kit.clock.set('2026-09-15T02:20:00Z')
    await reach(quick.id)
    await kit.settle(group.store)
    kit.clock.set('2026-09-15T03:00:00Z')
    const [answered] = (await kit.call(an, listEnquiries, { params: { id: quick.id } })).body.items
    expect(answered).toMatchObject({ isLate: false, dueAt: '2026-09-15T02:30:00.000Z' })
    const now = (await kit.call(manager, effortBreaches, {})).body
    expect(now.items).toMatchObject([
      { kind: 'reply', customer: { name: '慢' }, took: 60, limit: 30 },
    ])
    kit.clock.set('2026-09-19T02:00:00Z')
    const later = (await kit.call(manager, effortBreaches, {})).body
    expect(later.items.filter((one) => one.kind === 'gap')).toMatchObject([
      { took: 4, limit: 3 },
      { took: 4, limit: 3 },
    ])
    expect(later.byStage).toEqual([{ stage: 25, cards: 2, gap: 2, reply: 1 }])
    const bo = await group.addPerson('consultant')
    expect((await kit.call(bo, effortBreaches, {})).body.items).toEqual([])
  })

  test('an administrator, who sees no customers, reads and sets the policy and the words', async () => {
    const admin = await group.addPerson('administrator')
    const read = await kit.call(admin, getEffort, {})
    expect(read.status).toBe(200)
    const body = { policy: policy({ '25': { gapDays: 5, replyMinutes: null, help: '' } }) }
    const saved = await kit.call(admin, saveEffort, {
      body: { ...body, version: read.body.version },
    })
    expect(saved.status).toBe(200)
    expect((await kit.call(admin, listRoadWords, {})).status).toBe(200)
    expect((await kit.call(admin, effortBreaches, {})).status).toBe(403)
  })

  test('of two managers who change the policy at once one wins', async () => {
    const { version } = (await kit.call(manager, getEffort, {})).body
    const second = await group.addPerson('sales_manager')
    const save = (as: TestPerson, gapDays: number) =>
      kit.call(as, saveEffort, {
        body: { policy: { '25': { gapDays, replyMinutes: null, help: '' } }, version },
      })
    const both = await Promise.all([save(manager, 4), save(second, 6)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    expect((await kit.call(an, saveEffort, { body: { policy: {}, version } })).status).toBe(403)
  })
})

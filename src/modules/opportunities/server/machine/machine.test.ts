import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { changeCard, completeFollowUp, getCard, openCard } from '../../contract.ts'
import {
  askApproval,
  decideApproval,
  listApprovals,
  withdrawApproval,
} from '../../contracts/approvals.ts'
import { opportunityStates } from '../../contracts/card.ts'
import { activateCard, suspendCard, terminateCard } from '../../contracts/card-endings.ts'
import {
  listMachineHistory,
  listStages,
  type MachineRules,
  readMachine,
  saveMachine,
} from '../../contracts/machine.ts'
import { makeCard, openPromises } from '../../testing.ts'
import { stepList } from '../states.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let manager: TestPerson
let general: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  manager = await group.addPerson('sales_manager', { name: '高经理' })
  general = await group.addPerson('general_manager', { name: '总经理' })
})

const card = async (id: string) => (await kit.call(manager, getCard, { params: { id } })).body
const setRules = async (
  change: (rules: MachineRules) => MachineRules,
  as = manager,
  scope: 'store' | 'group' = 'store',
) => {
  const { rules, numbers } = (await kit.call(as, readMachine, {})).body
  return kit.call(as, saveMachine, {
    body: { scope, basedOn: numbers[scope], rules: change(rules), reason: '管理要求' },
  })
}
const suspend = (id: string, wakeUpOn = '2026-10-15', as = liu) =>
  kit.call(as, suspendCard, { params: { id }, body: { wakeUpOn, reason: '出差' } })
const activate = (id: string, as = liu) => kit.call(as, activateCard, { params: { id } })
const ask = (id: string, body: Record<string, unknown>, as = liu) =>
  kit.call(as, askApproval, { params: { id }, body: { reason: '客户来电', ...body } as never })
const decide = (id: string, isApproved: boolean, as = manager) =>
  kit.call(as, decideApproval, { params: { id }, body: { isApproved, reason: '了解了' } })

test('[002-56] the table of steps leads from state to state, and nothing leads out of terminated', () => {
  for (const step of stepList) {
    for (const from of step.from) expect(opportunityStates).toContain(from)
    if (step.to) expect(opportunityStates).toContain(step.to)
  }
  const out = stepList.filter((step) => (step.from as readonly string[]).includes('terminated'))
  // A terminated card can only be put away.
  expect(out.map((step) => step.verb)).toEqual(['archive', 'purge'])
})

test('[002-56] a terminated card carries no promise and comes back by no step, whoever asks', async () => {
  const { id } = await makeCard(kit, liu)
  const ended = await kit.call(manager, terminateCard, {
    params: { id },
    body: { reason: '同行探价', summary: '确认是同行' },
  })
  expect(ended.body).toMatchObject({ state: 'terminated', summary: '确认是同行', followUp: null })
  expect(await openPromises(kit.app, group.store, id)).toEqual([])
  for (const person of [liu, manager]) {
    expect((await activate(id, person)).code).toBe('opportunities.wrong_state')
    expect((await suspend(id, '2026-10-01', person)).code).toBe('opportunities.wrong_state')
    expect((await ask(id, { step: 'activate' }, person)).code).toBe('opportunities.wrong_state')
  }
  expect((await card(id)).state).toBe('terminated')
})

test('[002-56] suspending needs a wake-up date within the store’s days, at most 180', async () => {
  const { id } = await makeCard(kit, liu)
  expect((await suspend(id, '2027-06-01')).code).toBe('opportunities.wake_up_out_of_range')
  await setRules((rules) => ({ ...rules, suspend: { ...rules.suspend, longestDays: 30 } }))
  expect((await suspend(id, '2026-10-20')).code).toBe('opportunities.wake_up_out_of_range')
  expect((await suspend(id, '2026-10-15')).body.followUp).toMatchObject({ purpose: 'wake-up' })
})

test('[002-57] the owner wakes a card on its day; before it the manager decides on a request', async () => {
  const { id } = await makeCard(kit, liu)
  await suspend(id)
  const refused = await activate(id)
  expect(refused.status).toBe(403)
  expect(refused.code).toBe('opportunities.approval_needed')
  const asked = await ask(id, { step: 'activate' })
  expect(asked.status).toBe(201)
  expect(asked.body).toMatchObject({
    state: 'open',
    approvers: ['showroom_manager', 'sales_manager'],
  })
  await kit.settle(group.store)
  const inbox = (await kit.call(manager, listReminders, { query: {} })).body.items
  expect(inbox[0]).toMatchObject({ kind: 'approval', link: '/card-approvals', personName: '刘洋' })
  expect((await kit.call(general, listReminders, { query: {} })).body.items).toEqual([])
  const waiting = await kit.call(manager, listApprovals, { query: {} })
  expect(waiting.body.items.map((one) => one.id)).toEqual([asked.body.id])
  const done = await decide(asked.body.id, true)
  expect(done.body.card.state).toBe('active')
  expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
  await kit.settle(group.store)
  const told = (await kit.call(liu, listReminders, { query: {} })).body.items
  expect(told[0]).toMatchObject({ kind: 'approved', personName: '高经理' })
  // On its day the owner needs nobody.
  await suspend(id, '2026-10-15')
  kit.clock.set('2026-10-15T02:00:00Z')
  expect((await activate(id)).body.state).toBe('active')
})

test('[002-57] a rule may ask for the general manager after so many days asleep or the second time', async () => {
  await setRules((rules) => ({
    ...rules,
    activate: {
      ...rules.activate,
      again: ['general_manager'],
      long: { days: 60, approvers: ['general_manager'] },
    },
  }))
  const { id } = await makeCard(kit, liu)
  await suspend(id, '2026-09-20')
  kit.clock.set('2026-09-20T02:00:00Z')
  expect((await activate(id)).body.state).toBe('active')
  await suspend(id, '2026-09-25')
  kit.clock.set('2026-09-25T02:00:00Z')
  expect((await activate(id, manager)).code).toBe('opportunities.approval_needed')
  const asked = await ask(id, { step: 'activate' })
  expect((await decide(asked.body.id, true, manager)).code).toBe('opportunities.not_an_approver')
  expect((await decide(asked.body.id, true, general)).body.card.state).toBe('active')
  const other = await makeCard(kit, liu)
  await suspend(other.id, '2026-12-20')
  kit.clock.set('2026-12-20T02:00:00Z')
  expect((await activate(other.id)).code).toBe('opportunities.approval_needed')
  expect((await ask(other.id, { step: 'activate' })).body.approvers).toEqual(['general_manager'])
})

test('[002-57] of two managers who decide at once one wins and the other is told who it was', async () => {
  const second = await group.addPerson('showroom_manager', { name: '展厅经理' })
  const { id } = await makeCard(kit, liu)
  await suspend(id)
  const asked = await ask(id, { step: 'activate' })
  const answers = await Promise.all([
    decide(asked.body.id, true, manager),
    decide(asked.body.id, false, second),
  ])
  expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409])
  const lost = answers.find((one) => one.status === 409)
  const won = answers.find((one) => one.status === 200)
  expect(lost?.code).toBe('opportunities.approval_decided')
  expect((lost as unknown as { body: { details: unknown } }).body.details).toMatchObject({
    name: won?.body.approval.decidedByName,
    current: { state: won?.body.approval.state },
  })
  const state = won?.body.approval.state === 'approved' ? 'active' : 'suspended'
  expect((await card(id)).state).toBe(state)
  expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
})

test('[002-57] a request is refused with a reason, withdrawn by who made it, and over when the step is', async () => {
  const { id } = await makeCard(kit, liu)
  await suspend(id)
  const first = await ask(id, { step: 'activate' })
  expect((await ask(id, { step: 'activate' })).code).toBe('opportunities.approval_waiting')
  const refused = await decide(first.body.id, false)
  expect(refused.body.approval).toMatchObject({ state: 'refused', decisionReason: '了解了' })
  expect(refused.body.card.state).toBe('suspended')
  const second = await ask(id, { step: 'activate' })
  const other = await group.addPerson('consultant')
  const withdraw = (as: TestPerson) =>
    kit.call(as, withdrawApproval, { params: { id: second.body.id }, body: { reason: '不急了' } })
  expect((await withdraw(other)).status).toBe(404)
  expect((await withdraw(manager)).code).toBe('opportunities.not_your_request')
  expect((await withdraw(liu)).body.state).toBe('withdrawn')
  const third = await ask(id, { step: 'activate' })
  await activate(id, manager)
  expect((await decide(third.body.id, true)).code).toBe('opportunities.approval_decided')
  const mine = await kit.call(liu, listApprovals, { query: { show: 'mine' } })
  expect(mine.body.items.map((one) => one.state)).toEqual(['lapsed', 'withdrawn', 'refused'])
  expect((await ask(id, { step: 'suspend', wakeUpOn: '2026-10-01' })).code).toBe(
    'opportunities.approval_not_needed',
  )
})

test('[002-57] a consultant may ask for a termination; nobody decides on their own request', async () => {
  const { id } = await makeCard(kit, liu)
  expect((await ask(id, { step: 'terminate' })).status).toBe(422)
  const asked = await ask(id, { step: 'terminate', summary: '同行' })
  await setRules((rules) => ({ ...rules, terminate: { approvers: ['general_manager'] } }))
  const own = await ask(id, { step: 'terminate', summary: '同行' }, manager)
  expect(own.code).toBe('opportunities.approval_waiting')
  expect((await decide(asked.body.id, true)).body.card).toMatchObject({
    state: 'terminated',
    summary: '同行',
  })
  const other = await makeCard(kit, liu)
  const byManager = await ask(other.id, { step: 'terminate', summary: '重复' }, manager)
  expect((await decide(byManager.body.id, true, manager)).code).toBe(
    'opportunities.asker_is_approver',
  )
})

test('[002-53] the store sets its stages; a stage may need an approval; every setting stays readable', async () => {
  const stages = [
    { percent: 20, name: '初谈', nameEn: 'First talk', needsModel: false, approvers: [] },
    { percent: 60, name: '试驾后', nameEn: 'After the drive', needsModel: false, approvers: [] },
    { percent: 80, name: '谈价', nameEn: 'Price', needsModel: false, approvers: ['sales_manager'] },
  ]
  const before = await makeCard(kit, liu)
  expect((await setRules((rules) => ({ ...rules, stages, openingStage: 25 }))).code).toBe(
    'opportunities.machine_stages',
  )
  expect((await setRules((rules) => ({ ...rules, stages, openingStage: 20 }))).status).toBe(200)
  const { id } = await makeCard(kit, liu)
  expect((await card(id)).stage).toBe(20)
  const move = async (stage: number, as = liu) =>
    kit.call(as, changeCard, { params: { id }, body: { version: (await card(id)).version, stage } })
  expect((await move(50)).code).toBe('opportunities.no_such_stage')
  expect((await move(60)).body.stage).toBe(60)
  expect((await move(80)).code).toBe('opportunities.approval_needed')
  const asked = await ask(id, { step: 'stage', toStage: 80 })
  expect((await decide(asked.body.id, true)).body.card.stage).toBe(80)
  // Back down needs nobody.
  expect((await move(20)).body.stage).toBe(20)
  const shown = (await kit.call(liu, listStages, {})).body
  expect(shown.stages.map((one) => [one.percent, one.needsApproval])).toEqual([
    [20, false],
    [60, false],
    [80, true],
    [90, false],
    [100, false],
  ])
  // A card of the earlier setting keeps its stage until somebody moves it.
  expect(shown.earlier).toEqual([25])
  expect((await card(before.id)).stage).toBe(25)
  const history = (await kit.call(manager, listMachineHistory, {})).body.items
  expect(history).toHaveLength(1)
  expect(history[0]).toMatchObject({
    scope: 'store',
    number: 1,
    savedByName: '高经理',
    reason: '管理要求',
  })
})

test('[002-53] a store without a setting of its own follows the group; two saving at once, one wins', async () => {
  const admin = await group.addPerson('administrator')
  const rules = (name: string) => (r: MachineRules) => ({
    ...r,
    stages: r.stages.map((one) => (one.percent === 25 ? { ...one, name } : one)),
  })
  expect((await setRules(rules('集团'), manager, 'group')).code).toBe(
    'opportunities.no_group_machine',
  )
  expect((await setRules(rules('集团叫法'), admin, 'group')).status).toBe(200)
  const seen = (await kit.call(manager, readMachine, {})).body
  expect([seen.source, seen.rules.stages[1]?.name]).toEqual(['group', '集团叫法'])
  const save = (name: string) =>
    kit.call(manager, saveMachine, {
      body: { scope: 'store', basedOn: 0, rules: rules(name)(seen.rules), reason: '本店叫法' },
    })
  const both = await Promise.all([save('甲'), save('乙')])
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409])
  expect((await kit.call(manager, readMachine, {})).body.source).toBe('store')
  const back = await kit.call(manager, saveMachine, {
    body: { scope: 'store', basedOn: 1, rules: null, reason: '跟集团一致' },
  })
  expect(back.status).toBe(200)
  expect((await kit.call(manager, readMachine, {})).body.source).toBe('group')
  const elsewhere = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  expect((await kit.call(elsewhere, listMachineHistory, {})).body.items).toHaveLength(1)
})

test('[002-50] a card says how it came; correcting it needs a reason and stays in the history', async () => {
  const { id } = await makeCard(kit, liu)
  expect((await card(id)).origin).toBe('typed')
  const change = async (body: Record<string, unknown>) =>
    kit.call(liu, changeCard, {
      params: { id },
      body: { version: (await card(id)).version, ...body },
    })
  expect((await change({ origin: 'referral' })).code).toBe('opportunities.origin_needs_reason')
  const done = await change({ origin: 'referral', reason: '老客户介绍' })
  expect(done.body.origin).toBe('referral')
  const unknown = await change({
    origin: 'campaign',
    originOptionId: '01990000-0000-7000-8000-000000000001',
    reason: '车展',
  })
  expect(unknown.code).toBe('opportunities.no_such_campaign')
  const made = await kit.call(liu, openCard, {
    body: {
      customer: { name: '赵六', phones: ['13900001111'] },
      level: 'A',
      origin: 'campaign',
      expectedAmountFen: 18_880_000,
    },
  })
  expect(await card(made.body.id)).toMatchObject({
    origin: 'campaign',
    expectedAmountFen: 18_880_000,
    isAmountTyped: true,
  })
})

test('a follow-up keeps its promise whatever the machine is set to', async () => {
  const { id } = await makeCard(kit, liu)
  const followUp = (await card(id)).followUp
  await setRules((rules) => ({
    ...rules,
    suspend: { approvers: ['sales_manager'], longestDays: 90 },
  }))
  expect((await suspend(id)).code).toBe('opportunities.approval_needed')
  const asked = await ask(id, { step: 'suspend', wakeUpOn: '2026-10-15' })
  await kit.call(liu, completeFollowUp, {
    params: { id },
    body: { followUpId: followUp?.id ?? id, method: 'call', isReached: true, result: '联系' },
  })
  expect((await decide(asked.body.id, true)).body.card).toMatchObject({
    state: 'suspended',
    followUp: { dueOn: '2026-10-15', purpose: 'wake-up' },
  })
  expect(await openPromises(kit.app, group.store, id)).toHaveLength(1)
})

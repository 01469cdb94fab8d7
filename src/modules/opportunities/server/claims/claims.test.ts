import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { checkPhone, getCard, openCard } from '../../contract.ts'
import {
  claimsOfCustomer,
  decideClaim,
  fileClaim,
  listClaims,
  withdrawClaim,
} from '../../contracts/claims.ts'
import { listCards } from '../../contracts/find-cards.ts'
import { makeCard } from '../../testing.ts'
import { settleClaim } from './settle-claim.ts'

let kit: TestApp
beforeEach(async () => {
  kit = await startTestApp()
})
afterEach(() => kit.close())

async function setting() {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const liu = await group.addPerson('consultant')
  const chen = await group.addPerson('consultant')
  const card = await makeCard(kit, liu, { level: 'A' })
  return { group, manager, liu, chen, card }
}

test('two consultants claim one customer: rules propose with evidence, the manager decides with a reason, both read it', async () => {
  const { manager, liu, chen, card } = await setting()
  const refused = await kit.call(chen, openCard, {
    body: { customer: { name: '王建国', phones: [card.phone] }, level: 'A' },
  })
  expect(refused.code).toBe('opportunities.collision')
  const claim = await kit.call(chen, fileClaim, {
    body: { phone: card.phone, reason: '上周在车展已加微信' },
  })
  expect(claim).toMatchObject({
    status: 201,
    body: { proposal: 'stays', customerId: null, customerName: null, mayDecide: false },
  })
  expect(claim.body.evidence).toMatchObject({
    rule: 'holder_in_time',
    holder: { name: liu.name, since: '2026-09-15' },
    claimant: { name: chen.name, contacts30: 0 },
  })
  expect(
    (await kit.call(chen, fileClaim, { body: { phone: card.phone, reason: '再说一次' } })).code,
  ).toBe('opportunities.claim_exists')
  const params = { id: claim.body.id }
  const decision = { decision: 'hand_over' as const, reason: '客户要求换顾问' }
  expect((await kit.call(chen, decideClaim, { params, body: decision })).status).toBe(403)
  expect((await kit.call(manager, listClaims, { query: {} })).body.items).toHaveLength(1)
  const done = await kit.call(manager, decideClaim, { params, body: decision })
  expect(done.body).toMatchObject({ state: 'decided', decision: 'hand_over' })
  expect((await kit.call(chen, getCard, { params: { id: card.id } })).body.ownerId).toBe(chen.id)
  for (const person of [liu, chen])
    expect((await kit.call(person, listClaims, { query: {} })).body.items[0]).toMatchObject({
      decision: 'hand_over',
      decisionReason: '客户要求换顾问',
      decidedByName: manager.name,
    })
  const onCustomer = await kit.call(chen, claimsOfCustomer, { params: { id: card.customerId } })
  expect(onCustomer.body.items).toHaveLength(1)
  expect((await kit.call(manager, decideClaim, { params, body: decision })).code).toBe(
    'opportunities.claim_decided',
  )
})

test('a customer may be shared: the claimant gets a record and a card of their own with the number', async () => {
  const { manager, chen, card } = await setting()
  const { id } = (
    await kit.call(chen, fileClaim, { body: { phone: card.phone, reason: '家人由我接待' } })
  ).body
  await kit.call(manager, decideClaim, {
    params: { id },
    body: { decision: 'shared', reason: '夫妻两人各买一台' },
  })
  const mine = await kit.call(chen, listClaims, { query: {} })
  expect(mine.body.items[0]).toMatchObject({ decision: 'shared' })
  expect((await kit.call(manager, getCard, { params: { id: card.id } })).body.ownerId).not.toBe(
    chen.id,
  )
  const { items } = (await kit.call(chen, listCards, { query: {} })).body
  expect(items).toHaveLength(1)
})

test('nobody claims their own or an unknown number; a claim is withdrawn by its claimant only', async () => {
  const { group, manager, liu, chen, card } = await setting()
  const claim = { reason: '我的客户' }
  expect((await kit.call(liu, fileClaim, { body: { ...claim, phone: card.phone } })).code).toBe(
    'opportunities.nothing_to_claim',
  )
  expect((await kit.call(chen, fileClaim, { body: { ...claim, phone: '13900000000' } })).code).toBe(
    'opportunities.nothing_to_claim',
  )
  const { id } = (await kit.call(chen, fileClaim, { body: { ...claim, phone: card.phone } })).body
  expect((await kit.call(liu, withdrawClaim, { params: { id } })).status).toBe(404)
  expect((await kit.call(chen, withdrawClaim, { params: { id } })).body.state).toBe('withdrawn')
  // Of a number another store knows, only that is told.
  const far = await group.addPerson('consultant', { storeId: group.otherStore.id })
  const check = await kit.call(far, checkPhone, { body: { phone: card.phone } })
  expect(check.body).toMatchObject({ verdict: 'other_store', ownerName: null, customer: null })
  expect((await kit.call(far, fileClaim, { body: { ...claim, phone: card.phone } })).code).toBe(
    'opportunities.nothing_to_claim',
  )
  expect((await kit.call(manager, listClaims, { query: {} })).body.items[0]?.state).toBe(
    'withdrawn',
  )
})

test('the rules look at appointments, contact within the gap, silence, and who was first', () => {
  const none = { name: null, since: null, lastReachedOn: null, contacts30: 0, appointments: 0 }
  const of = (holder: object, claimant: object) =>
    settleClaim(
      {
        holder: { ...none, ...holder },
        claimant: { ...none, ...claimant },
        level: 'A',
        gapDays: 7,
      },
      '2026-09-30',
    )
  expect(of({ appointments: 1, lastReachedOn: '2026-08-01' }, { appointments: 1 }).proposal).toBe(
    'stays',
  )
  expect(of({ lastReachedOn: '2026-09-25' }, {}).rule).toBe('holder_in_time')
  expect(of({ lastReachedOn: '2026-09-20' }, { appointments: 1 }).rule).toBe('claimant_appointment')
  expect(of({ lastReachedOn: '2026-09-01' }, {}).rule).toBe('holder_silent')
  expect(of({ lastReachedOn: '2026-09-25', contacts30: 2 }, { contacts30: 1 }).proposal).toBe(
    'shared',
  )
  expect(of({ lastReachedOn: '2026-09-20' }, {}).rule).toBe('who_was_first')
})

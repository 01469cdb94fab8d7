import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { assignCard, openCard } from '#modules/opportunities/contract.ts'
import {
  closeVisit,
  identifyVisitor,
  openVisit,
  withdrawVisit,
} from '#modules/showroom/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  cancelAppointment,
  changeAppointment,
  getAppointment,
  listAppointmentPeople,
  listAppointments,
  makeAppointment,
  recordArrival,
  rescheduleAppointment,
  undoAppointment,
} from '../contract.ts'
import { keepWatch } from './clock.ts'

const morning = '2026-09-15T02:00:00Z'
const three = '2026-09-15T07:00:00.000Z'
let kit: TestApp
let group: TestGroup
let door: TestPerson
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
let customerId: string
let cardId: string

beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set(morning)
  group = await makeGroup(kit.app)
  door = await group.addPerson('receptionist')
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant', { name: 'A 安' })
  bo = await group.addPerson('consultant', { name: 'B 博' })
  ;({ customerId, id: cardId } = await card(an, '13800138001', '王先生'))
})

async function card(as: TestPerson, phone: string, name: string) {
  const answer = await kit.call(as, openCard, {
    body: { customer: { name, phones: [phone] }, level: 'A' },
  })
  expect(answer.status).toBe(201)
  return answer.body
}
const make = (body: Record<string, unknown> = {}, as = an) =>
  kit.call(as, makeAppointment, {
    body: { customerId, startsAt: three, purpose: 'visit', ...body },
  })
const read = async (id: string, as = manager) =>
  (await kit.call(as, getAppointment, { params: { id } })).body
const list = async (query: Record<string, unknown> = {}, as = manager) =>
  (await kit.call(as, listAppointments, { query: { limit: 50, ...query } })).body.items
const visit = async (body: Record<string, unknown>) => {
  const answer = await kit.call(door, openVisit, {
    body: { channel: 'walk-in', customerId, ...body },
  })
  expect(answer.status).toBe(200)
  await kit.settle(group.store)
  return answer.body
}
const watch = () => runInStore(kit.app, group.store, keepWatch)

describe('making an appointment', () => {
  test('who comes when, to whom and for what stands in the calendar of its day', async () => {
    const made = await make({ purpose: 'test_drive', minutes: 45, note: '电话 13800138001 再确认' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      customer: { id: customerId, name: '王先生' },
      opportunityId: cardId,
      consultant: { id: an.id },
      day: '2026-09-15',
      startsAt: three,
      endsAt: '2026-09-15T07:45:00.000Z',
      state: 'planned',
      overlaps: [],
    })
    expect(made.body.note).not.toContain('13800138001')
    expect((await list()).map((one) => one.id)).toEqual([made.body.id])
    expect(await list({ from: '2026-09-16' })).toEqual([])
    expect(await list({ state: 'cancelled' })).toEqual([])
  })

  test('[000-05] the service advisor books an owner’s service into the same calendar', async () => {
    const advisor = await group.addPerson('service_advisor', { name: '钱顾问' })
    const made = await make({ purpose: 'service', personId: advisor.id }, advisor)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ purpose: 'service', consultant: { id: advisor.id } })
    expect((await list({}, advisor)).map((one) => one.id)).toEqual([made.body.id])
  })

  test('sent again with its id it is one appointment', async () => {
    const id = uuidv7()
    const first = await make({ id })
    const again = await make({ id })
    expect(again.body).toEqual(first.body)
    expect(await list()).toHaveLength(1)
  })

  test('nothing begins in the past, or further ahead than a year', async () => {
    expect((await make({ startsAt: '2026-09-15T01:00:00Z' })).code).toBe('appointments.in_past')
    expect((await make({ startsAt: '2027-12-01T01:00:00Z' })).code).toBe('appointments.too_far')
  })

  test('two at one time with one consultant are warned about, not refused', async () => {
    const second = await card(an, '13800138002', '李女士')
    const first = await make({ minutes: 60 })
    const other = await make({
      customerId: second.customerId,
      startsAt: '2026-09-15T07:30:00Z',
    })
    expect(other.status).toBe(201)
    expect(other.body.overlaps).toMatchObject([{ id: first.body.id, customerName: '王先生' }])
    const after = await make({ customerId: second.customerId, startsAt: '2026-09-15T08:30:00Z' })
    expect(after.body.overlaps).toEqual([])
    const [withBo] = [await make({ personId: bo.id, startsAt: three }, door)]
    expect(withBo?.body.overlaps).toEqual([])
  })

  test('consultants make their own, for their own customers; the door makes anybody’s', async () => {
    expect((await make({}, bo)).status).toBe(404)
    expect((await make({ personId: bo.id })).code).toBe('appointments.only_own')
    const byDoor = await make({}, door)
    expect(byDoor.body.consultant.id).toBe(an.id)
    expect((await make({ personId: uuidv7() }, door)).code).toBe('appointments.no_such_consultant')
  })

  test('a consultant sees only their own, reception and manager all', async () => {
    const { id } = (await make()).body
    expect(await list({}, an)).toHaveLength(1)
    expect(await list({}, door)).toHaveLength(1)
    expect(await list({}, bo)).toEqual([])
    expect((await kit.call(bo, getAppointment, { params: { id } })).status).toBe(404)
    const own = await kit.call(bo, listAppointmentPeople, {})
    expect(own.body.items.map((one) => one.id)).toEqual([bo.id])
    const all = await kit.call(door, listAppointmentPeople, {})
    expect(all.body.items.map((one) => one.id)).toEqual(expect.arrayContaining([an.id, bo.id]))
  })

  test('a long calendar is read page by page, in the order of the starts', async () => {
    for (const hour of ['03', '05', '04', '06', '07'])
      await make({ startsAt: `2026-09-15T${hour}:00:00Z`, minutes: 30 })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await kit.call(manager, listAppointments, {
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      })
      seen.push(...page.body.items.map((one) => one.startsAt.slice(11, 13)))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(['03', '04', '05', '06', '07'])
  })
})

describe('changing it', () => {
  test('moved, the first stays with its reason and the chain can be read from either', async () => {
    const first = (await make()).body
    const id = uuidv7()
    const move = {
      params: { id: first.id },
      body: { id, startsAt: '2026-09-16T03:00:00Z', reason: '客户临时有事', version: 1 },
    }
    const moved = await kit.call(an, rescheduleAppointment, move)
    expect(moved.status).toBe(201)
    expect(moved.body).toMatchObject({ id, previousId: first.id, state: 'planned' })
    expect((await kit.call(an, rescheduleAppointment, move)).body.id).toBe(id)
    for (const one of [first.id, id]) {
      const { chain } = await read(one)
      expect(chain).toMatchObject([
        { id: first.id, state: 'rescheduled', reason: '客户临时有事', by: 'A 安' },
        { id, state: 'planned' },
      ])
    }
    const twice = await kit.call(an, cancelAppointment, {
      params: { id: first.id },
      body: { reason: '不来了', version: 2 },
    })
    expect(twice.code).toBe('appointments.wrong_state')
  })

  test('what was done can be taken back: moved, cancelled, made', async () => {
    const first = (await make()).body
    const moved = await kit.call(an, rescheduleAppointment, {
      params: { id: first.id },
      body: { startsAt: '2026-09-16T03:00:00Z', reason: '客户临时有事', version: 1 },
    })
    const undo = (id: string, version: number) =>
      kit.call(an, undoAppointment, { params: { id }, body: { version } })
    const back = await undo(first.id, 2)
    expect(back.body.appointment).toMatchObject({ state: 'planned', reason: '', startsAt: three })
    expect(await list({ from: '2026-09-16' })).toEqual([])
    expect((await undo(moved.body.id, 1)).status).toBe(404)

    const cancelled = await kit.call(an, cancelAppointment, {
      params: { id: first.id },
      body: { reason: '客户不来了', version: 3 },
    })
    expect(cancelled.body).toMatchObject({ state: 'cancelled', reason: '客户不来了' })
    expect((await undo(first.id, 4)).body.appointment).toMatchObject({ state: 'planned' })
    expect((await undo(first.id, 5)).body.appointment).toBeNull()
    expect(await list()).toEqual([])
  })

  test('a move whose new appointment was changed since stays', async () => {
    const first = (await make()).body
    const moved = await kit.call(an, rescheduleAppointment, {
      params: { id: first.id },
      body: { startsAt: '2026-09-16T03:00:00Z', reason: '客户临时有事', version: 1 },
    })
    await kit.call(an, changeAppointment, {
      params: { id: moved.body.id },
      body: { purpose: 'delivery', version: 1 },
    })
    const back = await kit.call(an, undoAppointment, {
      params: { id: first.id },
      body: { version: 2 },
    })
    expect(back.code).toBe('appointments.continued')
  })

  test('a stale change is refused with the version as it is now', async () => {
    const { id } = (await make()).body
    const change = (purpose: 'delivery' | 'other') =>
      kit.call(an, changeAppointment, { params: { id }, body: { purpose, version: 1 } })
    const answers = await Promise.all([change('delivery'), change('other')])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  })
})

describe('coming', () => {
  test('a visit of the customer on the day shows the appointment nearest to it', async () => {
    const early = (await make({ startsAt: '2026-09-15T02:30:00Z' })).body
    const late = (await make({ startsAt: '2026-09-15T09:00:00Z' })).body
    const opened = await visit({})
    expect(await read(early.id)).toMatchObject({ state: 'shown', visitId: opened.id })
    expect((await read(late.id)).state).toBe('planned')
    kit.clock.set('2026-09-15T03:00:00Z')
    await kit.call(door, closeVisit, {
      params: { id: opened.id },
      body: { outcome: 'repeat', version: opened.version },
    })
    await kit.settle(group.store)
    expect((await read(late.id)).state).toBe('planned')
  })

  test('a visitor recognised later shows it then, and a withdrawn visit takes it back', async () => {
    const { id } = (await make()).body
    const opened = await visit({ customerId: undefined })
    expect((await read(id)).state).toBe('planned')
    const known = await kit.call(door, identifyVisitor, {
      params: { id: opened.id },
      body: { customerId, version: opened.version },
    })
    await kit.settle(group.store)
    expect((await read(id)).state).toBe('shown')
    await kit.call(door, withdrawVisit, {
      params: { id: opened.id },
      body: { reason: '误点', version: known.body.version },
    })
    await kit.settle(group.store)
    expect(await read(id)).toMatchObject({ state: 'planned', visitId: null, shownAt: null })
  })

  test('a call is no visit, and a visit of another day shows nothing', async () => {
    const { id } = (await make({ startsAt: '2026-09-16T03:00:00Z' })).body
    await visit({})
    expect((await read(id)).state).toBe('planned')
    kit.clock.set('2026-09-16T03:00:00Z')
    await visit({ channel: 'call-in' })
    expect((await read(id)).state).toBe('planned')
  })

  test('undone by hand, the same visit does not show it again', async () => {
    const { id } = (await make()).body
    const opened = await visit({})
    const shown = await read(id)
    await kit.call(an, undoAppointment, { params: { id }, body: { version: shown.version } })
    await kit.call(door, closeVisit, {
      params: { id: opened.id },
      body: { outcome: 'repeat', version: opened.version },
    })
    await kit.settle(group.store)
    expect((await read(id)).state).toBe('planned')
  })

  test('nobody came within the store’s time: a no-show, that may still come that day', async () => {
    const { id } = (await make()).body
    kit.clock.set('2026-09-15T07:59:00Z')
    expect(await watch()).toMatchObject({ missed: 0 })
    kit.clock.set('2026-09-15T08:00:00Z')
    expect(await watch()).toMatchObject({ missed: 1 })
    expect((await read(id)).state).toBe('no_show')
    await visit({})
    expect((await read(id)).state).toBe('shown')
    expect(await watch()).toMatchObject({ missed: 0 })
  })

  test('it can be recorded by hand, once', async () => {
    const { id } = (await make()).body
    const arrive = () => kit.call(an, recordArrival, { params: { id }, body: { version: 1 } })
    expect((await arrive()).body).toMatchObject({ state: 'shown' })
    expect((await arrive()).status).toBe(200)
  })

  test('it is announced once before it begins', async () => {
    await make()
    expect(await watch()).toMatchObject({ reminded: 0 })
    kit.clock.set('2026-09-15T06:10:00Z')
    expect(await watch()).toMatchObject({ reminded: 1 })
    expect(await watch()).toMatchObject({ reminded: 0 })
  })
})

test('a hand-over of the card takes its planned appointments along, and back again', async () => {
  const { id } = (await make()).body
  const other = (await make({ startsAt: '2026-09-15T04:00:00Z' })).body
  await kit.call(an, cancelAppointment, {
    params: { id: other.id },
    body: { reason: '客户不来了', version: 1 },
  })
  const hand = async (ownerId: string) => {
    const answer = await kit.call(manager, assignCard, {
      params: { id: cardId },
      body: { ownerId, reason: '休假' },
    })
    expect(answer.status).toBe(200)
    await kit.settle(group.store)
  }
  await hand(bo.id)
  expect((await read(id)).consultant.id).toBe(bo.id)
  expect((await read(other.id)).consultant.id).toBe(an.id)
  await hand(an.id)
  expect((await read(id)).consultant.id).toBe(an.id)
})

test('two people who move one appointment at once move it once', async () => {
  const { id } = (await make()).body
  const move = (as: TestPerson, hour: string) =>
    kit.call(as, rescheduleAppointment, {
      params: { id },
      body: { startsAt: `2026-09-16T${hour}:00:00Z`, reason: '客户临时有事', version: 1 },
    })
  const answers = await Promise.all([move(an, '03'), move(door, '04'), move(manager, '05')])
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409])
  expect(await list({ from: '2026-09-16' })).toHaveLength(1)
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  assignReceiver,
  closeVisit,
  getRotation,
  getVisit,
  listOpenVisits,
  listVisits,
  openVisit,
  placeInRotation,
} from '../contract.ts'
import {
  askLeave,
  decideLeave,
  getRotationLog,
  listLeaves,
  listRotationCandidates,
  listSkills,
  putSkills,
  withdrawLeave,
} from '../contracts/rotation.ts'
import { serveWaiting } from './waiting.ts'

const morning = '2026-09-15T02:00:00Z'
const today = '2026-09-15'
let kit: TestApp
let group: TestGroup
let door: TestPerson
let manager: TestPerson
let an: TestPerson
let bo: TestPerson

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
})

const open = async (body: Record<string, unknown> = {}) => {
  const answer = await kit.call(door, openVisit, { body: { channel: 'walk-in', ...body } })
  expect(answer.status).toBe(200)
  return answer.body
}
const close = (visit: { id: string; version: number }, outcome: 'unfiled' | 'not_prospect') =>
  kit.call(door, closeVisit, {
    params: { id: visit.id },
    body: { outcome, version: visit.version },
  })
const read = async (id: string) => (await kit.call(manager, getVisit, { params: { id } })).body
const rotation = async (query: Record<string, unknown> = {}) =>
  (await kit.call(door, getRotation, { query })).body
const place = (person: TestPerson, body: Record<string, unknown>, as = door) =>
  kit.call(as, placeInRotation, { params: { personId: person.id }, body })
const wait = (minutes: number) =>
  kit.clock.set(new Date(Date.parse(morning) + minutes * 60_000).toISOString())

describe('waiting', () => {
  test('[003-49] with everybody busy a visitor waits, and the first who is free takes the first who came', async () => {
    const first = await open()
    const second = await open()
    expect([first, second].map((one) => one.receiver?.id)).toEqual([an.id, bo.id])
    wait(5)
    const third = await open()
    wait(6)
    const fourth = await open()
    expect(third).toMatchObject({ receiver: null, waitingSince: '2026-09-15T02:05:00.000Z' })
    expect((await rotation()).nextId).toBeNull()
    wait(20)
    await close(second, 'unfiled')
    expect((await read(third.id)).receiver?.id).toBe(bo.id)
    expect((await read(fourth.id)).receiver).toBeNull()
    await close(first, 'unfiled')
    const served = await read(fourth.id)
    expect(served.receiver?.id).toBe(an.id)
    expect(served.assignments).toMatchObject([{ how: 'turn', to: 'A 安' }])
    const { items } = (await kit.call(door, getRotationLog, { params: { day: today } })).body
    expect(items.filter((one) => one.why === 'waited').map((one) => one.person)).toEqual([
      'A 安',
      'B 博',
    ])
  })

  test('somebody who comes back from a break takes who waits; a call never waits', async () => {
    await place(bo, { status: 'break' })
    await open()
    const waiting = await open()
    expect(waiting.receiver).toBeNull()
    const call = await open({ channel: 'call-in' })
    expect(call.receiver?.id).toBe(an.id)
    await place(bo, { status: 'on_duty' }, bo)
    expect((await read(waiting.id)).receiver?.id).toBe(bo.id)
  })

  test('thirty at once: each consultant gets one, the others wait and are served as they came', async () => {
    const visits = await Promise.all(Array.from({ length: 30 }, () => open()))
    const received = visits.filter((one) => one.receiver !== null)
    expect(new Set(received.map((one) => one.receiver?.id))).toEqual(new Set([an.id, bo.id]))
    expect(received).toHaveLength(2)
    const order: string[] = []
    for (let n = 0; n < 28; n += 1) {
      wait(n + 1)
      const board = (await kit.call(door, listOpenVisits, {})).body.items
      const waiting = board.filter((one) => one.receiver === null)
      const [next] = board.filter((one) => one.receiver !== null)
      if (!next) throw new Error('nobody receives')
      await close(next, 'unfiled')
      const left = (await kit.call(door, listOpenVisits, {})).body.items
      const taken = waiting.filter((one) => left.some((l) => l.id === one.id && l.receiver))
      order.push(...taken.map((one) => one.id))
      expect(taken).toHaveLength(1)
    }
    expect(new Set(order).size).toBe(28)
  })

  test('two receptionists who close and open at once leave nobody waiting beside a free consultant', async () => {
    const other = await group.addPerson('receptionist')
    for (let round = 0; round < 8; round += 1) {
      wait(round)
      const board = (await kit.call(door, listOpenVisits, {})).body.items
      await Promise.all([
        ...board.filter((one) => one.receiver).map((one) => close(one, 'unfiled')),
        kit.call(door, openVisit, { body: { channel: 'walk-in' } }),
        kit.call(other, openVisit, { body: { channel: 'walk-in' } }),
        kit.call(other, openVisit, { body: { channel: 'walk-in' } }),
      ])
      const after = (await kit.call(door, listOpenVisits, {})).body.items
      const busy = after.flatMap((one) => one.receiver?.id ?? [])
      const waiting = after.filter((one) => one.receiver === null)
      expect(new Set(busy).size).toBe(busy.length)
      if (waiting.length > 0) expect(busy).toHaveLength(2)
    }
  })

  test('a store may let nobody wait', async () => {
    group = await makeGroup(kit.app, { settings: { waitsWhenBusy: false } })
    door = await group.addPerson('receptionist')
    an = await group.addPerson('consultant')
    expect([(await open()).receiver?.id, (await open()).receiver?.id]).toEqual([an.id, an.id])
  })
})

describe('asked for, and changed', () => {
  test('who is asked for receives, though busy, and keeps the place', async () => {
    const visit = await open({ receiverId: an.id, isAskedFor: true })
    expect(visit.receiver?.id).toBe(an.id)
    expect((await rotation()).places.map((one) => one.personId)).toEqual([an.id, bo.id])
    expect((await rotation()).places[0]).toMatchObject({ received: 1, openVisits: 1 })
    const again = await open({ receiverId: an.id, isAskedFor: true })
    expect((await read(again.id)).assignments).toMatchObject([{ how: 'asked', to: 'A 安' }])
    await close(again, 'not_prospect')
    expect((await rotation()).places[0]).toMatchObject({ received: 1 })
  })

  test('a change of consultant needs a reason, is kept, and the numbers count who closes', async () => {
    const visit = await open()
    const change = (reason?: string) =>
      kit.call(door, assignReceiver, {
        params: { id: visit.id },
        body: { receiverId: bo.id, version: visit.version, ...(reason ? { reason } : {}) },
      })
    expect((await change()).code).toBe('showroom.reason_needed')
    const changed = await change('客户要求换人')
    expect(changed.body.receiver?.id).toBe(bo.id)
    await close(changed.body, 'unfiled')
    expect((await read(visit.id)).assignments).toMatchObject([
      { to: 'B 博', reason: '客户要求换人' },
      { to: 'A 安', how: 'turn' },
    ])
    const ofBo = await kit.call(manager, listVisits, { query: { receiverId: bo.id } })
    const ofAn = await kit.call(manager, listVisits, { query: { receiverId: an.id } })
    expect([ofBo.body.total, ofAn.body.total]).toEqual([1, 0])
    expect((await rotation()).places.map((one) => one.received)).toEqual([0, 1])
  })

  test('a change frees the earlier one for who waits', async () => {
    const visit = await open()
    await open()
    const waiting = await open()
    await kit.call(door, assignReceiver, {
      params: { id: visit.id },
      body: { receiverId: bo.id, version: visit.version, reason: '客户要求换人' },
    })
    expect((await read(waiting.id)).receiver?.id).toBe(an.id)
  })

  test('handed to the next while everybody is busy is refused in words', async () => {
    await open()
    await open()
    const waiting = await open()
    const refused = await kit.call(door, assignReceiver, {
      params: { id: waiting.id },
      body: { receiverId: 'next', version: waiting.version },
    })
    expect(refused.code).toBe('showroom.nobody_free')
  })
})

describe('skills', () => {
  const say = (person: TestPerson, body: Record<string, unknown>, as = manager) =>
    kit.call(as, putSkills, {
      params: { personId: person.id },
      body: { seriesIds: [], languages: [], visitorKinds: [], version: 0, ...body },
    })

  test('a visitor goes to who speaks the language, with the reason for passing others over', async () => {
    expect((await say(bo, { languages: ['en'] })).body.version).toBe(1)
    expect((await rotation()).nextId).toBe(an.id)
    const next = await rotation({ language: 'en' })
    expect(next).toMatchObject({ nextId: bo.id, nextWhy: 'skill' })
    expect(next.places[0]).toMatchObject({ personId: an.id, skipped: 'language' })
    const visit = await open({ language: 'en' })
    expect(visit).toMatchObject({ receiver: { id: bo.id }, language: 'en' })
    const second = await open({ language: 'en' })
    expect(second.receiver).toBeNull()
    expect((await open()).receiver?.id).toBe(an.id)
    expect((await open({ language: 'ja' })).receiver).toBeNull()
  })

  test('only who plans the rotation says what others can take, and nobody’s words are overwritten', async () => {
    expect((await say(bo, { visitorKinds: ['vip'] }, door)).status).toBe(403)
    expect((await say(bo, { visitorKinds: ['vip'] })).status).toBe(200)
    expect((await say(bo, { visitorKinds: ['fleet'] })).code).toBe('core.stale_version')
    expect((await say(bo, { seriesIds: [uuidv7()], version: 1 })).status).toBe(422)
    const { items } = (await kit.call(manager, listSkills, {})).body
    expect(items.find((one) => one.person.id === bo.id)).toMatchObject({
      visitorKinds: ['vip'],
      version: 1,
    })
  })
})

describe('leave', () => {
  const ask = (as: TestPerson, body: Record<string, unknown> = {}) =>
    kit.call(as, askLeave, {
      body: { from: today, to: today, part: 'all', kind: 'rest', ...body },
    })

  test('who is on leave does not receive; half a day ends at noon, and who waits is served then', async () => {
    expect((await ask(manager, { personId: an.id, part: 'morning' })).body.state).toBe('approved')
    expect((await rotation()).places[0]).toMatchObject({ leave: 'morning', skipped: 'leave' })
    const first = await open()
    const second = await open()
    expect(first.receiver?.id).toBe(bo.id)
    expect(second.receiver).toBeNull()
    kit.clock.set('2026-09-15T04:00:00Z')
    await runInStore(kit.app, group.store, serveWaiting)
    expect((await read(second.id)).receiver?.id).toBe(an.id)
  })

  test('asked for by oneself it waits for the manager, who refuses with a reason only', async () => {
    const asked = await ask(bo, { from: '2026-09-20', to: '2026-09-21' })
    expect(asked.body.state).toBe('asked')
    expect((await ask(bo, { personId: an.id })).status).toBe(403)
    expect((await ask(bo, { from: '2026-09-21', to: '2026-09-22' })).code).toBe(
      'showroom.leave_overlaps',
    )
    const decide = (as: TestPerson, body: Record<string, unknown>) =>
      kit.call(as, decideLeave, {
        params: { id: asked.body.id },
        body: { decision: 'refused', version: 1, ...body },
      })
    expect((await decide(bo, { decision: 'approved' })).status).toBe(403)
    expect((await decide(manager, {})).code).toBe('showroom.reason_needed')
    expect((await decide(manager, { reason: '人手不够' })).body).toMatchObject({
      state: 'refused',
      decisionReason: '人手不够',
    })
    expect((await decide(manager, { decision: 'approved', version: 2 })).code).toBe(
      'showroom.leave_decided',
    )
  })

  test('people see their own leave, the door everybody’s; a withdrawn one counts no more', async () => {
    const asked = await ask(manager, { personId: bo.id })
    expect((await kit.call(an, listLeaves, {})).body.items).toEqual([])
    expect((await kit.call(door, listLeaves, {})).body.items).toHaveLength(1)
    expect((await place(bo, { status: 'on_duty' }, bo)).code).toBe('showroom.on_leave')
    const withdraw = (as: TestPerson) =>
      kit.call(as, withdrawLeave, { params: { id: asked.body.id }, body: { version: 1 } })
    expect((await withdraw(an)).status).toBe(404)
    expect((await withdraw(bo)).status).toBe(403)
    expect((await withdraw(manager)).body.state).toBe('withdrawn')
    expect((await rotation()).places.every((one) => one.leave === null)).toBe(true)
  })

  test('a leave ends after it begins, and not in the past', async () => {
    expect((await ask(bo, { from: '2026-09-20', to: '2026-09-19' })).code).toBe(
      'showroom.leave_backwards',
    )
    expect((await ask(bo, { from: '2026-09-10', to: '2026-09-11' })).code).toBe(
      'showroom.leave_backwards',
    )
  })
})

describe('the order by hand', () => {
  test('another place needs a reason, and the log says who, why and from where', async () => {
    expect((await place(bo, { move: 'first' })).code).toBe('showroom.reason_needed')
    expect((await place(bo, { move: 'first', reason: '补上午的班' })).body.nextId).toBe(bo.id)
    await place(an, { status: 'break' }, an)
    const { items } = (await kit.call(an, getRotationLog, { params: { day: today } })).body
    expect(items).toMatchObject([
      { what: 'status', person: 'A 安', from: 'on_duty', to: 'break', by: 'A 安' },
      { what: 'move', person: 'B 博', from: '2', to: 'first', reason: '补上午的班', by: door.name },
    ])
  })

  test('anybody who may receive visitors is put in by name, and stays in the next day', async () => {
    const { items } = (await kit.call(door, listRotationCandidates, {})).body
    expect(items.map((one) => one.id)).toContain(manager.id)
    const marketing = await group.addPerson('marketing')
    expect((await place(marketing, { status: 'on_duty' })).code).toBe('showroom.no_such_consultant')
    const joined = await place(manager, { status: 'on_duty' })
    expect(joined.body.places.map((one) => one.personId)).toEqual([an.id, bo.id, manager.id])
    kit.clock.set('2026-09-16T02:00:00Z')
    expect((await rotation()).places.map((one) => one.personId)).toContain(manager.id)
  })
})

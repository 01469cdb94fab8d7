import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { createCustomer } from '#modules/customers/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  assignReceiver,
  closeVisit,
  correctVisit,
  getRotation,
  getUnfiledTotals,
  getVisit,
  identifyVisitor,
  listOpenVisits,
  listVisits,
  lookUpVisitor,
  openVisit,
  placeInRotation,
  putUnfiledTotals,
  withdrawVisit,
} from '../contract.ts'
import { closeLeftOpen } from './close-left-open.ts'

const morning = '2026-09-15T02:00:00Z'
let kit: TestApp
let group: TestGroup
let door: TestPerson
let manager: TestPerson
let an: TestPerson
let bo: TestPerson
let chen: TestPerson

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
  chen = await group.addPerson('consultant', { name: 'C 陈' })
})

const open = (body: Record<string, unknown> = {}, as = door) =>
  kit.call(as, openVisit, { body: { channel: 'walk-in', partySize: 2, ...body } })
const close = (visit: { id: string; version: number }, body: Record<string, unknown>, as = door) =>
  kit.call(as, closeVisit, {
    params: { id: visit.id },
    body: { outcome: 'unfiled', version: visit.version, ...body },
  })
const inStore = <T>(work: Parameters<typeof runInStore<T>>[2]) =>
  runInStore(kit.app, group.store, work)

describe('opening', () => {
  test('[003-49] two taps open a visit: the clock starts and the next consultant receives', async () => {
    const answer = await open({ sex: 'female' })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      outcome: 'open',
      businessDay: '2026-09-15',
      arrivedAt: new Date(morning).toISOString(),
      leftAt: null,
      partySize: 2,
      sex: 'female',
      receiver: { id: an.id },
    })
    const board = await kit.call(door, listOpenVisits, {})
    expect(board.body.items.map((v) => v.id)).toEqual([answer.body.id])
  })

  test('a visit sent again with the same id is one visit, and takes one turn', async () => {
    const id = uuidv7()
    const first = await open({ id })
    const again = await open({ id })
    expect(again.body).toEqual(first.body)
    const rotation = await kit.call(door, getRotation, {})
    expect(rotation.body.nextId).toBe(bo.id)
  })

  test('the business day is the store’s date of the time in, also around midnight', async () => {
    kit.clock.set('2026-09-15T16:30:00Z')
    const before = await open({ arrivedAt: '2026-09-15T15:59:00Z' })
    const after = await open({ arrivedAt: '2026-09-15T16:01:00Z' })
    expect(before.body.businessDay).toBe('2026-09-15')
    expect(after.body.businessDay).toBe('2026-09-16')
    const closed = await close(before.body, {})
    expect(closed.body.businessDay).toBe('2026-09-15')
  })

  test('nobody arrives in the future, and late entries reach back a week', async () => {
    expect((await open({ arrivedAt: '2026-09-15T03:00:00Z' })).code).toBe('showroom.in_future')
    expect((await open({ arrivedAt: '2026-09-01T03:00:00Z' })).code).toBe('showroom.too_old')
    const late = await open({ arrivedAt: '2026-09-14T03:00:00Z' })
    expect(late.body).toMatchObject({ businessDay: '2026-09-14', receiver: null })
  })

  test('a consultant opens visits for themselves and sees only their own', async () => {
    const mine = await open({}, bo)
    expect(mine.body.receiver?.id).toBe(bo.id)
    const theirs = await open({ receiverId: an.id })
    const board = await kit.call(bo, listOpenVisits, {})
    expect(board.body.items.map((v) => v.id)).toEqual([mine.body.id])
    expect((await kit.call(bo, getVisit, { params: { id: theirs.body.id } })).status).toBe(404)
    expect((await close(theirs.body, {}, bo)).status).toBe(404)
  })
})

describe('the rotation', () => {
  test('new visitors go to the next on duty and free; receiving moves to the end', async () => {
    const receivers = []
    for (let n = 0; n < 4; n += 1) {
      const visit = (await open()).body
      receivers.push(visit.receiver?.id)
      await close(visit, {})
    }
    expect(receivers).toEqual([an.id, bo.id, chen.id, an.id])
  })

  test('visits opened at the same moment get different consultants', async () => {
    await kit.call(door, getRotation, {})
    const answers = await Promise.all([open(), open(), open()])
    expect(new Set(answers.map((a) => a.body.receiver?.id)).size).toBe(3)
  })

  test('two visits opened at once on a fresh day also get two consultants', async () => {
    const answers = await Promise.all([open(), open()])
    expect(new Set(answers.map((a) => a.body.receiver?.id)).size).toBe(2)
  })

  test('thirty visits at once are shared out evenly where nobody waits', async () => {
    group = await makeGroup(kit.app, { settings: { waitsWhenBusy: false } })
    door = await group.addPerson('receptionist')
    an = await group.addPerson('consultant')
    bo = await group.addPerson('consultant')
    chen = await group.addPerson('consultant')
    const answers = await Promise.all(Array.from({ length: 30 }, () => open()))
    const counts = [an, bo, chen].map(
      (person) => answers.filter((a) => a.body.receiver?.id === person.id).length,
    )
    expect(counts).toEqual([10, 10, 10])
  })

  test('a turn does not come back once the consultant has received somebody else', async () => {
    const first = await open()
    kit.clock.set('2026-09-15T02:10:00Z')
    await open({ receiverId: an.id })
    kit.clock.set('2026-09-15T02:20:00Z')
    await close(first.body, { outcome: 'not_prospect' })
    expect((await kit.call(door, getRotation, {})).body.places.at(-1)?.personId).toBe(an.id)
  })

  test('who is on a break is passed over and keeps the place', async () => {
    await kit.call(an, placeInRotation, { params: { personId: an.id }, body: { status: 'break' } })
    expect((await open()).body.receiver?.id).toBe(bo.id)
    const back = await kit.call(door, placeInRotation, {
      params: { personId: an.id },
      body: { status: 'on_duty' },
    })
    expect(back.body.nextId).toBe(an.id)
  })

  test('only the door moves others in the rotation', async () => {
    const refused = await kit.call(an, placeInRotation, {
      params: { personId: bo.id },
      body: { status: 'off' },
    })
    expect(refused.status).toBe(403)
    const moved = await kit.call(door, placeInRotation, {
      params: { personId: chen.id },
      body: { move: 'first', reason: '客户等急了' },
    })
    expect(moved.body.nextId).toBe(chen.id)
  })

  test('the next day starts in the order in which the day ended', async () => {
    await open()
    kit.clock.set('2026-09-16T02:00:00Z')
    const rotation = await kit.call(door, getRotation, {})
    expect(rotation.body.places.map((p) => p.personId)).toEqual([bo.id, chen.id, an.id])
    expect(rotation.body.places.every((p) => p.received === 0)).toBe(true)
  })

  test('a visit handed to another consultant gives the turn back and keeps who had it', async () => {
    const visit = await open()
    const handed = await kit.call(door, assignReceiver, {
      params: { id: visit.body.id },
      body: { receiverId: chen.id, version: visit.body.version, reason: '客户点名' },
    })
    expect(handed.body.receiver?.id).toBe(chen.id)
    const rotation = await kit.call(door, getRotation, {})
    expect(rotation.body.places.map((p) => p.personId)).toEqual([an.id, bo.id, chen.id])
    const record = await kit.call(door, getVisit, { params: { id: visit.body.id } })
    expect(record.body.assignments.map((a) => a.to)).toEqual([chen.name, an.name])
    expect(record.body.assignments[0]).toMatchObject({ how: 'chosen', reason: '客户点名' })
  })

  test('nobody on duty: the visit opens without a consultant', async () => {
    for (const person of [an, bo, chen])
      await kit.call(door, placeInRotation, {
        params: { personId: person.id },
        body: { status: 'off' },
      })
    const visit = await open()
    expect(visit.body.receiver).toBeNull()
    const refused = await kit.call(door, assignReceiver, {
      params: { id: visit.body.id },
      body: { receiverId: 'next', version: visit.body.version },
    })
    expect(refused.code).toBe('showroom.nobody_on_duty')
  })
})

describe('closing', () => {
  test('[000-17] an unfiled visit notes the model and the time out', async () => {
    const series = await seedSeries()
    const visit = await open()
    kit.clock.set('2026-09-15T02:40:00Z')
    const closed = await close(visit.body, { seriesId: series, note: '看车，电话 13812345678' }, an)
    expect(closed.body).toMatchObject({
      outcome: 'unfiled',
      leftAt: '2026-09-15T02:40:00.000Z',
      seriesId: series,
      seriesText: '迈腾',
    })
    expect(closed.body.note).not.toContain('13812345678')
  })

  test('not a prospect takes one tap, is counted apart and gives the turn back', async () => {
    const visit = await open()
    const closed = await close(visit.body, { outcome: 'not_prospect', kind: 'service' })
    expect(closed.body).toMatchObject({ outcome: 'not_prospect', notProspectKind: 'service' })
    expect((await kit.call(door, getRotation, {})).body.nextId).toBe(an.id)
  })

  test('a visit does not end before it began, nor in the future', async () => {
    const visit = await open()
    const early = await close(visit.body, { leftAt: '2026-09-15T01:00:00Z' })
    expect(early.code).toBe('showroom.leaves_before_arrival')
    const late = await close(visit.body, { leftAt: '2026-09-15T04:00:00Z' })
    expect(late.code).toBe('showroom.leaves_before_arrival')
  })

  test('two people closing one visit: the second is told, nothing is overwritten', async () => {
    const visit = await open()
    const answers = await Promise.all([
      close(visit.body, {}),
      close(visit.body, { outcome: 'not_prospect' }, an),
    ])
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 409])
  })

  test('correcting needs a reason and the right, and keeps what was known before', async () => {
    const visit = await open()
    const closed = await close(visit.body, {}, an)
    kit.clock.set('2026-09-16T02:00:00Z')
    const without = await close(closed.body, { outcome: 'not_prospect' }, manager)
    expect(without.code).toBe('showroom.already_closed')
    const byOther = await close(closed.body, { outcome: 'not_prospect', reason: '是送货的' }, door)
    expect(byOther.status).toBe(403)
    const done = await close(closed.body, { outcome: 'not_prospect', reason: '是送货的' }, manager)
    expect(done.body).toMatchObject({ outcome: 'not_prospect', businessDay: '2026-09-15' })
    const record = await kit.call(manager, getVisit, { params: { id: visit.body.id } })
    expect(record.body.closures.map((c) => c.outcome)).toEqual(['not_prospect', 'unfiled'])
    const asOfEvening = await inStore((ctx) =>
      ctx.tx
        .selectFrom('door_closures')
        .select('outcome')
        .where('store_id', '=', group.store.id)
        .where('visit_id', '=', visit.body.id)
        .where('recorded_at', '<=', new Date('2026-09-15T15:00:00Z'))
        .execute(),
    )
    expect(asOfEvening.map((r) => r.outcome)).toEqual(['unfiled'])
  })

  test('fields are corrected with a reason too; the consultant of the numbers may change', async () => {
    const visit = await open()
    const closed = await close(visit.body, {}, an)
    const done = await kit.call(manager, correctVisit, {
      params: { id: visit.body.id },
      body: {
        receiverId: bo.id,
        channel: 'call-in',
        reason: '登记错了',
        version: closed.body.version,
      },
    })
    expect(done.body).toMatchObject({ receiver: { id: bo.id }, channel: 'call-in' })
    const stale = await kit.call(manager, correctVisit, {
      params: { id: visit.body.id },
      body: { note: '晚了', reason: '登记错了', version: closed.body.version },
    })
    expect(stale.code).toBe('core.stale_version')
  })

  test('a visit opened by mistake is withdrawn and counts in nothing', async () => {
    const visit = await open()
    const gone = await kit.call(door, withdrawVisit, {
      params: { id: visit.body.id },
      body: { reason: '点错了', version: visit.body.version },
    })
    expect(gone.status).toBe(204)
    expect((await kit.call(door, listVisits, {})).body.items).toEqual([])
    expect((await kit.call(door, getRotation, {})).body.nextId).toBe(an.id)
  })

  test('one left open an hour after closing closes as unfiled, flagged, on its own day', async () => {
    const visit = await open()
    kit.clock.set('2026-09-15T10:59:00Z')
    expect(await inStore(closeLeftOpen)).toBe(0)
    kit.clock.set('2026-09-15T11:00:00Z')
    expect(await inStore(closeLeftOpen)).toBe(1)
    expect(await inStore(closeLeftOpen)).toBe(0)
    const record = await kit.call(manager, getVisit, { params: { id: visit.body.id } })
    expect(record.body).toMatchObject({ outcome: 'unfiled', isFlagged: true, leftAt: null })
    const flagged = await kit.call(manager, listVisits, { query: { flagged: 'yes' } })
    expect(flagged.body.items.map((v) => v.id)).toEqual([visit.body.id])
  })
})

describe('first or repeat', () => {
  test('[003-48] a phone, a plate or a name tells the customer and the consultant, masked', async () => {
    const id = await makeCustomer('王小明', '13912345678', bo.id)
    for (const text of ['139 1234 5678', '王小明']) {
      const answer = await kit.call(door, lookUpVisitor, { body: { text } })
      expect(answer.body.candidates).toMatchObject([
        { customerId: id, name: '王小明', phone: '139****5678', consultant: { id: bo.id } },
      ])
      expect(answer.body.candidates[0]?.isConsultantOnDuty).toBe(true)
    }
    const nobody = await kit.call(door, lookUpVisitor, { body: { text: '13700000000' } })
    expect(nobody.body).toEqual({ kind: 'phone', candidates: [] })
  })

  test('a consultant learns of a colleague’s number only whose it is', async () => {
    await makeCustomer('王小明', '13912345678', bo.id)
    const mine = await kit.call(bo, lookUpVisitor, { body: { text: '13912345678' } })
    expect(mine.body.candidates[0]?.name).toBe('王小明')
    const other = await kit.call(an, lookUpVisitor, { body: { text: '13912345678' } })
    expect(other.body.candidates).toMatchObject([
      { customerId: null, name: null, phone: null, consultant: { id: bo.id } },
    ])
    const byName = await kit.call(an, lookUpVisitor, { body: { text: '王小明' } })
    expect(byName.body.candidates).toEqual([])
  })

  test('a known customer is received by their own consultant, if on duty', async () => {
    const customerId = await makeCustomer('李四', '13912345679', chen.id)
    expect((await open({ customerId })).body.receiver?.id).toBe(chen.id)
    await kit.call(door, placeInRotation, {
      params: { personId: chen.id },
      body: { status: 'off' },
    })
    expect((await open({ customerId })).body.receiver?.id).toBe(an.id)
  })

  test('a visitor who is recognised later goes to their own consultant; the turn comes back', async () => {
    const customerId = await makeCustomer('李四', '13912345679', chen.id)
    const visit = await open()
    expect(visit.body.receiver?.id).toBe(an.id)
    const known = await kit.call(door, identifyVisitor, {
      params: { id: visit.body.id },
      body: { customerId, version: visit.body.version },
    })
    expect(known.body).toMatchObject({ receiver: { id: chen.id }, customer: { name: '李四' } })
    const rotation = await kit.call(door, getRotation, {})
    expect(rotation.body.places.map((p) => p.personId)).toEqual([an.id, bo.id, chen.id])
  })

  test('nobody names a customer of another store', async () => {
    const visit = await open()
    const answer = await kit.call(door, identifyVisitor, {
      params: { id: visit.body.id },
      body: { customerId: uuidv7(), version: visit.body.version },
    })
    expect(answer.code).toBe('core.not_found')
  })

  test('a repeat visit needs its customer', async () => {
    const visit = await open()
    expect((await close(visit.body, { outcome: 'repeat' })).code).toBe('showroom.customer_needed')
    const customerId = await makeCustomer('李四', '13912345679', chen.id)
    const closed = await close(visit.body, { outcome: 'repeat', customerId })
    expect(closed.body).toMatchObject({ outcome: 'repeat', customer: { name: '李四' } })
  })
})

describe('the end of the day', () => {
  test('[000-17] the totals by model add only what is missing, without a time', async () => {
    const series = await seedSeries()
    const visit = await open()
    await close(visit.body, { seriesId: series })
    const enter = (total: number) =>
      kit.call(door, putUnfiledTotals, {
        params: { day: '2026-09-15' },
        body: { totals: [{ seriesId: series, total }] },
      })
    expect((await enter(3)).body).toMatchObject({ added: 2, recorded: 3 })
    expect((await enter(3)).body.added).toBe(0)
    expect((await enter(2)).code).toBe('showroom.fewer_than_recorded')
    const shown = await kit.call(door, getUnfiledTotals, { params: { day: '2026-09-15' } })
    expect(shown.body.items).toEqual([
      { seriesId: series, name: '迈腾', recorded: 3, withoutTime: 2 },
    ])
    const register = await kit.call(door, listVisits, {})
    expect(register.body.items.filter((v) => v.arrivedAt === null)).toHaveLength(2)
  })

  test('the same totals entered twice at once are counted once', async () => {
    const enter = () =>
      kit.call(door, putUnfiledTotals, {
        params: { day: '2026-09-15' },
        body: { totals: [{ seriesId: null, total: 5 }] },
      })
    await Promise.all([enter(), enter(), enter()])
    expect((await kit.call(door, listVisits, {})).body.total).toBe(5)
  })

  test('a consultant enters their own', async () => {
    const answer = await kit.call(an, putUnfiledTotals, {
      params: { day: '2026-09-15' },
      body: { totals: [{ seriesId: null, total: 2 }] },
    })
    expect(answer.body.recorded).toBe(2)
    const register = await kit.call(door, listVisits, { query: { receiverId: an.id } })
    expect(register.body.total).toBe(2)
  })
})

test('the register pages through every visit once, also those without a time', async () => {
  for (let n = 0; n < 5; n += 1) {
    kit.clock.set(new Date(Date.parse(morning) + n * 60_000))
    await open()
  }
  await kit.call(door, putUnfiledTotals, {
    params: { day: '2026-09-15' },
    body: { totals: [{ seriesId: null, total: 4 }] },
  })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await kit.call(door, listVisits, {
      query: { limit: 2, ...(cursor ? { cursor } : {}) },
    })
    expect(page.status).toBe(200)
    // Counted once, with the first page.
    expect(page.body.total).toBe(cursor === undefined ? 9 : null)
    seen.push(...page.body.items.map((v) => v.id))
    cursor = page.body.nextCursor ?? undefined
  } while (cursor)
  expect(new Set(seen).size).toBe(9)
  expect(seen).toHaveLength(9)
})

test('what happens at the door is announced at once', async () => {
  const visit = await open()
  await close(visit.body, {})
  const events = await inStore((ctx) =>
    ctx.tx
      .selectFrom('events')
      .select('type')
      .where('store_id', '=', group.store.id)
      .orderBy('id')
      .execute(),
  )
  expect(events.map((e) => e.type)).toEqual([
    'showroom.visit_opened',
    'showroom.rotation_changed',
    'showroom.visit_closed',
  ])
})

async function seedSeries(): Promise<string> {
  const id = uuidv7()
  await inStore(async (ctx) => {
    const brand = uuidv7()
    await ctx.tx
      .insertInto('brands')
      .values({ group_id: group.groupId, id: brand, name: '大众', name_en: 'VW' })
      .execute()
    await ctx.tx
      .insertInto('series')
      .values({ group_id: group.groupId, id, brand_id: brand, name: '迈腾', name_en: 'Magotan' })
      .execute()
  })
  return id
}

async function makeCustomer(name: string, phone: string, ownerId: string): Promise<string> {
  return inStore(async (ctx) => (await createCustomer(ctx, { name, phones: [phone], ownerId })).id)
}

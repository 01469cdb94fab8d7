import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeAppointment } from '#modules/appointments/contract.ts'
import { changeCustomer, getCustomer, revealPhones } from '#modules/customers/contract.ts'
import { addAttachment, addComment } from '#modules/notes/contract.ts'
import { assignCard, completeFollowUp } from '#modules/opportunities/contract.ts'
import { makeCard, openPromises } from '#modules/opportunities/testing.ts'
import { makeTask } from '#modules/reminders/contract.ts'
import { closeVisit, openVisit } from '#modules/showroom/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { type TimelineEntry, type TimelineKind, timelineOf } from '../contract.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let chen: TestPerson
let manager: TestPerson
let desk: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  chen = await group.addPerson('consultant', { name: '陈静' })
  manager = await group.addPerson('showroom_manager', { name: '赵经理' })
  desk = await group.addPerson('receptionist', { name: '前台' })
})
afterAll(() => kit.close())

const read = async (
  by: TestPerson,
  id: string,
  query: { kind?: TimelineKind; cursor?: string; limit?: number } = {},
) => (await kit.call(by, timelineOf, { params: { id }, query })).body
const kindsOf = (items: readonly TimelineEntry[]) => new Set(items.map((entry) => entry.kind))

/** A customer to whom something of every kind happened, a minute apart. */
async function livelyCustomer() {
  const { id, customerId } = await makeCard(kit, liu, { level: 'A' })
  const params = { id: customerId }
  const minute = (n: number) =>
    kit.clock.set(new Date(Date.parse('2026-09-15T02:00:00Z') + n * 60_000))
  minute(1)
  const [promise] = await openPromises(kit.app, group.store, id)
  await kit.call(liu, completeFollowUp, {
    params: { id },
    body: {
      followUpId: promise?.id as string,
      method: 'call',
      isReached: true,
      result: 'interested',
      note: '周末来看车',
    },
  })
  minute(2)
  await kit.call(liu, addComment, { params, body: { text: '想要白色' } })
  minute(3)
  await kit.call(
    liu,
    addAttachment,
    { params, query: {} },
    { file: { name: '报价.txt', bytes: new TextEncoder().encode('报价') } },
  )
  minute(4)
  const visitId = uuidv7()
  const visit = await kit.call(desk, openVisit, {
    body: { id: visitId, channel: 'walk-in', partySize: 3 },
  })
  await kit.call(desk, closeVisit, {
    params: { id: visitId },
    body: { outcome: 'repeat', customerId, note: '带家人来', version: visit.body.version },
  })
  minute(5)
  const { version } = (await kit.call(manager, getCustomer, { params })).body
  await kit.call(manager, changeCustomer, { params, body: { version, name: '王建军' } })
  minute(6)
  await kit.call(manager, revealPhones, { params, body: { reason: '核对号码' } })
  minute(7)
  await kit.call(manager, assignCard, {
    params: { id },
    body: { ownerId: chen.id, reason: '刘洋休假' },
  })
  return { id, customerId }
}

test('[001-15] one timeline holds everything that happened, newest first, whoever holds the customer now', async () => {
  const { customerId } = await livelyCustomer()
  const { items, nextCursor } = await read(chen, customerId)
  expect(nextCursor).toBeNull()
  expect(kindsOf(items)).toEqual(
    new Set(['contact', 'visit', 'comment', 'attachment', 'change', 'data']),
  )
  const times = items.map((entry) => entry.at)
  expect(times).toEqual([...times].sort().toReversed())
  expect(items[0]).toMatchObject({
    kind: 'change',
    actorName: '赵经理',
    data: { field: 'owner', from: '刘洋', to: '陈静', reason: '刘洋休假' },
  })
  expect(items.find((entry) => entry.kind === 'visit')?.data).toMatchObject({
    outcome: 'repeat',
    partySize: 3,
    note: '带家人来',
  })
  // The visit tells its contact; it is not told twice.
  expect(items.filter((entry) => entry.kind === 'contact')).toHaveLength(1)
  expect((await kit.call(liu, timelineOf, { params: { id: customerId }, query: {} })).status).toBe(
    404,
  )
})

test('[001-15] page by page to the first day nothing is missing and nothing comes twice', async () => {
  const { customerId } = await livelyCustomer()
  const whole = (await read(manager, customerId, { limit: 200 })).items.map((entry) => entry.id)
  const paged: string[] = []
  let cursor: string | undefined
  do {
    const page = await read(manager, customerId, { limit: 2, ...(cursor ? { cursor } : {}) })
    expect(page.items.length).toBeLessThanOrEqual(2)
    paged.push(...page.items.map((entry) => entry.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(paged).toEqual(whole)
  expect(new Set(paged).size).toBe(paged.length)
})

test('[001-15] it can be filtered by kind, and what a person has no right to is left out', async () => {
  const { customerId } = await livelyCustomer()
  for (const kind of ['contact', 'visit', 'comment', 'attachment', 'change'] as const) {
    const { items } = await read(manager, customerId, { kind })
    expect(kindsOf(items)).toEqual(new Set([kind]))
  }
  // Who looked at the number is for those who may look at all numbers.
  expect(kindsOf((await read(manager, customerId, { kind: 'data' })).items)).toEqual(
    new Set(['data', 'seen']),
  )
  expect(kindsOf((await read(chen, customerId)).items).has('seen')).toBe(false)
  // The desk sees customers and visits, but no cards.
  const atDesk = kindsOf((await read(desk, customerId)).items)
  expect(atDesk.has('visit')).toBe(true)
  expect(atDesk.has('contact') || atDesk.has('change')).toBe(false)
})

test('[001-15] appointments and tasks stand on the timeline too', async () => {
  const { customerId } = await makeCard(kit, liu)
  const appointment = await kit.call(liu, makeAppointment, {
    body: { customerId, startsAt: '2026-09-16T03:00:00Z', purpose: 'test_drive' },
  })
  expect(appointment.status).toBe(201)
  await kit.call(liu, makeTask, {
    params: { id: customerId },
    body: { kind: 'send', onDay: '2026-09-16' },
  })
  const made = await read(liu, customerId, { kind: 'appointment' })
  expect(made.items).toMatchObject([{ actorName: '刘洋', data: { state: 'made' } }])
  expect(Date.parse(made.items[0]?.data.startsAt as string)).toBe(
    Date.parse('2026-09-16T03:00:00Z'),
  )
  const tasks = await read(liu, customerId, { kind: 'task' })
  expect(tasks.items).toMatchObject([{ data: { taskKind: 'send', personName: '刘洋' } }])
})

test('a cursor of something else is refused', async () => {
  const { customerId } = await makeCard(kit, liu)
  const answer = await kit.call(liu, timelineOf, {
    params: { id: customerId },
    query: { cursor: 'nonsense' },
  })
  expect(answer.code).toBe('core.bad_request')
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { mailBox } from '#foundation/testing/mail-box.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeAppointment } from '#modules/appointments/contract.ts'
import { leadEvents } from '#modules/leads/contract.ts'
import { addComment } from '#modules/notes/contract.ts'
import { assignCard, completeFollowUp } from '#modules/opportunities/contract.ts'
import { makeCard, openPromises } from '#modules/opportunities/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { modules } from '../../../modules.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import * as contract from '../contract.ts'
import { sendMails } from './mails.ts'
import { watchDue } from './watch.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let chen: TestPerson
let manager: TestPerson
const start = '2026-09-15T02:00:00Z'

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  chen = await group.addPerson('consultant', { name: '陈静' })
  manager = await group.addPerson('showroom_manager', { name: '赵经理' })
})
afterAll(() => kit.close())

const inbox = async (by: TestPerson, show: 'unread' | 'all' = 'unread') =>
  (await kit.call(by, contract.listReminders, { query: { show, limit: 200 } })).body.items
const about = (items: contract.Reminder[], customerId: string) =>
  items.filter((one) => one.link.includes(customerId))
const unread = async (by: TestPerson) =>
  (await kit.call(by, contract.countReminders, {})).body.unread
const on = async (at: string, work: () => Promise<void>) => {
  kit.clock.set(at)
  try {
    await work()
  } finally {
    kit.clock.set(start)
  }
}

test('[002-30] who is mentioned is told once and lands on the comment', async () => {
  const { customerId } = await makeCard(kit, liu, { name: '王小明' })
  const made = await kit.call(liu, addComment, {
    params: { id: customerId },
    body: { text: '@赵经理 请看一下', mentions: [manager.id] },
  })
  await kit.settle(group.store)
  await kit.settle(group.store)
  expect(about(await inbox(manager), customerId)).toMatchObject([
    {
      kind: 'mention',
      personName: '刘洋',
      customerName: '王小明',
      link: `/customers/${customerId}?comment=${made.body.id}`,
    },
  ])
})

test('[000-23] the inbox is one’s own: read, unread again, all read', async () => {
  const { customerId } = await makeCard(kit, liu)
  const body = { text: '@赵经理 急', mentions: [manager.id] }
  await kit.call(liu, addComment, { params: { id: customerId }, body })
  await kit.settle(group.store)
  const [one] = about(await inbox(manager), customerId)
  const params = { id: one?.id as string }
  const read = { params, body: { isRead: true } }
  expect((await kit.call(chen, contract.readReminder, read)).status).toBe(404)
  const before = await unread(manager)
  expect((await kit.call(manager, contract.readReminder, read)).body.isRead).toBe(true)
  expect(await unread(manager)).toBe(before - 1)
  await kit.call(manager, contract.readReminder, { params, body: { isRead: false } })
  expect(await unread(manager)).toBe(before)
  await kit.call(manager, contract.readAllReminders, {})
  expect(await unread(manager)).toBe(0)
  expect((await inbox(manager, 'all')).length).toBeGreaterThan(0)
})

test('[000-23] a customer handed over is told to the new consultant, and open tasks go along', async () => {
  const { id, customerId } = await makeCard(kit, liu)
  const params = { id: customerId }
  const task = await kit.call(liu, contract.makeTask, {
    params,
    body: { kind: 'send', onDay: '2026-09-16', note: '寄目录 13812345678' },
  })
  expect(task.body.note).not.toContain('13812345678')
  await kit.call(manager, assignCard, {
    params: { id },
    body: { ownerId: chen.id, reason: '休假' },
  })
  await kit.settle(group.store)
  expect(about(await inbox(chen), customerId)).toMatchObject([
    { kind: 'handover', personName: '赵经理' },
  ])
  expect(about(await inbox(liu), customerId)).toMatchObject([{ kind: 'handed_away' }])
  const tasks = await kit.call(chen, contract.listCustomerTasks, { params })
  expect(tasks.body.items).toMatchObject([{ id: task.body.id, person: { name: '陈静' } }])
})

test('[000-23] many customers handed over at once are one reminder on each side', async () => {
  const [from, to] = [await group.addPerson('consultant'), await group.addPerson('consultant')]
  await runInStore(kit.app, group.store, async (ctx) => {
    const data = { from: from.id, to: to.id, count: 7, customers: 9, operationId: uuidv7() }
    announce(ctx, { type: 'opportunities.handed_over', recordId: data.operationId, data })
  })
  await kit.settle(group.store)
  expect(await inbox(to)).toMatchObject([{ kind: 'handover', count: 7, link: '/cards' }])
  expect(await inbox(from)).toMatchObject([{ kind: 'handed_away', count: 7 }])
})

test('[002-08] an overdue promise reaches the consultant at once, a date that passed the manager too, once each', async () => {
  const { id, customerId } = await makeCard(kit, liu, { expectedOn: '2026-09-20' })
  await watchDue(kit.app, group.store)
  expect(about(await inbox(liu), customerId)).toEqual([])
  await on('2026-09-18T02:00:00Z', async () => {
    await watchDue(kit.app, group.store)
    await watchDue(kit.app, group.store)
    const told = about(await inbox(liu), customerId)
    expect(told.map((one) => one.kind).sort()).toEqual(['expected', 'promise'])
    expect(told.find((one) => one.kind === 'promise')?.when).toBe('2026-09-16')
    expect(about(await inbox(manager), customerId)).toEqual([])
  })
  await on('2026-09-22T02:00:00Z', async () => {
    await watchDue(kit.app, group.store)
    await watchDue(kit.app, group.store)
    const passed = (items: contract.Reminder[]) =>
      about(items, customerId).filter((one) => one.kind === 'passed')
    expect(passed(await inbox(liu))).toHaveLength(1)
    expect(passed(await inbox(manager))).toMatchObject([{ personName: '刘洋' }])
    // Kept in the end: nothing is left to be reminded of.
    const [promise] = await openPromises(kit.app, group.store, id)
    await kit.call(liu, completeFollowUp, {
      params: { id },
      body: {
        followUpId: promise?.id as string,
        method: 'call',
        isReached: true,
        result: 'interested',
        expectedOn: '2026-10-30',
      },
    })
    await watchDue(kit.app, group.store)
    expect(about(await inbox(liu), customerId)).toEqual([])
    expect(about(await inbox(manager), customerId)).toEqual([])
  })
})

test('[002-27] a task has a day, a person and a customer, stands on the day’s list, and is done and undone', async () => {
  const { customerId } = await makeCard(kit, liu, { name: '周先生' })
  const id = uuidv7()
  const make = () =>
    kit.call(liu, contract.makeTask, {
      params: { id: customerId },
      body: { id, kind: 'propose', onDay: '2026-09-15', atTime: '15:30', note: '两种方案' },
    })
  expect((await make()).status).toBe(201)
  expect((await make()).body.id).toBe(id)
  const day = async (of?: string) =>
    (
      await kit.call(liu, contract.listDayTasks, { query: of ? { day: of } : {} })
    ).body.items.filter((one) => one.id === id)
  expect(await day()).toMatchObject([{ customerName: '周先生', atTime: '15:30', doneAt: null }])
  await watchDue(kit.app, group.store)
  expect(about(await inbox(liu), customerId)).toMatchObject([{ kind: 'task', taskKind: 'propose' }])
  await on('2026-09-16T02:00:00Z', async () => {
    expect(await day()).toMatchObject([{ isLate: true }])
    await watchDue(kit.app, group.store)
    const kinds = about(await inbox(liu), customerId).map((one) => one.kind)
    expect(kinds).toContain('task_late')
  })
  const params = { id }
  const done = await kit.call(liu, contract.completeTask, { params })
  expect(done.body.doneAt).not.toBeNull()
  expect(await day()).toMatchObject([{ isLate: false }])
  await watchDue(kit.app, group.store)
  expect(about(await inbox(liu), customerId)).toEqual([])
  expect((await kit.call(liu, contract.reopenTask, { params })).body.doneAt).toBeNull()
  const stale = await kit.call(liu, contract.changeTask, {
    params,
    body: { version: 1, onDay: '2026-09-20' },
  })
  expect(stale.code).toBe('core.stale_version')
  const moved = await kit.call(liu, contract.changeTask, {
    params,
    body: { version: 3, onDay: '2026-09-20', atTime: null },
  })
  expect(moved.body).toMatchObject({ onDay: '2026-09-20', atTime: null })
  expect(await day()).toEqual([])
  expect((await kit.call(liu, contract.removeTask, { params })).body.isRemoved).toBe(true)
  expect((await kit.call(liu, contract.restoreTask, { params })).body.isRemoved).toBe(false)
})

test('[002-27] a task is given only to who may see the customer, and changed by who has to do with it', async () => {
  const { customerId } = await makeCard(kit, liu)
  const params = { id: customerId }
  const body = { kind: 'call', onDay: '2026-09-16' } as const
  const refused = await kit.call(liu, contract.makeTask, {
    params,
    body: { ...body, personId: chen.id },
  })
  expect(refused.code).toBe('reminders.person_may_not_see')
  const given = await kit.call(manager, contract.makeTask, {
    params,
    body: { ...body, personId: liu.id },
  })
  expect(given.body).toMatchObject({ person: { name: '刘洋' }, createdBy: { name: '赵经理' } })
  const desk = await group.addPerson('receptionist')
  const own = { params: { id: given.body.id } }
  expect((await kit.call(desk, contract.completeTask, own)).code).toBe('reminders.not_your_task')
  expect((await kit.call(chen, contract.completeTask, own)).status).toBe(404)
  expect((await kit.call(liu, contract.completeTask, own)).status).toBe(200)
})

test('[000-23] the calendar of a secret address holds promises, tasks and no number; a wrong address finds nothing', async () => {
  const zhou = await group.addPerson('consultant', { name: '周敏' })
  const { customerId } = await makeCard(kit, zhou, { name: '欧阳若水', phone: '13700001234' })
  await kit.call(zhou, contract.makeTask, {
    params: { id: customerId },
    body: { kind: 'call', onDay: '2026-09-17', atTime: '09:30', note: '报价' },
  })
  const made = await kit.call(zhou, contract.makeCalendar, { body: { names: 'full' } })
  const address = `${kit.url}${made.body.path}`
  const answer = await fetch(address)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toContain('text/calendar')
  expect(text).toContain('跟踪 欧阳若水（A 级）')
  expect(text).toContain('DTSTART;VALUE=DATE:20260916')
  expect(text).toContain('DTSTART:20260917T013000Z')
  expect(text).not.toMatch(/\d{11}|\d{3}\*{4}\d{4}/)
  const tag = answer.headers.get('etag') as string
  const again = await fetch(address, { headers: { 'if-none-match': tag } })
  expect(again.status).toBe(304)
  expect((await fetch(`${kit.url}/api/calendar/${'x'.repeat(43)}.ics`)).status).toBe(404)
  const renewed = await kit.call(zhou, contract.makeCalendar, { body: { names: 'initials' } })
  expect((await fetch(address)).status).toBe(404)
  const short = await (await fetch(`${kit.url}${renewed.body.path}`)).text()
  expect(short).toContain('欧**')
  expect(short).not.toContain('若水')
  const stored = await inStores(kit.app.db, [], async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from calendar_feeds where person_id = ${zhou.id}`.execute(tx)
    return rows[0]?.n
  })
  expect(stored).toBe(1)
  await kit.call(zhou, contract.stopCalendar, {})
  expect((await fetch(`${kit.url}${renewed.body.path}`)).status).toBe(404)
})

test('[000-23] an appointment that begins soon reaches its consultant once, and stands in the calendar', async () => {
  const { customerId } = await makeCard(kit, liu, { name: '钱先生' })
  await kit.call(liu, makeAppointment, {
    body: { customerId, startsAt: '2026-09-15T02:30:00Z', purpose: 'visit' },
  })
  const clock = modules.flatMap((m) => m.timers ?? []).find((t) => t.name === 'appointments.clock')
  await clock?.run(kit.app, group.store)
  await kit.settle(group.store)
  await clock?.run(kit.app, group.store)
  await kit.settle(group.store)
  expect(about(await inbox(liu), customerId)).toMatchObject([
    { kind: 'appointment', when: '2026-09-15T02:30:00.000Z' },
  ])
  const { body } = await kit.call(liu, contract.makeCalendar, { body: { names: 'full' } })
  const text = await (await fetch(kit.url + body.path)).text()
  expect(text).toContain('预约 钱先生')
  expect(text).toContain('DTSTART:20260915T023000Z')
})

test('[002-08] a lead nobody took is told to the managers, once', async () => {
  const lead = uuidv7()
  for (const _time of [1, 2])
    await runInStore(kit.app, group.store, async (ctx) =>
      announce(ctx, { type: leadEvents.withoutOwner, recordId: lead, data: { customerId: null } }),
    )
  await kit.settle(group.store)
  const told = (await inbox(manager)).filter((one) => one.link === `/leads/${lead}`)
  expect(told).toMatchObject([{ kind: 'lead' }])
  expect((await inbox(liu)).some((one) => one.kind === 'lead')).toBe(false)
})

test('[000-23] without a mail service nothing is mailed, and the profile says so', async () => {
  const choices = await kit.call(chen, contract.getChoices, {})
  expect(choices.body).toMatchObject({ mail: 'none', isMailSetUp: false, calendar: null })
  const refused = await kit.call(chen, contract.changeChoices, {
    body: { mail: 'each', address: 'liu@example.com' },
  })
  expect(refused.code).toBe('reminders.mail_not_set_up')
})

test('[000-23] each reminder is mailed once, tried again when the service fails, and the morning’s as one', async () => {
  const own = await makeGroup(kit.app)
  const sales = await own.addPerson('consultant', { name: '孙丽' })
  const boss = await own.addPerson('showroom_manager', { name: '钱经理' })
  const post = await mailBox()
  kit.app.config.mail = { url: `smtp://127.0.0.1:${post.port}`, from: 'keyuan@example.com' }
  try {
    const needed = await kit.call(boss, contract.changeChoices, {
      body: { mail: 'each', address: '' },
    })
    expect(needed.code).toBe('reminders.address_needed')
    await kit.call(boss, contract.changeChoices, {
      body: { mail: 'each', address: 'boss@example.com' },
    })
    await kit.call(sales, contract.changeChoices, {
      body: { mail: 'daily', address: 'sales@example.com' },
    })
    const { customerId } = await makeCard(kit, sales, { name: '王五' })
    const body = { text: '@钱经理 请批', mentions: [boss.id] }
    await kit.call(sales, addComment, { params: { id: customerId }, body })
    await kit.settle(own.store)
    post.refuse = true
    expect(await sendMails(kit.app, own.store)).toBe(0)
    post.refuse = false
    expect(await sendMails(kit.app, own.store)).toBe(0)
    await on('2026-09-15T02:05:00Z', async () => {
      expect(await sendMails(kit.app, own.store)).toBe(1)
      expect(await sendMails(kit.app, own.store)).toBe(0)
    })
    expect(post.mails).toHaveLength(1)
    expect(post.mails[0]).toContain('To: boss@example.com')
    // The next morning, after opening, one mail with what is unread.
    await on('2026-09-16T22:00:00Z', async () => {
      await watchDue(kit.app, own.store)
      expect(await sendMails(kit.app, own.store)).toBe(0)
    })
    await on('2026-09-17T02:00:00Z', async () => {
      await watchDue(kit.app, own.store)
      expect(await sendMails(kit.app, own.store)).toBe(1)
      expect(await sendMails(kit.app, own.store)).toBe(0)
    })
    expect(post.mails).toHaveLength(2)
    expect(post.mails[1]).toContain('To: sales@example.com')
  } finally {
    kit.app.config.mail = undefined
    await post.close()
  }
})

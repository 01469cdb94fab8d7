import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { mailBox } from '#foundation/testing/mail-box.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { changeChoices } from '#modules/reminders/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  changeSchedule,
  deleteSchedule,
  getReport,
  listSchedules,
  makeSchedule,
} from '../contract.ts'
import { sendReports } from './report-mails.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let liu: TestPerson
let post: Awaited<ReturnType<typeof mailBox>>
beforeAll(async () => {
  kit = await startTestApp()
  post = await mailBox()
  kit.app.config.mail = { url: `smtp://127.0.0.1:${post.port}`, from: 'keyuan@example.com' }
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
  liu = await group.addPerson('consultant', { name: '刘顾问' })
  await makeCard(kit, liu)
})
afterAll(async () => {
  await post.close()
  await kit.close()
})

const weekly = {
  name: '每周成交',
  query: { metrics: 'registered,deals', by: 'consultant', period: 'last_week' },
  rhythm: 'weekly',
  weekday: 1,
  monthDay: null,
  atTime: '08:30',
} as const
/** The lines of the sheet a mail carries, its title left out. */
async function attachedRows(mail: string) {
  const attached = /application\/vnd[^]*?Content-Disposition: attachment[^]*?\n\n+([\w+/=\n]+)/
  const [, body = ''] = attached.exec(mail) ?? []
  const { rows } = await readSheet(new Uint8Array(Buffer.from(body, 'base64')), 'report.xlsx')
  return rows.slice(2).map(({ cells }) => cells.map((cell) => cell ?? ''))
}

/** The words of a mail, whichever way they travel. */
function textOf(mail: string): string {
  const [, head = '', body = ''] =
    /Content-Type: text\/plain[^]*?Transfer-Encoding: (\S+)[^]*?\n\n([^]*?)\n--/.exec(mail) ?? []
  if (head === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number(`0x${hex}`)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The same report as it is asked for on the screen at this moment. */
async function reportRows(as: TestPerson) {
  const { body } = await kit.call(as, getReport, { query: weekly.query })
  expect(body.totals[0]?.value).toBe(1)
  const figures = (row: { figures: typeof body.totals }) =>
    row.figures.map((figure) => figure?.value ?? 0)
  return [
    ...body.rows.map((row) => [row.label, ...figures(row)]),
    ['合计', ...figures({ figures: body.totals })],
  ]
}

const schedule = (personIds: string[], as = manager) =>
  kit.call(as, makeSchedule, { body: { ...weekly, personIds } })
const sendAt = async (at: string): Promise<number> => {
  kit.clock.set(at)
  return sendReports(kit.app, group.store)
}

test('[002-66] a report is mailed on its day and hour, once, with the rights of whoever gets it', async () => {
  expect((await schedule([manager.id])).code).toBe('dashboards.no_address')
  expect((await schedule([liu.id], liu)).status).toBe(403)
  await kit.call(manager, changeChoices, { body: { mail: 'none', address: 'boss@example.com' } })
  const made = await schedule([manager.id])
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  // 15 September 2026 is a Tuesday.
  expect(made.body.items).toMatchObject([{ nextOn: '2026-09-21', isPaused: false }])
  expect(await sendAt('2026-09-21T00:25:00Z')).toBe(0)
  post.refuse = true
  expect(await sendAt('2026-09-21T00:31:00Z')).toBe(0)
  const [failing] = (await kit.call(manager, listSchedules, {})).body.items
  expect(failing?.lastError).toContain('451')
  expect(failing).toMatchObject({ attempts: 1, againAt: '2026-09-21T00:33:00.000Z' })
  post.refuse = false
  expect(await sendAt('2026-09-21T00:32:00Z')).toBe(0)
  expect(await sendAt('2026-09-21T00:40:00Z')).toBe(1)
  expect(await sendAt('2026-09-21T00:45:00Z')).toBe(0)
  expect(post.mails).toHaveLength(1)
  expect(post.mails[0]).toContain('To: boss@example.com')
  expect(await attachedRows(post.mails[0] ?? '')).toEqual(await reportRows(manager))
  expect(textOf(post.mails[0] ?? '')).toContain('成交：0')
  const [kept] = (await kit.call(manager, listSchedules, {})).body.items
  expect(kept).toMatchObject({ nextOn: '2026-09-28', lastError: null })
})

test('a paused report waits, a stopped one is gone, and a rhythm without its day is refused', async () => {
  const [one] = (await kit.call(manager, listSchedules, {})).body.items
  const id = one?.id ?? ''
  const pause = (isPaused: boolean, version: number) =>
    kit.call(manager, changeSchedule, { params: { id }, body: { version, isPaused } })
  const paused = await pause(true, one?.version ?? 0)
  expect(paused.body.isPaused).toBe(true)
  expect((await pause(false, one?.version ?? 0)).code).toBe('core.stale_version')
  expect(await sendAt('2026-09-28T01:00:00Z')).toBe(0)
  await pause(false, paused.body.version)
  expect(await sendAt('2026-10-05T01:00:00Z')).toBe(1)
  expect((await kit.call(liu, deleteSchedule, { params: { id } })).status).toBe(403)
  await kit.call(manager, deleteSchedule, { params: { id } })
  expect((await kit.call(manager, listSchedules, {})).body.items).toEqual([])
  const refused = await kit.call(manager, makeSchedule, {
    body: { ...weekly, rhythm: 'monthly', personIds: [manager.id] },
  })
  expect(refused.code).toBe('dashboards.rhythm')
})

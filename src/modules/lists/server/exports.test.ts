import { read } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import type { CallInput } from '#shared/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { type exportList, listExports } from '../contract.ts'

/** The file is written after the answer; a busy machine takes its time. */
const patience = { timeout: 20_000 }

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let consultant: TestPerson
let gm: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app, { settings: {} })
  manager = await group.addPerson('showroom_manager')
  consultant = await group.addPerson('consultant')
  gm = await group.addPerson('general_manager')
  for (const name of ['=1+1', '+危险', '王建国', '@甲', '-乙'])
    await makeCard(kit, consultant, { name, expectedOn: '2026-09-20' })
  await makeCard(kit, consultant, { name: '晚些来', level: 'C' })
})
afterAll(() => kit.close())

const columns = ['level', 'name', 'phone', 'due', 'expected', 'stage', 'quantity']

async function take(
  as: TestPerson,
  body: CallInput<typeof exportList>['body'],
  list = 'prospects',
) {
  const response = await fetch(new URL(`/api/lists/${list}/exports`, kit.url), {
    method: 'POST',
    headers: {
      cookie: as.cookie,
      'x-keyuan': '1',
      'content-type': 'application/json',
      'accept-language': 'zh',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, bytes, headers: response.headers }
}

it('an xlsx holds exactly the filtered rows and shown columns, in the order of the list, with their types', async () => {
  const { status, bytes, headers } = await take(manager, {
    format: 'xlsx',
    query: { level: 'H', sort: 'opened' },
    columns,
  })
  expect(status).toBe(200)
  expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('潜客')
  const sheet = Object.values(read(bytes, { cellDates: false }).Sheets)[0] ?? {}
  expect(['A1', 'B1', 'C1', 'D1'].map((cell) => sheet[cell]?.v)).toEqual([
    '级别',
    '客户',
    '电话',
    '下次跟踪',
  ])
  const rows = [2, 3, 4, 5, 6]
  const names = rows.map((row) => String(sheet[`B${row}`]?.v))
  expect(new Set(names)).toEqual(new Set(['=1+1', '+危险', '王建国', '@甲', '-乙']))
  expect(sheet.A7).toBeUndefined()
  for (const row of rows) {
    // A name is a text and nothing that a sheet would run.
    expect(sheet[`B${row}`]).toMatchObject({ t: 's' })
    expect(sheet[`B${row}`]?.f).toBeUndefined()
    expect(String(sheet[`C${row}`]?.v)).toMatch(/^\d{3}\*{4}\d{4}$/)
    // Days and numbers are numbers; a day is one of the sheet's dates.
    expect(sheet[`E${row}`]?.t).toBe('n')
    expect(sheet[`E${row}`]?.v).toBe(46_285)
    expect(sheet[`F${row}`]).toMatchObject({ t: 'n', v: 25 })
    expect(sheet[`G${row}`]).toMatchObject({ t: 'n', v: 1 })
  }
})

it('a CSV begins with the byte order mark and runs nothing', async () => {
  const { bytes } = await take(manager, { format: 'csv', query: { level: 'H' }, columns })
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const text = new TextDecoder().decode(bytes)
  expect(text).toContain("'=1+1")
  expect(text).toContain('2026-09-20')
  expect(text).not.toMatch(/(^|,)[=+@-]/m)
})

it('above the limit of the store a reason is needed; it is kept with who, what and how many', async () => {
  await inStores(kit.app.db, [group.store.id], (tx) =>
    sql`update stores set settings = '{"exportReasonAbove": 3}' where id = ${group.store.id}`.execute(
      tx,
    ),
  )
  expect((await take(manager, { format: 'csv' })).status).toBe(422)
  const done = await take(manager, { format: 'csv', query: { q: '王' }, reason: '给厂家的月报' })
  expect(done.status).toBe(200)
  const all = await take(manager, { format: 'csv', reason: '给厂家的月报' })
  expect(new TextDecoder().decode(all.bytes).trim().split('\r\n')).toHaveLength(7)
  // The end is noted when the last row has left, which may be after it has arrived.
  const log = await vi.waitFor(async () => {
    const answer = await kit.call(gm, listExports, { query: {} })
    expect(answer.body.items[0]?.state).toBe('done')
    return answer
  }, patience)
  expect(log.body.items[0]).toMatchObject({
    personName: manager.name,
    list: 'prospects',
    title: '潜客',
    reason: '给厂家的月报',
    rowsFound: 6,
    rowsWritten: 6,
    state: 'done',
    withPhones: false,
  })
  // What was searched for may be a name or a number: the log says only that something was.
  expect(log.body.items[1]?.filters).toEqual({ q: '（已输入）' })
  expect((await kit.call(consultant, listExports, { query: {} })).status).toBe(403)
})

it('full numbers need their own permission', async () => {
  const { status } = await take(manager, { format: 'csv', phones: 'full', reason: '核对号码' })
  expect(status).toBe(403)
})

it('who may export less than they see gets only that, and who may not export gets nothing', async () => {
  expect((await take(consultant, { format: 'csv' })).status).toBe(403)
  const { bytes, status } = await take(gm, { format: 'csv', reason: '看看总数' })
  expect(status).toBe(200)
  expect(new TextDecoder().decode(bytes).trim().split('\r\n')).toHaveLength(7)
  expect((await take(gm, { format: 'csv' }, 'no-such-list')).status).toBe(404)
})

it('the file of the trail reads as the screen does: actions and details in words, in the language asked for', async () => {
  const { bytes } = await take(gm, { format: 'csv', reason: '查操作' }, 'audit')
  const text = new TextDecoder().decode(bytes)
  expect(text).toContain('潜客卡 · 打开')
  expect(text).toContain(gm.name)
  expect(text).not.toMatch(/[a-z_]+\.[a-z_]+,|[{}]/)
})

it('every declared list leaves as a file', async () => {
  for (const list of ['visits', 'staff', 'audit', 'exports'])
    expect([list, (await take(gm, { format: 'xlsx', reason: '月末归档' }, list)).status]).toEqual([
      list,
      200,
    ])
})

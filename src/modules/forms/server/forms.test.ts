import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listExports } from '#modules/lists/contract.ts'
import { completeFollowUp, getCard } from '#modules/opportunities/contract.ts'
import { closeVisit, fileVisit, openVisit } from '#modules/showroom/contract.ts'
import type { Paper } from '#shared/paper.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  getCustomerForm,
  getCustomerFormFile,
  getRegisterForm,
  getRegisterFormFile,
  getReportForm,
  getReportFormFile,
  getTrackingForm,
  getTrackingFormFile,
  setDayNote,
} from '../contract.ts'

let kit: TestApp
let group: TestGroup
let door: TestPerson
let liu: TestPerson
let bo: TestPerson
let manager: TestPerson
let customerId: string
let cardId: string

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  door = await group.addPerson('receptionist', { name: '前台小赵' })
  liu = await group.addPerson('consultant', { name: '刘洋' })
  bo = await group.addPerson('consultant', { name: '博' })
  manager = await group.addPerson('showroom_manager', { name: '汤经理' })
  const visit = await open({ partySize: 3, receiverId: liu.id })
  const filed = await kit.call(liu, fileVisit, {
    params: { id: visit.id },
    body: {
      version: visit.version,
      card: {
        customer: { name: '=王小明', phones: ['13912345678'], sex: 'male' },
        expectedOn: '2026-09-20',
        note: '看中大空间，周末带家人',
      },
    } as never,
  })
  expect(filed.status).toBeLessThan(300)
  cardId = filed.body.card?.id ?? ''
  const card = await kit.call(liu, getCard, { params: { id: cardId } })
  customerId = card.body.customerId
  await kit.call(liu, completeFollowUp, {
    params: { id: cardId },
    body: {
      followUpId: card.body.followUp?.id ?? '',
      method: 'call',
      isReached: true,
      result: '有意向',
      note: '约周六试驾',
    },
  })
  const second = await open({ receiverId: bo.id })
  await kit.call(door, closeVisit, {
    params: { id: second.id },
    body: { outcome: 'unfiled', version: second.version } as never,
  })
})
afterAll(() => kit.close())

const open = async (body: Record<string, unknown>) => {
  const answer = await kit.call(door, openVisit, {
    body: { channel: 'walk-in', partySize: 1, ...body } as never,
  })
  expect(answer.status).toBeLessThan(300)
  return answer.body
}
const today = { from: '2026-09-15', to: '2026-09-15' }
const tableOf = (paper: Paper, place = 0) => {
  const part = paper.parts.filter(({ kind }) => kind === 'table')[place]
  if (part?.kind !== 'table') throw new Error('no table')
  return part
}
const rowsOf = async (file: unknown) => {
  const book = read(new Uint8Array(await (file as Blob).arrayBuffer()), { cellDates: true })
  return utils.sheet_to_json<(string | number | Date | null)[]>(
    book.Sheets[book.SheetNames[0] ?? ''] ?? {},
    { header: 1, blankrows: false, defval: null },
  )
}
const startOf = async (file: unknown) => (file as Blob).slice(0, 5).text()

describe('paper', () => {
  test('[004-09] the register of a day is one line per party, masked, with its totals', async () => {
    const { body, status } = await kit.call(manager, getRegisterForm, { query: today })
    expect(status).toBe(200)
    const { rows, columns } = tableOf(body)
    expect(rows).toHaveLength(2)
    const first = Object.fromEntries(columns.map(({ title }, at) => [title, rows[0]?.[at]]))
    expect(first).toMatchObject({
      序号: 1,
      日期: { day: '2026-09-15' },
      渠道: '来店',
      到店: '10:00',
      人数: 3,
      '首次/再次': '首次',
      姓名: '=王小明',
      电话: '139****5678',
      销售顾问: '刘洋',
      结果: '留档',
      接待经过: '看中大空间，周末带家人',
    })
    expect(body.parts.at(-1)).toMatchObject({
      kind: 'facts',
      facts: [{ label: '留档', value: 1 }, { label: '未留档', value: 1 }, {}, {}, {}],
    })
    expect(body.head).toEqual([group.store.name, '2026年9月15日'])
    const english = await kit.call(
      manager,
      getRegisterForm,
      { query: today },
      {
        headers: { 'accept-language': 'en' },
      },
    )
    expect(english.body.title).toBe('Visit and call register')
  })

  test('[004-09] the same lines leave as PDF and as xlsx with figures, dates and harmless text', async () => {
    const pdf = await kit.call(manager, getRegisterFormFile, { query: { ...today, format: 'pdf' } })
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(await startOf(pdf.body)).toBe('%PDF-')
    const xlsx = await kit.call(manager, getRegisterFormFile, {
      query: { ...today, format: 'xlsx' },
    })
    const rows = await rowsOf(xlsx.body)
    const head = rows.findIndex((row) => row[0] === '序号')
    expect(rows[head + 1]?.[0]).toBe(1)
    expect(rows[head + 1]?.[1]).toBeInstanceOf(Date)
    expect(String(rows[head + 1]?.[7])).toMatch(/^'?=王小明$/)
    expect(rows[head + 1]?.[9]).toBe('139****5678')
  })

  test('what leaves as a file stands in the log of exports', async () => {
    await kit.call(manager, getRegisterFormFile, { query: { ...today, format: 'pdf' } })
    const auditor = await group.addPerson('sales_manager')
    const { body } = await kit.call(auditor, listExports, { query: {} })
    expect(body.items[0]).toMatchObject({
      title: '展厅来电(店)客户登记表',
      format: 'pdf',
      personName: '汤经理',
    })
  })

  test('[004-09] a consultant prints their own parties only, and may not take the xlsx of a store', async () => {
    const own = await kit.call(bo, getRegisterForm, { query: today })
    expect(tableOf(own.body).rows).toHaveLength(1)
    const long = await kit.call(manager, getRegisterForm, {
      query: { from: '2026-08-01', to: '2026-09-15' },
    })
    expect(long.code).toBe('forms.period_too_long')
  })

  test('full numbers need the right to export them, and a reason', async () => {
    const refused = await kit.call(manager, getRegisterForm, {
      query: { ...today, phones: 'full', reason: '总部核对' },
    })
    expect(refused.code).toBe('core.forbidden')
  })

  test('[004-10] the tracking sheet lists prospects by level with every contact of the month', async () => {
    const { body } = await kit.call(liu, getTrackingForm, { query: { month: '2026-09' } })
    expect(body.head).toEqual([group.store.name, '刘洋', '2026-09'])
    const levels = body.parts.map(({ title }) => title)
    expect(levels).toEqual(['H 级 · 1 位', 'A 级 · 0 位', 'B 级 · 0 位', 'C 级 · 0 位'])
    const line = tableOf(body).rows[0]
    expect(line?.[1]).toBe('=王小明')
    expect(line?.at(-1)).toContain('15日 电话 有意向 约周六试驾')
    const pdf = await kit.call(liu, getTrackingFormFile, {
      query: { month: '2026-09', format: 'pdf' },
    })
    expect(pdf.status).toBe(200)
  })

  test('[004-10] a consultant cannot open the sheet of a colleague, a manager can', async () => {
    const query = { month: '2026-09', person: liu.id }
    expect((await kit.call(bo, getTrackingForm, { query })).code).toBe('core.not_found')
    expect((await kit.call(manager, getTrackingForm, { query })).status).toBe(200)
  })

  test('[004-11] the daily report has model, source, purpose and both levels, and adds up by level', async () => {
    const { body } = await kit.call(manager, getReportForm, {
      query: { day: '2026-09-15', person: liu.id },
    })
    const { rows, columns } = tableOf(body)
    expect(rows).toHaveLength(2)
    const at = (title: string) => columns.findIndex((column) => column.title === title)
    expect(rows.map((row) => row[at('目的')])).toEqual(['接待', '跟踪'])
    expect(rows.map((row) => row[at('客户')])).toEqual(['新客户', '新客户'])
    expect(rows[1]?.[at('现级别')]).toBe('H')
    const totals = tableOf(body, 1)
    const sum = totals.rows.reduce((all, row) => all + Number(row[1]), 0)
    expect(totals.totals).toEqual(['合计', sum, 2])
    const file = await kit.call(manager, getReportFormFile, {
      query: { day: '2026-09-15', person: liu.id, format: 'xlsx' },
    })
    expect((await rowsOf(file.body)).flat()).toContain('经理批注')
  })

  test("[004-11] the manager's note is kept, shown to the consultant, and never overwritten unseen", async () => {
    const body = { day: '2026-09-15', person: liu.id, note: '周六前确认试驾车', version: 0 }
    expect((await kit.call(liu, setDayNote, { body })).status).toBe(403)
    const written = await kit.call(manager, setDayNote, { body })
    expect(written.body).toEqual({ note: '周六前确认试驾车', version: 1 })
    expect((await kit.call(manager, setDayNote, { body })).code).toBe('core.stale_version')
    const read = await kit.call(liu, getReportForm, { query: { day: '2026-09-15' } })
    expect(read.body.parts.at(-1)).toMatchObject({ kind: 'text', text: '周六前确认试驾车' })
  })

  test('the customer card says who, which car, what next and the last contacts', async () => {
    const input = { params: { id: customerId }, query: {} }
    const { body, status } = await kit.call(liu, getCustomerForm, input)
    expect([status, (body as { detail?: string }).detail]).toEqual([200, undefined])
    expect(body.parts[0]).toMatchObject({
      kind: 'facts',
      facts: [{ value: '=王小明' }, {}, {}, { value: '139****5678' }, {}, {}, {}],
    })
    expect(tableOf(body, 1).rows.length).toBe(2)
    expect((await kit.call(bo, getCustomerForm, input)).code).toBe('core.not_found')
    const pdf = await kit.call(liu, getCustomerFormFile, {
      params: { id: customerId },
      query: { format: 'pdf' },
    })
    expect(decodeURIComponent(pdf.headers.get('content-disposition') ?? '')).not.toContain('王小明')
  })
})

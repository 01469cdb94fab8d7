import { randomBytes } from 'node:crypto'
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import * as notes from '../contract.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let chen: TestPerson
let manager: TestPerson
let customerId: string

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  liu = await group.addPerson('consultant', { name: '刘洋' })
  chen = await group.addPerson('consultant', { name: '陈静' })
  manager = await group.addPerson('showroom_manager', { name: '赵经理' })
  customerId = (await makeCard(kit, liu)).customerId
})
afterAll(() => kit.close())

const text = (value: string) => new TextEncoder().encode(value)
const jpeg = (size: number) =>
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...randomBytes(Math.max(0, size - 4))])
const blobOf = (answer: { body: unknown }) => answer.body as Blob
const attach = (
  by: TestPerson,
  file: { name: string; bytes: Uint8Array },
  query: { id?: string; contactId?: string; note?: string } = {},
  customer = customerId,
) => kit.call(by, notes.addAttachment, { params: { id: customer }, query }, { file })

test('[001-20] a file is attached, listed, previewed and downloaded, byte for byte', async () => {
  const bytes = jpeg(700_000)
  const contactId = uuidv7()
  const made = await attach(
    liu,
    { name: '驾照 13812345678.jpg', bytes },
    { contactId, note: '客户微信发来' },
  )
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ kind: 'image', size: 700_000, contactId, hasPreview: true })
  expect(made.body.name).not.toContain('13812345678')
  const listed = await kit.call(manager, notes.listAttachments, { params: { id: customerId } })
  expect(listed.body.items.map((one) => one.id)).toContain(made.body.id)
  const params = { id: made.body.id }
  const shown = await kit.call(manager, notes.showAttachment, { params })
  expect(new Uint8Array(await blobOf(shown).arrayBuffer())).toEqual(bytes)
  expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
  expect(shown.headers.get('content-security-policy')).toContain('sandbox')
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  const saved = await kit.call(liu, notes.downloadAttachment, { params })
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment/)
  expect((await blobOf(saved).arrayBuffer()).byteLength).toBe(700_000)
  const trail = await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .selectFrom('audit_entries')
      .select(['action', 'actor_id'])
      .where('store_id', '=', group.store.id)
      .where('record_id', '=', made.body.id)
      .orderBy('at')
      .execute(),
  )
  expect(trail).toContainEqual({ action: 'attachment.opened', actor_id: manager.id })
  expect(trail).toContainEqual({ action: 'attachment.downloaded', actor_id: liu.id })
})

test('[001-20] the bytes lie sealed in the database, in pieces', async () => {
  const secret = '这是客户的身份证复印件'
  const made = await attach(liu, { name: 'note.txt', bytes: text(secret.repeat(30_000)) })
  const pieces = await inStores(kit.app.db, [group.store.id], async (tx) => {
    const { rows } = await sql<{ sealed: Buffer }>`
      select sealed from attachment_chunks
       where store_id = ${group.store.id} and attachment_id = ${made.body.id}`.execute(tx)
    return rows
  })
  expect(pieces).toHaveLength(Math.ceil(made.body.size / (256 * 1024)))
  expect(pieces.some((one) => one.sealed.includes(secret))).toBe(false)
})

test('[001-20] the same file sent again is one file', async () => {
  const id = uuidv7()
  const file = { name: '报价.pdf', bytes: text('%PDF-1.7 quote') }
  const both = await Promise.all([attach(liu, file, { id }), attach(liu, file, { id })])
  expect(both.map((one) => one.status)).toEqual([201, 201])
  expect((await attach(liu, file, { id })).body.id).toBe(id)
  const listed = await kit.call(liu, notes.listAttachments, { params: { id: customerId } })
  expect(listed.body.items.filter((one) => one.id === id)).toHaveLength(1)
  const other = await makeCard(kit, liu)
  expect((await attach(liu, file, { id }, other.customerId)).code).toBe('core.duplicate')
})

test('a file that is not what its name says, of a kind not taken, empty or too large is refused', async () => {
  const wrong = await attach(liu, { name: 'photo.jpg', bytes: text('MZ program') })
  expect(wrong.code).toBe('notes.name_and_content_differ')
  for (const name of ['page.html', 'drawing.svg', 'program.exe', 'noending'])
    expect((await attach(liu, { name, bytes: text('<svg/>') })).code).toBe('notes.kind_not_allowed')
  expect((await attach(liu, { name: 'a.txt', bytes: new Uint8Array() })).code).toBe(
    'notes.empty_file',
  )
  const large = await attach(liu, { name: 'big.jpg', bytes: jpeg(20 * 1024 * 1024 + 1) })
  expect(large.code).toBe('core.too_large')
  const macro = zipSync({
    '[Content_Types].xml': text('x'),
    'xl/workbook.xml': text('x'),
    'xl/vbaProject.bin': text('x'),
  })
  expect((await attach(liu, { name: 'a.xlsx', bytes: macro })).code).toBe(
    'notes.name_and_content_differ',
  )
  const sheet = zipSync({ '[Content_Types].xml': text('x'), 'xl/workbook.xml': text('x') })
  const taken = await attach(liu, { name: '对比.xlsx', bytes: sheet })
  expect(taken.body).toMatchObject({ kind: 'office', hasPreview: false })
  const none = await kit.call(liu, notes.showAttachment, { params: { id: taken.body.id } })
  expect(none.code).toBe('notes.no_preview')
})

test('a text in the old Chinese coding is previewed as text, whatever it holds', async () => {
  const made = await attach(liu, {
    name: '记录.txt',
    bytes: Uint8Array.from([0xbf, 0xcd, 0xbb, 0xa7, 0x3c, 0x62, 0x3e]),
  })
  const shown = await kit.call(liu, notes.showAttachment, { params: { id: made.body.id } })
  expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await blobOf(shown).text()).toBe('客户<b>')
})

test('a file is removed and brought back by who may; others, and other stores, find nothing', async () => {
  const made = await attach(manager, { name: '合同.txt', bytes: text('合同') })
  const params = { id: made.body.id }
  expect((await kit.call(chen, notes.downloadAttachment, { params })).status).toBe(404)
  expect((await kit.call(chen, notes.removeAttachment, { params })).status).toBe(404)
  const desk = await group.addPerson('receptionist')
  expect((await kit.call(desk, notes.removeAttachment, { params })).code).toBe('notes.not_yours')
  const stranger = await group.addPerson('showroom_manager', { storeId: group.otherStore.id })
  expect((await kit.call(stranger, notes.downloadAttachment, { params })).status).toBe(404)
  expect((await kit.call(liu, notes.removeAttachment, { params })).body.isRemoved).toBe(true)
  expect((await kit.call(liu, notes.downloadAttachment, { params })).status).toBe(404)
  const back = await kit.call(liu, notes.restoreAttachment, { params })
  expect(back.body.isRemoved).toBe(false)
  expect((await kit.call(liu, notes.downloadAttachment, { params })).status).toBe(200)
})

test('[002-30] a colleague is mentioned and told; a number in the text is masked; resent it is one', async () => {
  const id = uuidv7()
  const params = { id: customerId }
  const body = { id, text: '@赵经理 客户 13912345678 想要现车', mentions: [manager.id] }
  const made = await kit.call(liu, notes.addComment, { params, body })
  expect(made.status).toBe(201)
  expect(made.body.text).not.toContain('13912345678')
  expect(made.body.mentions).toEqual([{ id: manager.id, name: '赵经理' }])
  await kit.call(liu, notes.addComment, { params, body })
  const told = await events('notes.mentioned', id)
  expect(told).toEqual([{ customerId, personIds: [manager.id] }])
  const read = await kit.call(manager, notes.listComments, { params, query: {} })
  expect(read.body.items.filter((one) => one.id === id)).toHaveLength(1)
})

test('[002-30] nobody is mentioned who may not see the customer', async () => {
  const params = { id: customerId }
  const body = { text: '@陈静 帮看一下', mentions: [chen.id] }
  const refused = await kit.call(liu, notes.addComment, { params, body })
  expect(refused.code).toBe('notes.mentioned_may_not_see')
  expect(JSON.stringify(refused.body)).toContain('陈静')
  const offered = await kit.call(liu, notes.listMentionable, { params })
  const names = offered.body.items.map((one) => one.name)
  expect(names).toContain('赵经理')
  expect(names).not.toContain('陈静')
  expect(names).not.toContain('刘洋')
  const zhao = offered.body.items.find((one) => one.id === manager.id)
  expect(zhao?.keys.some((key) => key.startsWith('zhao'))).toBe(true)
})

test('[002-30] a comment is changed and removed by its author only, and brought back', async () => {
  const params = { id: customerId }
  const made = await kit.call(liu, notes.addComment, { params, body: { text: '明天再打' } })
  const own = { id: made.body.id }
  const theirs = await kit.call(manager, notes.changeComment, {
    params: own,
    body: { version: 1, text: '改' },
  })
  expect(theirs.code).toBe('notes.not_yours')
  const changed = await kit.call(liu, notes.changeComment, {
    params: own,
    body: { version: 1, text: '@赵经理 后天再打', mentions: [manager.id] },
  })
  expect(changed.body).toMatchObject({ text: '@赵经理 后天再打', version: 2 })
  expect(await events('notes.mentioned', made.body.id)).toHaveLength(1)
  const stale = await kit.call(liu, notes.changeComment, {
    params: own,
    body: { version: 1, text: '旧' },
  })
  expect(stale.code).toBe('core.stale_version')
  await kit.call(liu, notes.removeComment, { params: own })
  const gone = await kit.call(liu, notes.listComments, { params, query: {} })
  expect(gone.body.items.map((one) => one.id)).not.toContain(made.body.id)
  await kit.call(liu, notes.restoreComment, { params: own })
  const back = await kit.call(liu, notes.listComments, { params, query: {} })
  expect(back.body.items.map((one) => one.id)).toContain(made.body.id)
})

test('comments come page by page, and only to those who see the customer', async () => {
  const { customerId: other } = await makeCard(kit, liu)
  const params = { id: other }
  for (const n of [1, 2, 3])
    await kit.call(liu, notes.addComment, { params, body: { text: `第${n}条` } })
  const first = await kit.call(liu, notes.listComments, { params, query: { limit: 2 } })
  expect(first.body.items).toHaveLength(2)
  const rest = await kit.call(liu, notes.listComments, {
    params,
    query: { limit: 2, cursor: first.body.nextCursor as string },
  })
  expect(rest.body).toMatchObject({ items: [{}], nextCursor: null })
  expect((await kit.call(chen, notes.listComments, { params, query: {} })).status).toBe(404)
  const wrong = await kit.call(liu, notes.listComments, { params, query: { cursor: 'abc' } })
  expect(wrong.code).toBe('core.bad_request')
})

async function events(type: string, recordId: string): Promise<unknown[]> {
  const rows = await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .selectFrom('events')
      .select('data')
      .where('store_id', '=', group.store.id)
      .where('type', '=', type)
      .where('record_id', '=', recordId)
      .execute(),
  )
  return rows.map((row) => row.data)
}

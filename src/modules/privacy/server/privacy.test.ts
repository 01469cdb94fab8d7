import { randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { newClient } from '#foundation/db/client.ts'
import { customerTables } from '#foundation/tables.ts'
import { testDatabaseUrl } from '#foundation/testing/test-database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getCustomer, revealPhones, search } from '#modules/customers/contract.ts'
import { completeFollowUp, getCard, openCard } from '#modules/opportunities/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  eraseCustomer,
  getAccessPackage,
  getConsentCentre,
  getRetention,
  listPrivacyRequests,
  listReveals,
  recordConsent,
  setDoNotContact,
  setRetention,
} from '../contract.ts'
import { keepRetention } from './retention.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
let an: TestPerson
let bo: TestPerson
let elsewhere: TestPerson
let elsewhereBoss: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
  an = await group.addPerson('consultant', { name: '安' })
  bo = await group.addPerson('consultant', { name: '博' })
  elsewhere = await group.addPerson('consultant', { storeId: group.otherStore.id })
  elsewhereBoss = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
})

let last = 0
const newPhone = () => `1351000${String((last += 1)).padStart(4, '0')}`
const makeCustomer = async (phone = newPhone(), as = an, name = '慕容晓峰') => {
  const made = await kit.call(as, openCard, {
    body: { customer: { name, phones: [phone] }, level: 'A', note: '住在梧桐路 88 号' },
  })
  expect(made.status).toBe(201)
  return { id: made.body.customerId, cardId: made.body.id, phone }
}
const centre = async (id: string, as = an) =>
  (await kit.call(as, getConsentCentre, { params: { id } })).body

describe('consent', () => {
  test('[002-75] a consent has its source and purposes, and can be taken back; both stay readable', async () => {
    const { id } = await makeCustomer()
    expect((await centre(id)).consent).toBeNull()
    const given = await kit.call(an, recordConsent, {
      params: { id },
      body: { isGiven: true, source: 'signed', purposes: ['sales', 'marketing'] },
    })
    expect(given.body.consent).toMatchObject({ source: 'signed', recordedBy: '安' })
    kit.clock.set('2026-09-16T02:00:00Z')
    const back = await kit.call(an, recordConsent, {
      params: { id },
      body: { isGiven: false, source: 'verbal', note: '不想再收到活动' },
    })
    expect(back.body.consent).toBeNull()
    expect(back.body.history.map(({ isGiven }) => isGiven)).toEqual([false, true])
    expect((await kit.call(bo, getConsentCentre, { params: { id } })).code).toBe('core.not_found')
  })

  test('do-not-contact asked at one store reaches all stores of the group', async () => {
    const { id, phone } = await makeCustomer()
    const there = await makeCustomer(phone, elsewhere)
    const set = await kit.call(an, setDoNotContact, {
      params: { id },
      body: { channels: ['call', 'message'], reason: '客户要求' },
    })
    expect(set.body.doNotContact).toEqual(['call', 'message'])
    await kit.settle(group.otherStore)
    const other = await centre(there.id, elsewhere)
    expect(other.doNotContact).toEqual(['call', 'message'])
    expect(other.requests).toMatchObject([{ kind: 'do_not_contact', isFromElsewhere: true }])
    await kit.settle(group.otherStore)
    expect((await centre(there.id, elsewhere)).requests).toHaveLength(1)
  })

  test('who looked at full numbers is told, on the customer and in the store', async () => {
    const { id } = await makeCustomer()
    await kit.call(an, revealPhones, { params: { id }, body: {} })
    await kit.call(boss, revealPhones, { params: { id }, body: { reason: '核对号码' } })
    const { reveals } = await centre(id, boss)
    expect(reveals.map(({ reason }) => reason)).toContain('核对号码')
    expect(reveals).toHaveLength(2)
    const all = await kit.call(boss, listReveals, { query: { person: boss.id } })
    expect(all.body.items).toMatchObject([{ what: 'phone', customerName: '慕容晓峰' }])
    expect((await kit.call(an, listReveals, { query: {} })).status).toBe(403)
  })
})

describe('access', () => {
  test('the access package holds what the store keeps, opened, and is logged', async () => {
    const { id, phone } = await makeCustomer()
    const input = { params: { id }, query: { reason: '客户书面要求' } }
    expect((await kit.call(an, getAccessPackage, input)).status).toBe(403)
    const answer = await kit.call(boss, getAccessPackage, input)
    const files = unzipSync(new Uint8Array(await (answer.body as Blob).arrayBuffer()))
    expect(Object.keys(files).join()).toContain('README.txt')
    const { read, utils } = await import('@e965/xlsx')
    const texts = Object.entries(files)
      .filter(([name]) => name.endsWith('.xlsx'))
      .map(([, bytes]) => {
        const book = read(bytes)
        return utils.sheet_to_csv(book.Sheets[book.SheetNames[0] ?? ''] ?? {})
      })
      .join('\n')
    expect(texts).toContain('慕容晓峰')
    expect(texts).toContain(phone)
    expect(texts).toContain('梧桐路')
    expect((await centre(id, boss)).requests).toMatchObject([{ kind: 'access' }])
  })
})

/** Every text of the database in which something stands, by table; secrets of tests are long. */
async function tablesWith(text: string): Promise<string[]> {
  const client = newClient(testDatabaseUrl())
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'keyuan'",
    )
    const found: string[] = []
    for (const { name } of rows) {
      const hit = await client.query(
        `select 1 from keyuan.${name} t where strpos(t::text, $1) > 0 limit 1`,
        [text],
      )
      if (hit.rows.length > 0) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

describe('erasure', () => {
  test('[002-75] erasing leaves no trace of the person in any table, and proves it', async () => {
    // Letters only: digits that look like a number would be masked in notes.
    const mark = `阙${randomUUID().replaceAll(/[\d-]/g, '')}`
    const { id, cardId, phone } = await makeCustomer(newPhone(), an, mark)
    const card = await kit.call(an, getCard, { params: { id: cardId } })
    await kit.call(an, completeFollowUp, {
      params: { id: cardId },
      body: {
        followUpId: card.body.followUp?.id ?? '',
        method: 'call',
        isReached: true,
        result: '有意向',
        note: `${mark} 说周六来`,
      },
    })
    expect((await tablesWith(mark)).length).toBeGreaterThan(0)
    expect(
      (await kit.call(an, eraseCustomer, { params: { id }, body: { reason: '要求' } })).status,
    ).toBe(403)
    const erased = await kit.call(boss, eraseCustomer, {
      params: { id },
      body: { reason: '客户书面要求删除' },
    })
    expect(erased.status, JSON.stringify(erased.body)).toBe(200)
    expect(erased.body.proof?.filter(({ left }) => left > 0)).toEqual([])
    expect(await tablesWith(mark)).toEqual([])
    const found = await kit.call(boss, search, { query: { q: phone } })
    expect(found.body.items).toEqual([])
    const read = await kit.call(boss, getCustomer, { params: { id } })
    expect(read.body).toMatchObject({ name: '***', phones: [] })
    expect((await kit.call(boss, getCard, { params: { id: cardId } })).body).toMatchObject({
      state: 'terminated',
      followUp: null,
    })
    const again = await kit.call(boss, eraseCustomer, { params: { id }, body: { reason: '再次' } })
    expect(again.code).toBe('privacy.already_erased')
    // The number is free: the same person may come again as somebody new.
    const anew = await makeCustomer(phone, bo, '新客户')
    expect(anew.id).not.toBe(id)
    const list = await kit.call(boss, listPrivacyRequests, { query: { kind: 'erasure' } })
    expect(list.body.items).toHaveLength(1)
  })

  test('erasure asked at one store is done in all stores of the group', async () => {
    const { id, phone } = await makeCustomer()
    const there = await makeCustomer(phone, elsewhere)
    await kit.call(boss, eraseCustomer, { params: { id }, body: { reason: '客户要求' } })
    await kit.settle(group.otherStore)
    expect(await centre(there.id, elsewhereBoss)).toMatchObject({
      isErased: true,
      requests: [{ kind: 'erasure', isFromElsewhere: true }],
    })
  })

  test('every table that names a customer says what merging, access and erasing do with it', async () => {
    const declared = new Set(customerTables().map(({ table }) => table))
    const { rows } = await runInStore(kit.app, group.store, (ctx) =>
      sql<{ name: string }>`
        select c.relname as name from pg_class c
          join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'keyuan'
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
         where c.relkind = 'r'`.execute(ctx.tx),
    )
    // The trail is sealed with the person's key; answers, inverses and the index of numbers are dealt with by name.
    const byName = [
      'audit_entries',
      'stored_answers',
      'operation_changes',
      'operation_units',
      'phone_owners',
      'visit_closures',
    ]
    expect(
      rows.map(({ name }) => name).filter((name) => !declared.has(name) && !byName.includes(name)),
    ).toEqual([])
  })
})

describe('retention', () => {
  test('prospects past the period of the store are erased by night, nobody else', async () => {
    kit.clock.set('2024-01-10T02:00:00Z')
    const old = await makeCustomer()
    const open = await makeCustomer()
    await kit.call(boss, eraseCustomer, {
      params: { id: (await makeCustomer()).id },
      body: { reason: '要求' },
    })
    await runInStore(kit.app, group.store, (ctx) =>
      sql`update opportunities set state = 'lost', closed_on = '2024-02-01'
           where store_id = ${group.store.id} and id = ${old.cardId}`.execute(ctx.tx),
    )
    kit.clock.set('2026-09-15T02:00:00Z')
    const asked = await kit.call(boss, getRetention, { query: { prospects: 24 } })
    expect(asked.body).toMatchObject({ retention: { prospects: 0 }, due: { prospects: 1 } })
    expect(await keepRetention(kit.app, group.store)).toBe(0)
    const set = await kit.call(boss, setRetention, { body: { prospects: 24, attachments: 0 } })
    expect(set.body.retention).toEqual({ prospects: 24, attachments: 0 })
    const store = await kit.app.findStore(kit.app.db, group.store.id)
    expect(await keepRetention(kit.app, store ?? group.store)).toBe(1)
    expect(await centre(old.id, boss)).toMatchObject({
      isErased: true,
      requests: [{ kind: 'erasure', isFromElsewhere: false }],
    })
    expect((await centre(open.id, boss)).isErased).toBe(false)
  })
})

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreInfo } from '#foundation/ctx.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  keyuan,
  newInstallation,
  openBeside,
  type Product,
  startProduct,
  superuserUrl,
  waitUntil,
} from './product.ts'

/** Every one is typed somewhere below, in its own way. */
const phones = {
  card: '13855660101',
  secondOfCard: '13855660102',
  shared: '18955660103',
  landline: '043155660104',
  inCardNote: '13955660105',
  inFollowUpNote: '15055660106',
  inFollowUpResult: '15155660107',
  inVisitNote: '15255660108',
  inCustomerNote: '15355660109',
  inName: '15555660110',
  inReason: '15655660111',
  checked: '15755660112',
  lookedUp: '15855660113',
  searched: '15955660114',
  refused: '17055660115',
  brokenJson: '17155660116',
  ofStaff: '17255660117',
  inLoss: '17355660118',
  inCompetitor: '17555660120',
  addedLater: '17655660121',
  inRotation: '17755660122',
  inUserAgent: '17855660123',
}
const idNumbers = {
  inNote: '220102199003074518',
  inVisitNote: '110101198506120036',
  refused: '310115197801230027',
  inSummary: '44030619920214051X',
}

let installation: Awaited<ReturnType<typeof newInstallation>>
let product: Product
let store: StoreInfo
let consultant: TestPerson
let manager: TestPerson
let administrator: TestPerson
let today: string

beforeAll(async () => {
  installation = await newInstallation()
  product = startProduct(installation, { KEYUAN_LOG: 'trace' })
  await product.ready()
  const { app, database } = openBeside(installation.dataDir)
  const group = await makeGroup(app)
  store = group.store
  consultant = await group.addPerson('consultant')
  manager = await group.addPerson('showroom_manager')
  administrator = await group.addPerson('administrator')
  for (const name of ['刘洋', '陈静', '赵磊', '孙丽', '周强', '吴敏', '郑浩', '王芳'])
    await group.addPerson('consultant', { name })
  await database.close()
  today = dayInZone(new Date(), store.timeZone)
}, 120_000)

afterAll(async () => {
  await product.stop()
  await installation.remove()
}, 60_000)

test('a dump of the database, of the files and of the log holds no phone or ID number in clear', async () => {
  await aDayOfWork()
  await whatIsRefused()
  const imported = await importTheSample()

  await settled()
  const leaks = [
    ...(await leaksOfDatabase([...Object.values(phones), ...imported.phones])),
    ...leaksIn('the log', product.output()),
  ]
  await product.stop()
  expect([...leaks, ...leaksOfFiles()]).toEqual([])
}, 240_000)

/** The thread as people type it: numbers in every form, also where they do not belong. */
async function aDayOfWork(): Promise<void> {
  const visitId = uuidv7()
  const visit = await send(consultant, 'POST', '/api/visits', { id: visitId, channel: 'walk-in' })
  const cardId = uuidv7()
  const filed = await send(consultant, 'POST', `/api/visits/${visitId}/card`, {
    version: visit.version,
    card: {
      id: cardId,
      customer: {
        name: `王先生${phones.inName}`,
        phones: [`+86 ${spaced(phones.card)}`, dashed(phones.secondOfCard)],
      },
      expectedOn: addDays(today, 20),
      note: `太太电话${fullWidth(phones.inCardNote)}，身份证 ${idNumbers.inNote}`,
    },
  })
  const { customerId } = filed.card as { customerId: string }
  const card = await send(consultant, 'GET', `/api/opportunities/${cardId}`)
  await send(consultant, 'POST', `/api/opportunities/${cardId}/follow-up-completions`, {
    id: uuidv7(),
    followUpId: (card.followUp as { id: string }).id,
    method: 'call',
    isReached: true,
    result: `约好了，打 ${phones.inFollowUpResult}`,
    note: `改打${spaced(phones.inFollowUpNote)}`,
  })
  const customer = await send(consultant, 'GET', `/api/customers/${customerId}`)
  await send(consultant, 'PATCH', `/api/customers/${customerId}`, {
    version: customer.version,
    name: `王先生 ${phones.inName}`,
    note: `备用 ${dashed(phones.inCustomerNote)}`,
  })
  await send(consultant, 'POST', `/api/customers/${customerId}/phones`, {
    phone: phones.addedLater,
  })
  await send(consultant, 'POST', `/api/customers/${customerId}/phone-reveals`, {})
  await send(manager, 'POST', `/api/customers/${customerId}/phone-reveals`, {
    reason: `客户投诉，回电 ${phones.inReason}`,
  })
  await send(consultant, 'POST', `/api/customers/${customerId}/vehicles`, {
    plate: '沪A12345',
    orderNumber: 'DD-2026-0917',
  })
  await send(manager, 'POST', '/api/opportunities', {
    customer: {
      name: '王太太',
      phones: [phones.card],
      sharedReason: `夫妻同号，另有 ${phones.shared}`,
    },
    level: 'A',
  })
  await send(consultant, 'POST', '/api/opportunities', {
    customer: { name: '座机客户', phones: [phones.landline] },
    level: 'B',
  })
  await send(consultant, 'PUT', `/api/opportunities/${cardId}/loss-proposal`, {
    kind: 'defeat',
    reason: `嫌贵，致电 ${phones.inLoss} 确认`,
    competitor: `店 ${phones.inCompetitor}`,
    summary: `身份证 ${idNumbers.inSummary}`,
  })
  const second = uuidv7()
  const opened = await send(consultant, 'POST', '/api/visits', { id: second, channel: 'call-in' })
  await send(consultant, 'POST', `/api/visits/${second}/closure`, {
    outcome: 'unfiled',
    version: opened.version,
    note: `留了${phones.inVisitNote}，证件${idNumbers.inVisitNote}`,
  })
  await send(consultant, 'POST', '/api/visitor-lookups', { text: phones.lookedUp })
  await send(consultant, 'POST', '/api/phone-checks', { phone: spaced(phones.checked) })
  await send(consultant, 'GET', `/api/search?q=${phones.searched}`)
  await send(manager, 'GET', `/api/opportunities?q=${phones.searched}`)
  await send(manager, 'PUT', `/api/rotation/${consultant.id}`, {
    status: 'off',
    reason: `请假，电话 ${phones.inRotation}`,
  })
  await send(administrator, 'POST', '/api/people', {
    name: '新同事',
    login: `new-${uuidv7().slice(-8)}`,
    storeId: store.id,
    phone: phones.ofStaff,
    roleIds: [],
  })
}

async function whatIsRefused(): Promise<void> {
  await send(consultant, 'POST', '/api/opportunities', {
    customer: { name: '无效', phones: [`${phones.refused}9`] },
    level: 'A',
    note: idNumbers.refused,
    unknown: phones.refused,
  })
  await send(consultant, 'POST', `/api/visits/${phones.refused}/card`, { text: phones.refused })
  await fetch(`${product.url}/api/opportunities`, {
    method: 'POST',
    headers: {
      cookie: consultant.cookie,
      'x-keyuan': '1',
      'content-type': 'application/json',
      'user-agent': `phone ${phones.inUserAgent}`,
    },
    body: `{"phone": "${phones.brokenJson}"`,
  })
  await fetch(`${product.url}/api/nowhere/${phones.refused}?q=${phones.refused}`)
}

/** A month of a real register with its staging, and a second time, when nothing changes. */
async function importTheSample(): Promise<{ phones: string[] }> {
  const folder = join(import.meta.dirname, '../data')
  const file = join(folder, 'register-2026-09.gbk.csv')
  const rows = JSON.parse(
    readFileSync(join(folder, 'register-2026-09.truth-rows.json'), 'utf8'),
  ) as { phone: string | null }[]
  const args = ['import', 'visits', file, '--store', store.code, '--json']
  const end = await keyuan(installation.dataDir, args)
  expect(end.stderr).toBe('')
  expect((JSON.parse(end.stdout) as { taken: number }).taken).toBeGreaterThan(0)
  return {
    phones: rows.flatMap((row) => (/^1\d{10}$/.test(row.phone ?? '') ? [row.phone as string] : [])),
  }
}

async function settled(): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(installation.dataDir) })
  await client.connect()
  await waitUntil(async () => {
    const { rows } = await client.query<{ open: boolean }>(
      'select exists (select from keyuan.events where handled_at is null and attempts = 0) as open',
    )
    return rows[0]?.open === false
  })
  await client.query('checkpoint')
  await client.end()
}

/** Every value of every table of every schema: text and JSON as they are, bytes read as text. */
async function leaksOfDatabase(wanted: string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: superuserUrl(installation.dataDir) })
  await client.connect()
  const search = searchFor([...wanted, ...Object.values(idNumbers)])
  const found: string[] = []
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  expect(tables.length).toBeGreaterThan(40)
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, unknown>>(`select * from ${name}`)
    const columns = new Set<string>()
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        if (value === null || typeof value === 'number' || typeof value === 'boolean') continue
        const texts = Buffer.isBuffer(value)
          ? [value.toString('latin1'), value.toString('utf8')]
          : [typeof value === 'string' ? value : JSON.stringify(value)]
        if (texts.some(search)) columns.add(column)
      }
    for (const column of columns) found.push(`${name}.${column}`)
  }
  await client.end()
  return found
}

/** The files of the data directory once everything is written out: tables, indexes, the write-ahead log. */
function leaksOfFiles(): string[] {
  const search = searchFor([...Object.values(phones), ...Object.values(idNumbers)])
  return readdirSync(installation.dataDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(installation.dataDir, name)).isFile())
    .filter((name) => {
      const bytes = readFileSync(join(installation.dataDir, name))
      return search(bytes.toString('latin1'))
    })
}

function leaksIn(where: string, text: string): string[] {
  return [...Object.entries(phones), ...Object.entries(idNumbers)]
    .filter(([, number]) => searchFor([number])(text))
    .map(([name]) => `${where}: ${name}`)
}

/**
 * Whether a text holds one of the numbers: whole, its last eight digits, in full width, with +86
 * before it, spread by spaces, dashes and the like. Runs of digits within hexadecimal do not count.
 */
function searchFor(numbers: string[]): (text: string) => boolean {
  const wholes = new Set(numbers)
  const tails = new Set(numbers.map((number) => number.slice(-8)))
  return (text) => {
    const plain = /[０-９]/.test(text) ? text.normalize('NFKC') : text
    for (const [run] of plain.matchAll(/\d(?:[\s\-.·()/]{0,2}[\dX])*/g)) {
      const digits = run.replace(/[^\dX]/g, '')
      for (let at = 0; at + 8 <= digits.length; at += 1) {
        if (tails.has(digits.slice(at, at + 8))) return true
        if (wholes.has(digits.slice(at, at + 18)) || wholes.has(digits.slice(at, at + 11)))
          return true
      }
    }
    return false
  }
}

const spaced = (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
const dashed = (phone: string) => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
const fullWidth = (phone: string) =>
  phone.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0))

/** Sends and gives the answer; a refusal is an answer too, since it may be logged or stored. */
async function send(
  person: TestPerson,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${product.url}${path}`, {
    method,
    headers: {
      cookie: person.cookie,
      'x-keyuan': '1',
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'idempotency-key': uuidv7() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.status, `${method} ${path}`).toBeLessThan(500)
  const text = await response.text()
  return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
}

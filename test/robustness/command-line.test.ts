import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashToken, sessionCookie } from '#modules/access/index.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  type CommandEnd,
  keyuan,
  newInstallation,
  openBeside,
  type Product,
  startProduct,
} from './product.ts'

const phone = '13877665501'
const bothLanguages = /[\u4e00-\u9fff].*[a-z]{3}|[a-z]{3}.*[\u4e00-\u9fff]/is
const passphrase = '一个足够长的备份口令 2026'

let installation: Awaited<ReturnType<typeof newInstallation>>
let product: Product
let group: TestGroup
let consultant: TestPerson
let today: string
/** Midnight may pass while the commands run. */
let tomorrow: string
let cardId: string

beforeAll(async () => {
  installation = await newInstallation()
  product = startProduct(installation, { KEYUAN_LOG: 'warn' })
  await product.ready()
  const { app, database } = openBeside(installation.dataDir)
  group = await makeGroup(app)
  consultant = await group.addPerson('consultant')
  await database.close()
  today = dayInZone(new Date(), group.store.timeZone)
  tomorrow = addDays(today, 1)
  await visitWithCard()
}, 120_000)

afterAll(async () => {
  await product.stop()
  await installation.remove()
}, 60_000)

const run = (args: string[], env: Record<string, string> = {}) =>
  keyuan(installation.dataDir, args, env)
const folder = () => dirname(installation.dataDir)
const jsonOf = ({ status, stdout, stderr }: CommandEnd): unknown => {
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

describe('beside a running server', () => {
  test('metric prints the number that the screens show', async () => {
    const asked = ['metric', 'traffic', '--store', group.store.code, '--from', today, '--to', today]
    expect(jsonOf(await run([...asked, '--by', 'consultant', '--json']))).toEqual({
      key: 'traffic',
      total: 1,
      rows: [{ consultant: consultant.name, id: consultant.id, value: 1 }],
    })
    expect(jsonOf(await run([...asked, '--by', 'day', '--json']))).toEqual({
      key: 'traffic',
      total: 1,
      rows: [{ day: today, value: 1 }],
    })
    const forPeople = await run(asked)
    expect(forPeople).toMatchObject({ status: 0, stdout: expect.stringContaining('traffic\t1') })
  })

  test('create-admin makes an administrator whose one-time link sets the password', async () => {
    const made = jsonOf(
      await run([
        'create-admin',
        '--store',
        group.store.code,
        '--login',
        `boss-${uuidv7().slice(-6)}`,
        '--json',
      ]),
    ) as { login: string; link: string }
    expect(made.link).toMatch(/^http:\/\/localhost:\d+\/invitation#[\w-]{20,}$/)
    const token = made.link.split('#')[1]
    const accept = () => post('/api/invitations/acceptance', { token, password: 'Bei-jing 2026 x' })
    expect((await accept()).status).toBeLessThan(300)
    const again = await accept()
    expect(again.status).toBe(410)
  })

  test('create-admin starts a new group with its store where --group names it', async () => {
    const code = `N${uuidv7().slice(-8)}`
    const made = jsonOf(
      await run(['create-admin', '--store', code, '--group', '新集团', '--login', code, '--json']),
    )
    expect(made).toMatchObject({ login: code, store: code, groupId: expect.any(Number) })
  })

  test('routes, migrate and simulate answer with --json', async () => {
    const routes = jsonOf(await run(['routes', '--json'])) as { method: string; path: string }[]
    expect(routes).toContainEqual(expect.objectContaining({ method: 'POST', path: '/api/visits' }))
    expect(jsonOf(await run(['migrate', '--json']))).toMatchObject({ applied: [] })
    const made = jsonOf(
      await run(['simulate', '--stores', '1', '--years', '1', '--seed', '3', '--json']),
    )
    expect(made).toMatchObject({
      seed: 3,
      stores: [expect.objectContaining({ id: expect.any(Number) })],
    })
  }, 120_000)

  test('what is not understood ends with status 2 and one clear sentence in both languages', async () => {
    const store = ['--store', group.store.code]
    const wrong: string[][] = [
      ['metric', 'traffic', '--store', 'NOPE', '--from', today, '--to', today],
      ['metric', 'traffic', ...store, '--from', '2026-02-30', '--to', today],
      ['metric', 'no_such_number', ...store, '--from', today, '--to', today],
      ['metric', 'traffic', ...store, '--from', today, '--to', today, '--by', 'weather'],
      ['create-admin', '--store', 'NOPE'],
      ['create-admin', ...store, '--login', consultant.login],
      ['restore', join(folder(), 'absent.backup')],
      ['backup', join(folder(), 'no', 'such', 'folder', 'x'), '--without-key'],
      ['backup', join(folder(), 'x'), '--passphrase-file', join(folder(), 'absent')],
      ['migrate', '--fast'],
      ['dance'],
    ]
    for (const args of wrong) {
      const { status, stdout, stderr } = await run([...args, '--json'])
      expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' })
      expect(stderr, args.join(' ')).toMatch(bothLanguages)
      expect(stderr, args.join(' ')).not.toMatch(/^\s+at /m)
    }
  }, 180_000)

  test('a backup is restored beside the running server when the key is the same', async () => {
    const file = join(folder(), 'same-key.backup')
    const toErase = await visitWithCard('13877665503')
    const card = await get(`/api/opportunities/${toErase}`, consultant.cookie)
    const { customerId } = (await card.json()) as { customerId: string }
    const made = jsonOf(await run(['backup', file, '--without-key', '--json']))
    expect(made).toMatchObject({ file, withKey: false, tables: expect.any(Number) })
    const later = await visitWithCard('13877665502')
    // Erased after the backup: the log beside the key keeps the person from coming back with it.
    const entry = { storeId: group.store.id, customerId, at: new Date().toISOString() }
    appendFileSync(join(installation.dataDir, 'erasures.log'), `${JSON.stringify(entry)}\n`)
    expect(jsonOf(await run(['restore', file, '--json']))).toMatchObject({
      file,
      keyReplaced: false,
      erasedAgain: 1,
    })
    // Everyone logs in anew; what came after the backup is gone, the server serves on.
    expect((await get('/api/rotation', consultant.cookie)).status).toBe(401)
    const cookie = await newSession()
    expect((await get(`/api/opportunities/${cardId}`, cookie)).status).toBe(200)
    expect((await get(`/api/opportunities/${later}`, cookie)).status).toBe(404)
    const erased = await get(`/api/customers/${customerId}`, cookie)
    expect(await erased.json()).toMatchObject({ name: '***', phones: [] })
    consultant = { ...consultant, cookie }
    const { stderr } = await run(['backup', file, '--without-key'])
    expect(stderr).toMatch(/不含密钥[\s\S]*without its key/i)
  })
})

test('a backup holds no phone number in clear, and brings a group with its key to another data directory', async () => {
  const file = join(folder(), 'with-key.backup')
  const passphraseFile = join(folder(), 'passphrase')
  writeFileSync(passphraseFile, `${passphrase}\n`)
  jsonOf(await run(['backup', file, '--passphrase-file', passphraseFile, '--json']))
  const text = gunzipSync(readFileSync(file)).toString('latin1')
  expect(text).not.toContain(phone)
  expect(text).not.toContain(phone.slice(-8))
  expect(text).not.toContain(readFileSync(join(installation.dataDir, 'keyuan.key'), 'utf8').trim())

  const other = await newInstallation()
  try {
    mkdirSync(other.dataDir, { recursive: true, mode: 0o700 })
    const restore = (env: Record<string, string>) =>
      keyuan(other.dataDir, ['restore', file, '--json'], env)
    const wrong = await restore({ KEYUAN_PASSPHRASE: 'not the right passphrase' })
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringMatching(bothLanguages) })
    expect(wrong.stderr).toMatch(/passphrase is wrong/)
    expect(jsonOf(await restore({ KEYUAN_PASSPHRASE: passphrase }))).toMatchObject({
      keyReplaced: true,
    })
    expect(readFileSync(join(other.dataDir, 'keyuan.key'), 'utf8')).toBe(
      readFileSync(join(installation.dataDir, 'keyuan.key'), 'utf8'),
    )
    expect(readdirSync(other.dataDir).some((name) => name.includes('.before-'))).toBe(true)
    // Commands work without a server too, and the restored numbers are the same.
    const period = ['--from', today, '--to', tomorrow]
    const store = ['--store', group.store.code]
    const metric = await keyuan(other.dataDir, ['metric', 'traffic', ...store, ...period, '--json'])
    // The visit of the person who was erased still counts.
    expect(jsonOf(metric)).toMatchObject({ total: 2 })
    await restoredIsWhole(other)
  } finally {
    await other.remove()
  }
}, 180_000)

test('a restore with a key that does not fit is refused, clearly', async () => {
  const file = join(folder(), 'no-key.backup')
  await run(['backup', file, '--without-key'])
  const other = await newInstallation()
  try {
    const end = await keyuan(other.dataDir, ['restore', file, '--json'])
    expect(end).toMatchObject({ status: 2, stdout: '' })
    expect(end.stderr).toMatch(/另一把密钥[\s\S]*another key/)
    const half = join(folder(), 'half.backup')
    writeFileSync(half, readFileSync(file).subarray(0, 4_000))
    const cut = await run(['restore', half])
    expect(cut).toMatchObject({ status: 2, stderr: expect.stringMatching(bothLanguages) })
    // Refused whole: nothing of the group was touched.
    const store = ['--store', group.store.code]
    const metric = ['metric', 'traffic', ...store, '--from', today, '--to', tomorrow]
    expect(jsonOf(await run([...metric, '--json']))).toMatchObject({ total: 2 })
  } finally {
    await other.remove()
  }
}, 120_000)

/** Starts the product on restored data: policies and grants stand, and the phone can be read. */
async function restoredIsWhole(other: { dataDir: string; port: number }): Promise<void> {
  const restored = startProduct(other, { KEYUAN_LOG: 'warn' })
  try {
    await restored.ready()
    const cookie = await newSession(other.dataDir)
    const card = await fetch(`${restored.url}/api/opportunities/${cardId}`, { headers: { cookie } })
    const { customerId } = (await card.json()) as { customerId: string }
    const reveal = await fetch(`${restored.url}/api/customers/${customerId}/phone-reveals`, {
      method: 'POST',
      headers: { cookie, 'x-keyuan': '1', 'content-type': 'application/json' },
      body: '{}',
    })
    expect(await reveal.json()).toMatchObject({ phones: [{ number: phone }] })
    const { database } = openBeside(other.dataDir)
    const { rows } = await database.pool.query('select count(*)::int as n from keyuan.visits')
    await expect(database.pool.query('delete from keyuan.audit_entries')).rejects.toThrow(/denied/)
    await database.close()
    expect(rows).toEqual([{ n: 0 }])
  } finally {
    await restored.stop()
  }
}

async function visitWithCard(number = phone): Promise<string> {
  const visitId = uuidv7()
  const visit = await post('/api/visits', { id: visitId, channel: 'walk-in' }, consultant.cookie)
  const { version } = (await visit.json()) as { version: number }
  const id = uuidv7()
  cardId ??= id
  const filed = await post(
    `/api/visits/${visitId}/card`,
    {
      version,
      card: {
        id,
        customer: { name: '李四', phones: [number] },
        expectedOn: addDays(today, 20),
      },
    },
    consultant.cookie,
  )
  expect(filed.status).toBe(201)
  return id
}

/** A session of the consultant made beside the server, as a log-in makes it. */
async function newSession(dataDir = installation.dataDir): Promise<string> {
  const { database } = openBeside(dataDir)
  const token = uuidv7()
  await database.pool.query(
    `insert into keyuan.sessions (token_hash, id, group_id, person_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, now(), now(), now() + interval '1 day')`,
    [hashToken(token), uuidv7(), group.groupId, consultant.id],
  )
  await database.close()
  return `${sessionCookie}=${token}`
}

const get = (path: string, cookie: string) =>
  fetch(`${product.url}${path}`, { headers: { cookie } })

const post = (path: string, body: unknown, cookie?: string) =>
  fetch(`${product.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-keyuan': '1',
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  })

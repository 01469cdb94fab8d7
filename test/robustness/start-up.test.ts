import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { request } from 'node:https'
import { createConnection } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabaseUrl } from '#foundation/testing/test-database.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { makeCertificate } from './certificate.ts'
import {
  keyuan,
  newInstallation,
  openBeside,
  type Product,
  startProduct,
  waitUntil,
} from './product.ts'

const readyStatus = async (product: Product) => (await fetch(`${product.url}/readyz`)).status

describe('an empty start', () => {
  let installation: Awaited<ReturnType<typeof newInstallation>>
  let product: Product
  let link: URL
  let person: TestPerson

  beforeAll(async () => {
    installation = await newInstallation()
    product = startProduct(installation)
    await product.ready()
    await waitUntil(async () => product.output().includes('/first-start#'), product.output)
    link = new URL(/http\S+\/first-start#\S+/.exec(product.output())?.[0] ?? '')
  }, 120_000)

  afterAll(async () => {
    await product.stop()
    await installation.remove()
  }, 60_000)

  test('KEYUAN_DEMO=off prints a one-time link that makes the first administrator, once', async () => {
    const start = () =>
      fetch(`${product.url}/api/first-group`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-keyuan': '1' },
        body: JSON.stringify({
          token: link.hash.slice(1),
          group: { name: '长春一汽集团' },
          store: { code: `S${randomBytes(3).toString('hex')}`, name: '一店' },
          administrator: { name: '王芳', login: 'wang.fang', password: 'Chang-chun 2026 x' },
        }),
      })
    const first = await start()
    expect(first.status).toBe(201)
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly/i)
    expect((await start()).status).toBe(410)
  })

  test('the page of the link, health, readiness and metrics are served', async () => {
    const page = await fetch(link)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<div id="root">')
    expect(await (await fetch(`${product.url}/healthz`)).json()).toEqual({ ok: true })
    expect(await readyStatus(product)).toBe(200)
    expect(await (await fetch(`${product.url}/metrics`)).text()).toMatch(
      /^keyuan_http_requests_total\{status="2xx"\} \d+$/m,
    )
  })

  test('a second start on the same data says so clearly and breaks nothing', async () => {
    const second = startProduct(installation)
    const status = await new Promise((resolve) => second.process.once('exit', resolve))
    expect(status).toBe(1)
    expect(second.output()).toContain(`:${installation.port}`)
    expect(second.output()).toMatch(/正在被进程 \d+ 使用[\s\S]*is in use/)
    expect(await readyStatus(product)).toBe(200)
  }, 60_000)

  test('readiness is refused while the database is down and comes back by itself', async () => {
    const { app, database } = openBeside(installation.dataDir)
    const group = await makeGroup(app)
    person = await group.addPerson('consultant')
    await database.close()
    process.kill(product.postmasterPid(), 'SIGKILL')
    await waitUntil(async () => (await readyStatus(product)) === 503, product.output)
    expect((await fetch(`${product.url}/healthz`)).status).toBe(200)
    const asked = await fetch(`${product.url}/api/open-visits`, {
      headers: { cookie: person.cookie },
    })
    if (!asked.ok) {
      expect(asked.status).toBe(503)
      expect(asked.headers.get('retry-after')).toBe('1')
    }
    await product.ready()
  }, 90_000)

  test('a stop answers the running request before it ends', async () => {
    const body = JSON.stringify({ id: uuidv7(), channel: 'walk-in' })
    // The request is half sent when the stop is asked for, and complete a moment later.
    const answer = new Promise<string>((resolve, reject) => {
      const socket = createConnection(installation.port, '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString('utf8')
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
      socket.write(
        `POST /api/visits HTTP/1.1\r\nhost: localhost\r\ncookie: ${person.cookie}\r\nx-keyuan: 1\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
      )
      setTimeout(() => product.process.kill('SIGTERM'), 200)
      setTimeout(() => socket.write(body.slice(10)), 700)
    })
    const ended = new Promise((resolve) => product.process.once('exit', resolve))
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(await ended).toBe(0)
  }, 60_000)
})

test('every wrong setting is named at once, in both languages', async () => {
  const installation = await newInstallation()
  const product = startProduct(installation, {
    PORT: '99999',
    KEYUAN_DEMO: 'maybe',
    DATABASE_URL: 'mysql://localhost/x',
    KEYUAN_TLS_CERT: '/nowhere/cert.pem',
    KEYUAN_KEY: 'short',
    KEYUAN_ROLES: 'web,kitchen',
  })
  const status = await new Promise((resolve) => product.process.once('exit', resolve))
  expect(status).toBe(1)
  for (const name of [
    'PORT',
    'KEYUAN_DEMO',
    'DATABASE_URL',
    'KEYUAN_TLS_KEY',
    'KEYUAN_KEY',
    'kitchen',
  ])
    expect(product.output()).toContain(name)
  expect(product.output()).toMatch(/设置有误/)
  await installation.remove()
}, 60_000)

describe('on an external PostgreSQL, owned by a role that is no superuser', () => {
  const mark = randomBytes(4).toString('hex')
  const owner = `keyuan_owner_${mark}`
  const name = `keyuan_external_${mark}`
  let installation: Awaited<ReturnType<typeof newInstallation>>
  let product: Product
  let url: string

  const asSuperuser = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: testDatabaseUrl() })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }

  beforeAll(async () => {
    await asSuperuser(`create role ${owner} login createrole password 'for-this-test'`)
    await asSuperuser(`grant keyuan_app to ${owner} with admin option`)
    await asSuperuser(`create database ${name} owner ${owner} template template0`)
    const address = new URL(testDatabaseUrl())
    address.username = owner
    address.password = 'for-this-test'
    address.pathname = `/${name}`
    url = address.href
    installation = await newInstallation()
    mkdirSync(installation.dataDir, { recursive: true })
    const cert = join(dirname(installation.dataDir), 'cert.pem')
    const key = join(dirname(installation.dataDir), 'key.pem')
    makeCertificate(cert, key)
    product = startProduct(installation, {
      DATABASE_URL: url,
      KEYUAN_TLS_CERT: cert,
      KEYUAN_TLS_KEY: key,
    })
    await waitUntil(async () => (await statusOverTls('/readyz')) === 200, product.output)
  }, 120_000)

  afterAll(async () => {
    await product.stop()
    await asSuperuser(`drop database if exists ${name} with (force)`)
    await asSuperuser(`drop role if exists ${owner}`)
    await installation.remove()
  }, 60_000)

  const statusOverTls = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(
        { host: '127.0.0.1', port: installation.port, path, rejectUnauthorized: false },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
        .on('error', reject)
        .end()
    })

  test('the product serves over HTTPS with the given certificate', async () => {
    expect(await statusOverTls('/healthz')).toBe(200)
    await waitUntil(async () => product.output().includes('https://localhost'), product.output)
    await expect(fetch(`http://127.0.0.1:${installation.port}/healthz`)).rejects.toThrow()
  })

  test('its backup is restored beside the server, without a superuser, on this version of PostgreSQL', async () => {
    const file = join(dirname(installation.dataDir), 'external.backup')
    for (const command of [
      ['backup', file, '--without-key'],
      ['restore', file],
    ]) {
      const end = await keyuan(installation.dataDir, [...command, '--json'], { DATABASE_URL: url })
      expect(end).toMatchObject({ status: 0 })
    }
    await waitUntil(async () => (await statusOverTls('/readyz')) === 200, product.output)
  }, 60_000)

  test('the application role sees the stores of its transaction only and cannot rewrite the trail', async () => {
    const { app, database } = openBeside(installation.dataDir, url)
    try {
      const group = await makeGroup(app)
      const { store, otherStore } = group
      const client = await database.pool.connect()
      const count = async (storeId: number): Promise<number> => {
        const { rows } = await client.query<{ n: number }>(
          'select count(*)::int as n from keyuan.audit_entries where store_id = $1',
          [storeId],
        )
        return rows[0]?.n ?? -1
      }
      for (const { id } of [store, otherStore]) {
        await client.query('begin')
        await client.query(`set local app.stores = '${id}'`)
        await client.query(
          `insert into keyuan.audit_entries (store_id, id, at, actor_kind, action, record_type, record_id, request_id)
           values ($1, $2, now(), 'system', 'test.ran', 'test', 'x', 'r')`,
          [id, uuidv7()],
        )
        await client.query('commit')
      }
      expect(await count(store.id)).toBe(0)
      await client.query('begin')
      await client.query(`set local app.stores = '${store.id}'`)
      expect(await count(store.id)).toBe(1)
      expect(await count(otherStore.id)).toBe(0)
      await client.query('rollback')
      expect(await count(store.id)).toBe(0)

      const refused = async (text: string): Promise<void> => {
        await client.query('begin')
        await client.query(`set local app.stores = '${store.id},${otherStore.id}'`)
        await expect(client.query(text)).rejects.toMatchObject({ code: '42501' })
        await client.query('rollback')
      }
      await refused("update keyuan.audit_entries set action = 'x'")
      await refused('delete from keyuan.audit_entries')
      await refused('truncate keyuan.audit_entries')
      await refused('delete from keyuan.visit_closures')
      await refused('select * from keyuan.phone_owners')
      await refused('create table keyuan.mine (id int)')
      await refused('drop policy by_store on keyuan.visits')
      client.release()
      const rls = await database.pool.query<{ relname: string }>(
        `select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
          where c.relnamespace = 'keyuan'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
            and a.attname = 'store_id' and not a.attisdropped order by 1`,
      )
      // Reference tables name a store too but are read by group; the address of a calendar or
      // display is its own key;
      // phone_owners is asked through functions.
      expect(rls.rows.map((r) => r.relname)).toEqual([
        'calendar_feeds',
        'list_prices',
        'options',
        'people',
        'phone_owners',
        'price_items',
        'road_words',
        'saved_views',
        'teams',
        'wall_displays',
      ])
    } finally {
      await database.close()
    }
  })
})

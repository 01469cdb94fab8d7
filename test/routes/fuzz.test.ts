import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { uploadImport } from '#modules/imports/contract.ts'
import { listCards } from '#modules/opportunities/contracts/find-cards.ts'
import { uuidv7 } from '#shared/ids.ts'
import { encodeCursor } from '#shared/paging.ts'
import { permissions } from '#shared/permissions.ts'
import { modules } from '../../src/modules.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import { sampleInput, send } from './sample-input.ts'

const routes = modules
  .flatMap((m) => (m.routes ?? []).map((r) => r.contract))
  .filter((r) => r.response !== 'stream')
const registerFile = new URL('../data/register-2026-09.xlsx', import.meta.url)
const isLong = process.env.KEYUAN_TEST_LONG !== undefined

let kit: TestApp
let group: TestGroup
let person: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  person = await group.addPerson('administrator')
  await inStores(kit.app.db, [], async (tx) => {
    const administrator = group.roles.get('administrator') as string
    await tx
      .deleteFrom('role_permissions')
      .where('group_id', '=', group.groupId)
      .where('role_id', '=', administrator)
      .execute()
    await tx
      .insertInto('role_permissions')
      .values(
        Object.keys(permissions).map((permission) => ({
          group_id: group.groupId,
          role_id: administrator,
          permission,
          scope: 'group',
        })),
      )
      .execute()
  })
})
afterAll(() => kit.close())

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '\u0000',
    'a\u0000b',
    -1,
    0,
    1e308,
    2 ** 53,
    1.5,
    '2026-02-30',
    '9999-12-31',
    '0001-01-01',
    'NaN',
    true,
    [],
    {},
    '𠮷'.repeat(300),
    "'; drop table x --",
    '%',
    '../../etc/passwd',
    '１３８００１３８０００',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
)

/** Puts strange values in some places of a valid input. */
function spoil(value: unknown, decide: () => unknown): unknown {
  const given = decide()
  if (given !== undefined) return given
  if (Array.isArray(value)) return value.map((v) => spoil(v, decide))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoil(v, decide)]))
  return value
}

test('a thousand strange requests get no answer of the 500s', async () => {
  const failures: string[] = []
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.infiniteStream(fc.option(nasty, { freq: 2, nil: undefined })),
      async (route, stream) => {
        if (route.path === '/api/session' && route.method === 'DELETE') return
        const decide = () => {
          const { value } = stream.next()
          return value as unknown
        }
        const sample = sampleInput(route)
        const input = {
          params: spoilEach(sample.params, decide),
          query: spoilEach(sample.query, decide),
          body: sample.body === undefined ? undefined : spoil(sample.body, decide),
        }
        const { status, text } = await send(kit.url, route, input, { cookie: person.cookie })
        if (status >= 500)
          failures.push(
            `${route.method} ${route.path} ${JSON.stringify(input).slice(0, 400)} → ${status} ${text.slice(0, 300)}`,
          )
      },
    ),
    { numRuns: isLong ? 20_000 : 1_000, seed: 20_261_122 },
  )
  expect(failures).toEqual([])
})

function spoilEach(
  record: Record<string, unknown>,
  decide: () => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([k, v]) => {
      const given = decide()
      const text = typeof given === 'string' ? given.toWellFormed() : JSON.stringify(given)
      return [k, given === undefined || text === '' || text === '..' || text === '.' ? v : text]
    }),
  )
}

async function raw(
  body: BodyInit | undefined,
  headers: Record<string, string>,
  path = '/api/session',
): Promise<{ status: number; code: string; title: string }> {
  const response = await fetch(new URL(path, kit.url), {
    method: 'POST',
    headers: { 'x-keyuan': '1', 'accept-language': 'en', ...headers },
    ...(body === undefined ? {} : { body }),
  })
  const problem = (await response.json()) as { code: string; title: string }
  return { status: response.status, ...problem }
}

const json = { 'content-type': 'application/json' }

test('JSON that is cut off is a bad request', async () => {
  expect((await raw('{"login": "a"', json)).status).toBe(400)
})

test('JSON of the wrong type names the wrong places', async () => {
  const answer = await raw('{"login": 5, "password": "x"}', json)
  expect(answer).toMatchObject({ status: 422, code: 'core.invalid_input' })
  expect(answer).toHaveProperty('issues.0.path', 'body.login')
})

test('JSON above 1 MB is too large', async () => {
  const answer = await raw(JSON.stringify({ login: 'a'.repeat(1_100_000), password: 'x' }), json)
  expect(answer).toMatchObject({ status: 413, code: 'core.too_large' })
})

test('text that is not UTF-8 is a bad request', async () => {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode('{"login":"'),
    0xc3,
    0x28,
    ...new TextEncoder().encode('","password":"x"}'),
  ])
  expect((await raw(bytes, json)).status).toBe(400)
})

test('a prototype key is a bad request', async () => {
  expect((await raw('{"__proto__": {"a": 1}, "login": "a", "password": "b"}', json)).status).toBe(
    400,
  )
})

test('another content type is refused as such', async () => {
  expect((await raw('<a/>', { 'content-type': 'text/xml' })).status).toBe(415)
})

test('an unknown address says so', async () => {
  expect(await raw('{}', json, '/api/no-such-thing')).toMatchObject({
    status: 404,
    code: 'core.no_such_route',
  })
})

test('a change without the header of our own pages is refused', async () => {
  const response = await fetch(new URL('/api/session', kit.url), {
    method: 'DELETE',
    headers: { cookie: person.cookie },
  })
  expect(response.status).toBe(400)
})

test('a cursor of five years ago asks to start from the first page', async () => {
  const cursor = encodeCursor(['2021-09-15', uuidv7()], '2021-09-15')
  const answer = await kit.call(person, listCards, { query: { cursor } })
  expect(answer).toMatchObject({ status: 400, code: 'core.cursor_expired' })
})

test('a cursor nobody made is a bad request', async () => {
  const answer = await kit.call(person, listCards, { query: { cursor: 'bm9uc2Vuc2U' } })
  expect(answer.status).toBe(400)
})

test.each([
  ['cut-off workbook', 'sheets.broken', readFileSync(registerFile).subarray(0, 20_000)],
  [
    'picture with another name',
    'sheets.unknown_format',
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  ],
  ['empty file', 'sheets.empty', Buffer.alloc(0)],
  ['zip bomb', 'sheets.zip_bomb', zipBomb()],
])('a %s is refused by name', async (_name, code, bytes) => {
  const answer = await kit.call(
    person,
    uploadImport,
    {},
    { file: { name: 'register.xlsx', bytes } },
  )
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.code).toBe(code)
})

/** A workbook whose one part unpacks to 400 MB of spaces. */
function zipBomb(): Buffer {
  const size = 400 * 1024 * 1024
  const packed = deflateRawSync(Buffer.alloc(size, 32))
  const name = Buffer.from('xl/workbook.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(20, 6)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(size, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}

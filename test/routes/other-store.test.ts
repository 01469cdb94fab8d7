import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { openCard } from '#modules/opportunities/contract.ts'
import { openVisit } from '#modules/showroom/contract.ts'
import type { Access } from '#shared/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { permissions } from '#shared/permissions.ts'
import { modules } from '../../src/modules.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import { sampleInput, send } from './sample-input.ts'

/** What belongs to the whole group (series, roles) has no other store; its routes are tried by role. */
const isOfStore = (access: Access): boolean =>
  access === 'session' ||
  (access !== 'public' && (permissions[access].scopes as readonly string[]).includes('store'))

const routes = modules
  .flatMap((m) => (m.routes ?? []).map((r) => r.contract))
  .filter((r) => r.access !== 'public' && r.response !== 'stream' && isOfStore(r.access))
const withRecord = routes.filter((r) => /:(id|personId|phoneId)\b/.test(r.path))
const lists = routes.filter((r) => r.method === 'GET' && !r.path.includes(':'))
const nameOf = (r: (typeof routes)[number]) => `${r.method} ${r.path}`
const secret = '绝密欧阳客户'

let kit: TestApp
let group: TestGroup
let neighbour: TestPerson
/** Every id that exists in the first store. */
let ids: string[] = []

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  const consultant = await group.addPerson('consultant')
  const receptionist = await group.addPerson('receptionist')
  const card = await kit.call(consultant, openCard, {
    body: {
      id: uuidv7(),
      customer: { name: secret, phones: ['13912345678'] },
      expectedOn: '2026-09-20',
    },
  })
  expect(card.status).toBe(201)
  const visit = await kit.call(receptionist, openVisit, {
    body: { id: uuidv7(), channel: 'walk-in', partySize: 2 },
  })
  expect(visit.status).toBeLessThan(300)
  neighbour = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  await inStores(kit.app.db, [], async (tx) => {
    const role = group.roles.get('sales_manager') as string
    await tx
      .deleteFrom('role_permissions')
      .where('group_id', '=', group.groupId)
      .where('role_id', '=', role)
      .execute()
    await tx
      .insertInto('role_permissions')
      .values(
        Object.keys(permissions).map((permission) => ({
          group_id: group.groupId,
          role_id: role,
          permission,
          scope: 'store',
        })),
      )
      .execute()
  })
  ids = await inStores(kit.app.db, [group.store.id], async (tx) => {
    const tables = [
      'customers',
      'customer_phones',
      'opportunities',
      'follow_ups',
      'visits',
      'audit_entries',
      'events',
    ] as const
    const found: string[] = [consultant.id, receptionist.id]
    for (const table of tables)
      found.push(
        ...(
          await tx.selectFrom(table).select('id').where('store_id', '=', group.store.id).execute()
        ).map((r) => r.id),
      )
    return found
  })
})
afterAll(() => kit.close())

test('the first store holds records of every kind', () => {
  expect(ids.length).toBeGreaterThan(8)
})

describe.each(withRecord.map((r) => [nameOf(r), r] as const))('%s', (_name, route) => {
  test('[001-74] a record of another store is not found, never forbidden', async () => {
    for (const id of ids) {
      const sample = sampleInput(route)
      const params = Object.fromEntries(
        Object.entries(sample.params).map(([k, v]) => [k, k === 'id' || k.endsWith('Id') ? id : v]),
      )
      const { status, text } = await send(
        kit.url,
        route,
        { ...sample, params },
        { cookie: neighbour.cookie },
      )
      // A body that is refused before any record is looked for shows nothing either.
      expect([404, 422], `${nameOf(route)} ${id} ${text.slice(0, 200)}`).toContain(status)
      expect(text).not.toContain(secret)
    }
  })
})

describe.each(lists.map((r) => [nameOf(r), r] as const))('%s', (_name, route) => {
  test('[001-74] a list shows no trace of another store', async () => {
    const sample = sampleInput(route)
    const { status, text } = await send(kit.url, route, sample, { cookie: neighbour.cookie })
    expect(status, text.slice(0, 200)).toBeLessThan(500)
    expect(text).not.toContain(secret)
    for (const id of ids) expect(text).not.toContain(id)
  })

  test('a search for its name or number finds nothing of it', async () => {
    const sample = sampleInput(route)
    if (!('q' in (sample.query ?? {})) && !/search/.test(route.path)) return
    for (const q of [secret, '欧阳', '13912345678', '5678']) {
      const { text } = await send(
        kit.url,
        route,
        { ...sample, query: { ...sample.query, q } },
        { cookie: neighbour.cookie },
      )
      expect(text).not.toContain(secret)
      for (const id of ids) expect(text).not.toContain(id)
    }
  })
})

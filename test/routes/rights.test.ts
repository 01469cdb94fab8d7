import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { modules } from '../../src/modules.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import { sampleInput, send } from './sample-input.ts'

const routes = modules.flatMap((m) => (m.routes ?? []).map((r) => r.contract))
const guarded = routes.filter((r) => r.access !== 'public')
const nameOf = (r: (typeof routes)[number]) => `${r.method} ${r.path}`

let kit: TestApp
let group: TestGroup
let without: TestPerson
let everything: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  without = await group.addPerson('marketing')
  everything = await group.addPerson('administrator')
  // One role with nothing, and one with every permission in its own store only.
  await inStores(kit.app.db, [], async (tx) => {
    const marketing = group.roles.get('marketing') as string
    const administrator = group.roles.get('administrator') as string
    await tx
      .deleteFrom('role_permissions')
      .where('group_id', '=', group.groupId)
      .where('role_id', 'in', [marketing, administrator])
      .execute()
    const needed = [...new Set(guarded.map((r) => r.access).filter((a) => a !== 'session'))]
    await tx
      .insertInto('role_permissions')
      .values(
        needed.map((permission) => ({
          group_id: group.groupId,
          role_id: administrator,
          permission,
          scope: 'store',
        })),
      )
      .execute()
  })
})
afterAll(() => kit.close())

test('every route is declared once, with words in both languages', () => {
  const names = routes.map(nameOf)
  expect(new Set(names).size).toBe(names.length)
  for (const route of routes) {
    expect(route.summary.zh, nameOf(route)).not.toBe('')
    expect(route.summary.en, nameOf(route)).not.toBe('')
  }
})

describe.each(guarded.map((r) => [nameOf(r), r] as const))('%s', (_name, route) => {
  test('[001-74] a stranger is asked to log in', async () => {
    const { status } = await send(kit.url, route, sampleInput(route), {})
    expect(status).toBe(401)
  })

  if (route.access !== 'session')
    test('[001-74] the wrong role is refused', async () => {
      const { status } = await send(kit.url, route, sampleInput(route), { cookie: without.cookie })
      expect(status).toBe(403)
    })

  test('[001-74] another store is not found', async () => {
    const { status } = await send(kit.url, route, sampleInput(route), {
      cookie: everything.cookie,
      'x-keyuan-store': String(group.otherStore.id),
    })
    expect(status).toBe(404)
  })

  test('[001-74] a store of another group is not found', async () => {
    const stranger = await makeGroup(kit.app)
    const { status } = await send(kit.url, route, sampleInput(route), {
      cookie: everything.cookie,
      'x-keyuan-store': String(stranger.store.id),
    })
    expect(status).toBe(404)
  })
})

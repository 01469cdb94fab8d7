import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newClient } from '#foundation/db/client.ts'
import { inStores } from '#foundation/db/database.ts'
import { testDatabaseUrl } from '#foundation/testing/test-database.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { grantNewPermissions } from './new-permissions.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const grantsOf = (groupId: number, permission: string) =>
  inStores(kit.app.db, [], async (tx) => {
    const { rows } = await sql<{ key: string; scope: string }>`
      select r.key, rp.scope from role_permissions rp
        join roles r on r.group_id = rp.group_id and r.id = rp.role_id
       where rp.group_id = ${groupId} and rp.permission = ${permission} order by r.key`.execute(tx)
    return rows.map(({ key, scope }) => `${key}:${scope}`)
  })

test('a permission of a later release reaches the built-in roles once, and stays away when taken away', async () => {
  const group = await makeGroup(kit.app)
  const before = await grantsOf(group.groupId, 'exports.run')
  expect(before.length).toBeGreaterThan(3)
  await inStores(kit.app.db, [], async (tx) => {
    await sql`delete from role_permissions where group_id = ${group.groupId} and permission = 'exports.run'`.execute(
      tx,
    )
  })
  await grantNewPermissions(kit.app)
  expect(await grantsOf(group.groupId, 'exports.run')).toEqual([])

  // As if the group had never met it: the application role cannot forget, the owner can.
  const owner = newClient(testDatabaseUrl())
  await owner.connect()
  await owner.query(
    "delete from keyuan.known_permissions where group_id = $1 and permission = 'exports.run'",
    [group.groupId],
  )
  await owner.end()
  expect(await grantNewPermissions(kit.app)).toBeGreaterThan(0)
  expect(await grantsOf(group.groupId, 'exports.run')).toEqual(before)
  await grantNewPermissions(kit.app)
  expect(await grantsOf(group.groupId, 'exports.run')).toEqual(before)
})

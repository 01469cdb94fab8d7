import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getAuditEntry, listAuditEntries } from '../contracts/audit.ts'
import { createPerson, getPerson, setPersonRoles } from '../contracts/people.ts'
import { changeRole, createRole, deleteRole, listRoles } from '../contracts/roles.ts'
import {
  changeRegion,
  changeStore,
  changeTeam,
  createRegion,
  createStore,
  createTeam,
  deleteRegion,
  deleteTeam,
  listRegions,
  listStores,
  listTeams,
} from '../contracts/stores.ts'
import { makeGroup, type TestGroup, type TestPerson } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let admin: TestPerson
let manager: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  admin = await group.addPerson('administrator')
  manager = await group.addPerson('sales_manager')
})
afterAll(() => kit.close())

const roleByKey = async (by: TestPerson, key: string) => {
  const { roles } = (await kit.call(by, listRoles, {})).body
  const role = roles.find((r) => r.key === key)
  if (!role) throw new Error(`no role ${key}`)
  return role
}

test('a role of one’s own is made, changed, given and deleted once nobody holds it', async () => {
  const made = await kit.call(admin, createRole, {
    body: { name: '二手车顾问', nameEn: 'Used-car consultant', grants: { 'visits.read': 'own' } },
  })
  expect(made.status).toBe(201)
  const changed = await kit.call(admin, changeRole, {
    params: { id: made.body.id },
    body: {
      version: made.body.version,
      grants: { 'visits.read': 'store', 'customers.read': 'own' },
    },
  })
  expect(changed.body.grants).toEqual({ 'visits.read': 'store', 'customers.read': 'own' })
  const person = await group.addPerson('receptionist')
  const { version } = (await kit.call(admin, getPerson, { params: { id: person.id } })).body
  await kit.call(admin, setPersonRoles, {
    params: { id: person.id },
    body: { version, roleIds: [made.body.id] },
  })
  const refused = await kit.call(admin, deleteRole, { params: { id: made.body.id } })
  expect(refused.code).toBe('access.role_in_use')
  await kit.call(admin, setPersonRoles, {
    params: { id: person.id },
    body: { version: version + 1, roleIds: [] },
  })
  const deleted = await kit.call(admin, deleteRole, { params: { id: made.body.id } })
  expect(deleted.status).toBe(204)
})

test('a right that makes no sense with its scope is refused, naming it', async () => {
  const answer = await kit.call(admin, createRole, {
    body: { name: 'x', nameEn: 'x', grants: { 'people.manage': 'own' } },
  })
  expect(answer.code).toBe('core.invalid_input')
  const { issues } = answer.body as unknown as { issues: { path: string }[] }
  expect(issues.map((issue) => issue.path)).toEqual(['body.grants.people.manage'])
})

test('a built-in role can be changed but not deleted', async () => {
  const role = await roleByKey(admin, 'marketing')
  const changed = await kit.call(admin, changeRole, {
    params: { id: role.id },
    body: { version: role.version, name: '市场部' },
  })
  expect(changed.body).toMatchObject({ name: '市场部', isBuiltIn: true, grants: role.grants })
  const refused = await kit.call(admin, deleteRole, { params: { id: role.id } })
  expect(refused.code).toBe('access.role_built_in')
})

test('the last role that administers the group cannot lose its rights', async () => {
  const own = await makeGroup(kit.app)
  const boss = await own.addPerson('administrator')
  const role = await roleByKey(boss, 'administrator')
  const { 'roles.manage': _, ...less } = role.grants
  const refused = await kit.call(boss, changeRole, {
    params: { id: role.id },
    body: { version: role.version, grants: less },
  })
  expect(refused.code).toBe('access.last_administrator')
  const me = await kit.call(boss, getPerson, { params: { id: boss.id } })
  const gone = await kit.call(boss, setPersonRoles, {
    params: { id: boss.id },
    body: { version: me.body.version, roleIds: [] },
  })
  expect(gone.code).toBe('access.last_administrator')
  expect((await roleByKey(boss, 'administrator')).grants).toEqual(role.grants)
})

test('a manager may not touch roles', async () => {
  const role = await roleByKey(manager, 'sales_manager')
  const answer = await kit.call(manager, changeRole, {
    params: { id: role.id },
    body: { version: role.version, grants: { ...role.grants, 'roles.manage': 'group' } },
  })
  expect(answer.status).toBe(403)
})

test('new limits and gaps are kept as differences, checked, and announced by name', async () => {
  const before = (await kit.call(admin, listStores, {})).body.stores.find(
    (s) => s.id === group.store.id,
  )
  if (!before) throw new Error('no store')
  expect(before.settings).toMatchObject({
    levelLimits: { H: 7, A: 30, B: 60, estimatedC: 90 },
    promiseGaps: { H: 2, A: 3, B: 7, C: 15 },
    escalationDays: 2,
  })
  const gaps = { H: 1, A: 2, B: 5, C: 10 }
  const saved = await kit.call(admin, changeStore, {
    params: { id: group.store.id },
    body: { version: before.version, opensAt: '08:30', settings: { promiseGaps: gaps } },
  })
  expect(saved.body).toMatchObject({ opensAt: '08:30', settings: { promiseGaps: gaps } })
  const { event, stored } = await inStores(kit.app.db, [group.store.id], async (tx) => ({
    event: await tx
      .selectFrom('events')
      .select('data')
      .where('store_id', '=', group.store.id)
      .where('type', '=', 'access.store_changed')
      .executeTakeFirst(),
    stored: await tx
      .selectFrom('stores')
      .select('settings')
      .where('id', '=', group.store.id)
      .executeTakeFirst(),
  }))
  expect(event?.data).toEqual({ storeId: group.store.id, settings: ['promiseGaps'] })
  expect(stored?.settings).toEqual({ promiseGaps: gaps })

  const params = { id: group.store.id }
  const { version } = saved.body
  const wrong = await kit.call(admin, changeStore, {
    params,
    body: { version, settings: { levelLimits: { H: 7, A: 5, B: 60, estimatedC: 90 } } },
  })
  expect(wrong.code).toBe('core.invalid_input')
  const hours = await kit.call(admin, changeStore, {
    params,
    body: { version, opensAt: '19:00', closesAt: '08:00' },
  })
  expect(hours.code).toBe('core.invalid_input')
  const stale = await kit.call(admin, changeStore, {
    params,
    body: { version: before.version, city: '长春' },
  })
  expect(stale.code).toBe('core.stale_version')
})

test('a store code is one per installation', async () => {
  const body = { code: group.store.code, name: '新店', nameEn: 'New store' }
  expect((await kit.call(admin, createStore, { body })).code).toBe('access.code_taken')
  const made = await kit.call(admin, createStore, {
    body: { ...body, code: `N${group.groupId}`, regionId: 1 },
  })
  expect(made.status).toBe(201)
  const list = await kit.call(admin, listStores, {})
  expect(list.body.stores.map((s) => s.code)).toContain(`N${group.groupId}`)
})

test('a region is renamed, and deleted only without stores', async () => {
  const made = await kit.call(admin, createRegion, { body: { name: '西南', nameEn: 'South-west' } })
  expect(made.status).toBe(201)
  const changed = await kit.call(admin, changeRegion, {
    params: { id: made.body.id },
    body: { version: made.body.version, name: '西南大区', nameEn: 'South-west' },
  })
  expect(changed.body.name).toBe('西南大区')
  const regions = (await kit.call(admin, listRegions, {})).body.regions
  const full = regions.find((r) => r.stores > 0)
  const refused = await kit.call(admin, deleteRegion, { params: { id: full?.id } })
  expect(refused.code).toBe('access.region_in_use')
  const deleted = await kit.call(admin, deleteRegion, { params: { id: made.body.id } })
  expect(deleted.status).toBe(204)
})

test('a manager sees to the teams of the own store only', async () => {
  const elsewhere = await kit.call(manager, createTeam, {
    body: { storeId: group.otherStore.id, name: '一组' },
  })
  expect(elsewhere.status).toBe(404)
  const team = await kit.call(manager, createTeam, {
    body: { storeId: group.store.id, name: '一组' },
  })
  expect(team.status).toBe(201)
  const renamed = await kit.call(manager, changeTeam, {
    params: { id: team.body.id },
    body: { version: 1, name: '先锋组' },
  })
  expect(renamed.body.name).toBe('先锋组')
  const person = await kit.call(manager, createPerson, {
    body: {
      name: '组员',
      login: `t${group.groupId}`,
      storeId: group.store.id,
      teamId: team.body.id,
      roleIds: [group.roles.get('consultant') as string],
    },
  })
  expect(person.body.person.teamId).toBe(team.body.id)
  const refused = await kit.call(manager, deleteTeam, { params: { id: team.body.id } })
  expect(refused.code).toBe('access.team_in_use')
  const other = await kit.call(admin, createTeam, {
    body: { storeId: group.otherStore.id, name: '二组' },
  })
  const seen = (await kit.call(manager, listTeams, {})).body.teams.map((t) => t.id)
  expect(seen).toContain(team.body.id)
  expect(seen).not.toContain(other.body.id)
  const foreign = await kit.call(manager, deleteTeam, { params: { id: other.body.id } })
  expect(foreign.status).toBe(404)
})

test('the trail says who changed what, by record, person, action and day, page by page', async () => {
  const own = await makeGroup(kit.app)
  const boss = await own.addPerson('administrator', { name: '钱总' })
  const made = []
  for (const name of ['甲', '乙', '丙']) {
    const body = { name, login: `${name}${own.groupId}`, storeId: own.store.id, roleIds: [] }
    made.push((await kit.call(boss, createPerson, { body })).body.person)
  }
  const page1 = await kit.call(boss, listAuditEntries, { query: { limit: 2, action: 'person' } })
  expect(page1.body.total).toBe(3)
  expect(page1.body.from).toBe('2026-08-16')
  const page2 = await kit.call(boss, listAuditEntries, {
    query: { limit: 2, action: 'person', cursor: page1.body.nextCursor as string },
  })
  const both = [...page1.body.items, ...page2.body.items]
  expect(both.map((e) => e.recordId).sort()).toEqual(made.map((p) => p.id).sort())
  expect(both.every((e) => e.actorName === '钱总' && e.action === 'person.added')).toBe(true)
  const one = await kit.call(boss, listAuditEntries, { query: { recordId: made[0]?.id as string } })
  expect(one.body.items).toHaveLength(1)
  expect(JSON.stringify(one.body)).not.toContain('甲')
  const opened = await kit.call(boss, getAuditEntry, {
    params: { id: one.body.items[0]?.id as string },
  })
  expect(opened.body.personal).toMatchObject({ name: '甲' })
  const none = await kit.call(boss, listAuditEntries, {
    query: { from: '2026-01-01', to: '2026-02-01' },
  })
  expect(none.body.items).toEqual([])
})

test('the trail of another store, and for people without the right, is closed', async () => {
  const consultant = await group.addPerson('consultant')
  expect((await kit.call(consultant, listAuditEntries, {})).status).toBe(403)
  const elsewhere = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
  const mine = await kit.call(manager, listAuditEntries, {})
  const id = mine.body.items[0]?.id as string
  expect(id).toBeDefined()
  expect((await kit.call(elsewhere, getAuditEntry, { params: { id } })).status).toBe(404)
})

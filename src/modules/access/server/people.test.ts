import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getSession, listColleagues, logIn } from '../contract.ts'
import {
  acceptLink,
  changePerson,
  createPerson,
  deactivatePerson,
  getPerson,
  listPeople,
  lookAtLink,
  makePersonLink,
  reactivatePerson,
  setPersonRoles,
} from '../contracts/people.ts'
import { makeGroup, type TestGroup, type TestPerson } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let admin: TestPerson
let manager: TestPerson
let serial = 0
const password = '春风得意马蹄疾一日'
const longPassword = `${password}看尽长安花`

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  admin = await group.addPerson('administrator')
  manager = await group.addPerson('sales_manager')
})
afterAll(() => kit.close())

const role = (key: string) => group.roles.get(key) as string
const freshLogin = () => `p${group.groupId}.${(serial += 1)}`
const tokenOf = (path: string) => path.slice(path.indexOf('#') + 1)

async function addConsultant(name = '李娜', login = freshLogin()) {
  const answer = await kit.call(manager, createPerson, {
    body: { name, login, storeId: group.store.id, roleIds: [role('consultant')] },
  })
  expect(answer.status).toBe(201)
  const { person, link } = answer.body
  if (!link) throw new Error('no link')
  return { person, token: tokenOf(link.path), login }
}

test('a new person gets a one-time link, sets a password with it and can log in', async () => {
  const { person, token, login } = await addConsultant('王丽')
  const looked = await kit.call(undefined, lookAtLink, { body: { token } })
  expect(looked.body).toMatchObject({ purpose: 'invitation', name: '王丽', login })
  const accepted = await kit.call(undefined, acceptLink, {
    body: { token, password: longPassword },
  })
  expect(accepted.status).toBe(200)
  expect(accepted.body.person.id).toBe(person.id)
  const loggedIn = await kit.call(undefined, logIn, {
    body: { login: login.toUpperCase(), password: longPassword },
  })
  expect(loggedIn.status).toBe(200)
  const again = await kit.call(undefined, acceptLink, { body: { token, password: longPassword } })
  expect(again.code).toBe('access.link_invalid')
})

test('a link withdrawn by a newer one, or a week old, no longer works', async () => {
  const { person, token } = await addConsultant()
  const newer = await kit.call(manager, makePersonLink, { params: { id: person.id } })
  expect((await kit.call(undefined, lookAtLink, { body: { token } })).code).toBe(
    'access.link_invalid',
  )
  const newToken = tokenOf(newer.body.path)
  expect((await kit.call(undefined, lookAtLink, { body: { token: newToken } })).status).toBe(200)
  const before = kit.clock.now()
  kit.clock.set(new Date(before.getTime() + 8 * 86_400_000))
  expect((await kit.call(undefined, lookAtLink, { body: { token: newToken } })).status).toBe(410)
  kit.clock.set(before)
})

test('a password is refused when it is short, the log-in name, or common', async () => {
  const { token, login } = await addConsultant('赵敏', `long.login.${group.groupId}`)
  const attempt = (text: string) =>
    kit.call(undefined, acceptLink, { body: { token, password: text } })
  expect((await attempt('short')).code).toBe('core.invalid_input')
  expect((await attempt(login.toUpperCase())).code).toBe('access.password_is_login')
  expect((await attempt('Password123')).code).toBe('access.password_common')
  expect((await attempt('8888888888')).code).toBe('access.password_common')
  expect((await attempt(longPassword)).status).toBe(200)
})

test('the staff list is found by name, pinyin, initials, role and state, page by page', async () => {
  const { person } = await addConsultant('欧阳静萱')
  for (const q of ['欧', '静萱', 'ouyang', 'oyjx', '欧阳静萱']) {
    const found = await kit.call(manager, listPeople, { query: { q } })
    expect(found.body.items.map((p) => p.id)).toEqual([person.id])
    expect(found.body.total).toBe(1)
  }
  const consultants = await kit.call(manager, listPeople, {
    query: { roleId: role('consultant'), storeId: group.store.id },
  })
  expect(consultants.body.items.every((p) => p.roles.some((r) => r.key === 'consultant'))).toBe(
    true,
  )
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(cursor)
    seen.push(...page.body.items.map((p) => p.id))
    cursor = page.body.nextCursor ?? undefined
  } while (cursor)
  const all = await kit.call(admin, listPeople, { query: { limit: 200 } })
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(all.body.total ?? 0)

  function list(after?: string) {
    return kit.call(admin, listPeople, { query: { limit: 2, ...(after ? { cursor: after } : {}) } })
  }
})

test('a cursor that was not made here is refused in words', async () => {
  for (const cursor of ['nonsense', 'WzEsIjIwMjAtMDEtMDEiLFsiYSIsImIiXV0']) {
    const answer = await kit.call(admin, listPeople, { query: { cursor } })
    expect(answer.status).toBe(400)
  }
})

test('the same id sent again makes no second person', async () => {
  const id = '01997c00-0000-7000-8000-0000000a0001'.replace(
    /0a0001$/,
    group.groupId.toString(16).padStart(6, '0'),
  )
  const body = {
    id,
    name: '孙悦',
    login: freshLogin(),
    storeId: group.store.id,
    roleIds: [role('receptionist')],
  }
  const first = await kit.call(manager, createPerson, { body })
  const second = await kit.call(manager, createPerson, { body })
  expect(first.body.link).not.toBeNull()
  expect(second.status).toBe(201)
  expect(second.body.person.id).toBe(id)
  expect(second.body.link).toBeNull()
})

test('a log-in name is taken whatever its case, also when two ask at once', async () => {
  const login = freshLogin()
  const body = { name: '周杰', storeId: group.store.id, roleIds: [role('receptionist')] }
  const answers = await Promise.all(
    [login, login.toUpperCase(), login].map((name) =>
      kit.call(manager, createPerson, { body: { ...body, login: name } }),
    ),
  )
  expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409])
  const { person } = await addConsultant()
  const renamed = await kit.call(manager, changePerson, {
    params: { id: person.id },
    body: { version: person.version, login },
  })
  expect(renamed.code).toBe('access.login_taken')
})

test('a manager cannot give a role beyond their own rights, an administrator can', async () => {
  for (const key of ['administrator', 'regional_manager']) {
    const refused = await kit.call(manager, createPerson, {
      body: {
        name: '吴强',
        login: freshLogin(),
        storeId: group.store.id,
        roleIds: [role(key)],
      },
    })
    expect(refused.code).toBe('access.beyond_own_rights')
  }
  const own = await kit.call(manager, getPerson, { params: { id: manager.id } })
  const raised = await kit.call(manager, setPersonRoles, {
    params: { id: manager.id },
    body: { version: own.body.version, roleIds: [role('sales_manager'), role('administrator')] },
  })
  expect(raised.code).toBe('access.beyond_own_rights')
  const { person } = await addConsultant()
  const given = await kit.call(admin, setPersonRoles, {
    params: { id: person.id },
    body: { version: person.version, roleIds: [role('regional_manager')] },
  })
  expect(given.status).toBe(200)
  expect(given.body.roles.map((r) => r.key)).toEqual(['regional_manager'])
})

test('nobody who does not manage roles gives themselves another role, though its rights are theirs', async () => {
  const own = await kit.call(manager, getPerson, { params: { id: manager.id } })
  const give = (roleIds: string[]) =>
    kit.call(manager, setPersonRoles, {
      params: { id: manager.id },
      body: { version: own.body.version, roleIds },
    })
  // The general manager's rights are within the sales manager's; their discount limit is not.
  const refused = await give([role('sales_manager'), role('general_manager')])
  expect(refused.code).toBe('access.beyond_own_rights')
  expect((await give([role('sales_manager')])).status).toBe(200)
})

test('the general manager is made and managed from above: who is below takes no account with a higher limit', async () => {
  const { person } = await addConsultant()
  const give = (by: typeof manager, version: number) =>
    kit.call(by, setPersonRoles, {
      params: { id: person.id },
      body: { version, roleIds: [role('general_manager')] },
    })
  expect((await give(manager, person.version)).code).toBe('access.beyond_own_rights')
  const given = await give(admin, person.version)
  expect(given.status).toBe(200)
  const link = await kit.call(manager, makePersonLink, { params: { id: person.id } })
  expect(link.code).toBe('access.beyond_own_rights')
  const taken = await kit.call(manager, setPersonRoles, {
    params: { id: person.id },
    body: { version: given.body.version, roleIds: [role('consultant')] },
  })
  expect(taken.code).toBe('access.beyond_own_rights')
})

test('a manager cannot touch a person who holds more, not even their password', async () => {
  const version = 1
  const attempts = await Promise.all([
    kit.call(manager, makePersonLink, { params: { id: admin.id } }),
    kit.call(manager, changePerson, { params: { id: admin.id }, body: { version, name: 'x' } }),
    kit.call(manager, deactivatePerson, { params: { id: admin.id }, body: {} }),
    kit.call(manager, setPersonRoles, { params: { id: admin.id }, body: { version, roleIds: [] } }),
  ])
  expect(attempts.map((a) => a.code)).toEqual(attempts.map(() => 'access.beyond_own_rights'))
  const record = await kit.call(manager, getPerson, { params: { id: admin.id } })
  expect(record.body.canManage).toBe(false)
})

test('a manager sees nobody of another store and cannot send a person there', async () => {
  const stranger = await group.addPerson('consultant', { storeId: group.otherStore.id })
  expect((await kit.call(manager, getPerson, { params: { id: stranger.id } })).status).toBe(404)
  const list = await kit.call(manager, listPeople, { query: { storeId: group.otherStore.id } })
  expect(list.body).toMatchObject({ items: [], total: 0 })
  const { person } = await addConsultant()
  const moved = await kit.call(manager, changePerson, {
    params: { id: person.id },
    body: { version: person.version, storeId: group.otherStore.id },
  })
  expect(moved.status).toBe(404)
  const byAdmin = await kit.call(admin, changePerson, {
    params: { id: person.id },
    body: { version: person.version, storeId: group.otherStore.id },
  })
  expect(byAdmin.body.storeId).toBe(group.otherStore.id)
})

test('another group is not there at all', async () => {
  const other = await makeGroup(kit.app)
  const stranger = await other.addPerson('consultant')
  for (const answer of [
    await kit.call(admin, getPerson, { params: { id: stranger.id } }),
    await kit.call(admin, makePersonLink, { params: { id: stranger.id } }),
    await kit.call(admin, createPerson, {
      body: { name: 'x', login: freshLogin(), storeId: other.store.id, roleIds: [] },
    }),
    await kit.call(admin, createPerson, {
      body: {
        name: 'x',
        login: freshLogin(),
        storeId: group.store.id,
        roleIds: [other.roles.get('consultant') as string],
      },
    }),
  ])
    expect(answer.status).toBe(404)
})

test('who has left is logged out at once, cannot log in, and can be taken back', async () => {
  const { person, token, login } = await addConsultant()
  await kit.call(undefined, acceptLink, { body: { token, password: longPassword } })
  const inside = await group.addPerson('consultant')
  const gone = await kit.call(manager, deactivatePerson, {
    params: { id: inside.id },
    body: { reason: '离职' },
  })
  expect(gone.body.isActive).toBe(false)
  expect((await kit.call(inside, getSession, {})).status).toBe(401)
  await kit.call(manager, deactivatePerson, { params: { id: person.id }, body: {} })
  const refused = await kit.call(undefined, logIn, { body: { login, password: longPassword } })
  expect(refused.code).toBe('access.wrong_login')
  const link = await kit.call(manager, makePersonLink, { params: { id: person.id } })
  expect(link.code).toBe('access.has_left')
  const back = await kit.call(manager, reactivatePerson, { params: { id: person.id } })
  expect(back.body.isActive).toBe(true)
  const again = await kit.call(undefined, logIn, { body: { login, password: longPassword } })
  expect(again.status).toBe(200)
})

test('nobody deactivates themselves', async () => {
  const answer = await kit.call(manager, deactivatePerson, {
    params: { id: manager.id },
    body: {},
  })
  expect(answer.code).toBe('access.not_yourself')
})

test('two administrators who dismiss each other at the same moment leave one', async () => {
  const own = await makeGroup(kit.app)
  const [a, b] = [await own.addPerson('administrator'), await own.addPerson('administrator')]
  const answers = await Promise.all([
    kit.call(a, deactivatePerson, { params: { id: b.id }, body: {} }),
    kit.call(b, deactivatePerson, { params: { id: a.id }, body: {} }),
  ])
  expect(answers.filter((x) => x.status === 200)).toHaveLength(1)
  const refused = answers.find((x) => x.status !== 200)
  expect(['access.last_administrator', 'core.unauthenticated']).toContain(refused?.code)
})

test('an edit over a version somebody else changed is refused with the record as it is', async () => {
  const { person } = await addConsultant()
  const save = (name: string) =>
    kit.call(manager, changePerson, {
      params: { id: person.id },
      body: { version: person.version, name },
    })
  expect((await save('钱进')).status).toBe(200)
  const stale = await save('钱出')
  expect(stale.status).toBe(409)
  expect(stale.code).toBe('core.stale_version')
  expect((stale.body as unknown as { details: { current: object } }).details.current).toMatchObject(
    { name: '钱进' },
  )
})

test('a number of the staff is sealed at rest and shown to managers only', async () => {
  const { person } = await addConsultant()
  const saved = await kit.call(manager, changePerson, {
    params: { id: person.id },
    body: { version: person.version, phone: '138 1234 5678' },
  })
  expect(saved.body.phone).toBe('13812345678')
  const colleague = await group.addPerson('receptionist')
  const seen = await kit.call(colleague, getPerson, { params: { id: person.id } })
  expect(seen.body.phone).toBeNull()
  const text = await inStores(kit.app.db, [group.store.id], async (tx) => {
    const { rows } = await sql<{ text: string }>`
      select (p.*)::text || (select string_agg((a.*)::text, '') from audit_entries a
               where a.store_id = ${group.store.id} and a.record_id = p.id::text) as text
        from people p where p.id = ${person.id}`.execute(tx)
    return rows[0]?.text ?? ''
  })
  expect(text).toContain('person.changed')
  for (const digits of ['13812345678', '138 1234 5678']) expect(text).not.toContain(digits)
})

test('consultants do not manage staff', async () => {
  const consultant = await group.addPerson('consultant')
  const answer = await kit.call(consultant, createPerson, {
    body: { name: 'x', login: freshLogin(), storeId: group.store.id, roleIds: [] },
  })
  expect(answer.status).toBe(403)
})

test('colleagues are those of the store who are active', async () => {
  const own = await makeGroup(kit.app)
  const consultant = await own.addPerson('consultant', { name: '甲' })
  const receptionist = await own.addPerson('receptionist', { name: '乙' })
  await own.addPerson('consultant', { storeId: own.otherStore.id })
  const answer = await kit.call(receptionist, listColleagues, {})
  expect(answer.body.people.map((p) => [p.name, p.isConsultant]).sort()).toEqual(
    [
      [consultant.name, true],
      [receptionist.name, false],
    ].sort(),
  )
})

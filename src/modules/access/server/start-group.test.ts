import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { emptyDatabase } from '#foundation/testing/test-database.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getSession, logInToDemo } from '../contract.ts'
import { startFirstGroup, startGroup } from '../contracts/first-start.ts'
import { acceptLink, lookAtLink } from '../contracts/people.ts'
import { makeGroup } from '../testing.ts'
import { createGroup, createStore } from './create-group.ts'
import { firstAdministratorLink } from './links.ts'
import { createAdmin } from './start-group.ts'

let kit: TestApp
let empty: Awaited<ReturnType<typeof emptyDatabase>>
const password = '飞流直下三千尺疑是银河'

beforeAll(async () => {
  empty = await emptyDatabase()
  kit = await startTestApp({ databaseUrl: empty.url })
  kit.app.config.withDemo = false
})
afterAll(async () => {
  await kit.close()
  await empty.drop()
})

const newGroup = (mark: string) => ({
  group: { name: '春城汽车集团' },
  store: { code: `S${mark}`, name: '春城一店', city: '长春', platePrefix: '吉A' },
  administrator: { name: '李总', login: `boss-${mark}`, password },
})
const tokenOf = (link: string | undefined) => (link ?? '').slice((link ?? '').indexOf('#') + 1)
const cookieOf = (headers: Headers) => ({
  cookie: (headers.get('set-cookie') ?? '').split(';')[0] as string,
})

test('an empty product is started once, with the link printed at start', async () => {
  const first = await firstAdministratorLink(kit.app, 'http://localhost:3000/')
  const second = await firstAdministratorLink(kit.app, 'http://localhost:3000')
  expect(second).toMatch(/^http:\/\/localhost:3000\/first-start#/)
  const withOld = await kit.call(undefined, lookAtLink, { body: { token: tokenOf(first) } })
  expect(withOld.code).toBe('access.link_invalid')
  const token = tokenOf(second)
  const looked = await kit.call(undefined, lookAtLink, { body: { token } })
  expect(looked.body.purpose).toBe('first_administrator')
  const weak = await kit.call(undefined, startFirstGroup, {
    body: {
      ...newGroup('01'),
      token,
      administrator: { name: '李总', login: 'boss', password: '1234567890' },
    },
  })
  expect(weak.code).toBe('access.password_common')

  const answers = await Promise.all(
    ['01', '02'].map((mark) =>
      kit.call(undefined, startFirstGroup, { body: { ...newGroup(mark), token } }),
    ),
  )
  expect(answers.map((a) => a.status).sort()).toEqual([201, 410])
  const started = answers.find((a) => a.status === 201)
  const me = cookieOf(started?.headers as Headers)
  const session = await kit.call(me, getSession, {})
  expect(session.body.group).toMatchObject({ name: '春城汽车集团', isDemo: false })
  expect(session.body.stores.map((s) => s.isHeadOffice)).toEqual([false, true])
  expect(session.body.grants['roles.manage']).toBe('group')
  expect(await firstAdministratorLink(kit.app, 'http://localhost:3000')).toBeUndefined()
})

test('a link made before somebody worked here no longer starts a second group', async () => {
  const answer = await kit.call(undefined, startFirstGroup, {
    body: { ...newGroup('03'), token: randomBytes(32).toString('base64url') },
  })
  expect(answer.code).toBe('access.link_invalid')
})

test('the command line makes an administrator in a group, or with a new one', async () => {
  const made = await createAdmin(kit.app, 'http://localhost:3000', {
    name: '王工',
    login: 'wang-admin',
    storeCode: 'K01',
    groupName: '新集团',
  })
  expect(made.link).toContain('http://localhost:3000/invitation#')
  const accepted = await kit.call(undefined, acceptLink, {
    body: { token: tokenOf(made.link), password },
  })
  expect(accepted.body.group.name).toBe('新集团')
  const beside = await createAdmin(kit.app, 'http://localhost:3000', {
    name: '赵工',
    login: 'zhao-admin',
    storeCode: 'K01',
  })
  expect(beside.groupId).toBe(made.groupId)
  await expect(
    createAdmin(kit.app, '', { name: 'x', login: 'zhao-admin', storeCode: 'K01' }),
  ).rejects.toMatchObject({ code: 'access.login_taken' })
})

test('from the demo one starts a store of one’s own, and leaves the demo', async () => {
  const now = kit.clock.now()
  await inStores(kit.app.db, [], async (tx) => {
    const demo = await createGroup(tx, now, { name: '演示集团', nameEn: 'Demo', isDemo: true })
    const storeId = await createStore(tx, now, demo.groupId, {
      code: 'D01',
      name: '演示店',
      nameEn: 'Demo store',
    })
    const id = crypto.randomUUID()
    await tx
      .insertInto('people')
      .values({
        group_id: demo.groupId,
        id,
        store_id: storeId,
        name: '演示管理员',
        login: 'demo-admin',
        created_at: now,
      })
      .execute()
    await tx
      .insertInto('person_roles')
      .values({
        group_id: demo.groupId,
        person_id: id,
        role_id: demo.roles.get('administrator') as string,
      })
      .execute()
  })
  const entered = await kit.call(undefined, logInToDemo, { body: { login: 'demo-admin' } })
  const demoAdmin = cookieOf(entered.headers)
  const taken = await kit.call(demoAdmin, startGroup, {
    body: { ...newGroup('04'), store: { code: 'D01', name: '一店' } },
  })
  expect(taken.code).toBe('access.code_taken')
  const own = await kit.call(demoAdmin, startGroup, { body: newGroup('04') })
  expect(own.status).toBe(201)
  const session = await kit.call(cookieOf(own.headers), getSession, {})
  expect(session.body.group.isDemo).toBe(false)
  expect(session.body.person.login).toBe('boss-04')
})

test('an administrator of a real group starts no other', async () => {
  const group = await makeGroup(kit.app)
  const admin = await group.addPerson('administrator')
  const answer = await kit.call(admin, startGroup, { body: newGroup('05') })
  expect(answer.code).toBe('access.demo_only')
})

import { generate } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getSession, logIn } from '../contract.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../contracts/api-keys.ts'
import {
  acceptLink,
  createPerson,
  makePersonLink,
  removeAuthenticator,
} from '../contracts/people.ts'
import {
  beginAuthenticator,
  changeOwnPassword,
  changeProfile,
  confirmAuthenticator,
  endOtherSessions,
  endSession,
  getProfile,
  listSessions,
  turnOffAuthenticator,
} from '../contracts/profile.ts'
import { makeGroup, type TestGroup, type TestPerson } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let admin: TestPerson
let serial = 0
const password = '长风破浪会有时直挂云帆'
const nextPassword = '黄河之水天上来奔流到海'

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  admin = await group.addPerson('administrator')
})
afterAll(() => kit.close())

const cookieOf = (headers: Headers) => ({
  cookie: (headers.get('set-cookie') ?? '').split(';')[0] as string,
})

/** A consultant with a password, logged in through the front door. */
async function employ() {
  const login = `q${group.groupId}.${(serial += 1)}`
  const made = await kit.call(admin, createPerson, {
    body: {
      name: '冯雪',
      login,
      storeId: group.store.id,
      roleIds: [group.roles.get('consultant') as string],
    },
  })
  const path = made.body.link?.path ?? ''
  const answer = await kit.call(undefined, acceptLink, {
    body: { token: path.slice(path.indexOf('#') + 1), password },
  })
  return { id: made.body.person.id, login, ...cookieOf(answer.headers) }
}

const logInAs = (login: string, given = password, code?: string) =>
  kit.call(undefined, logIn, { body: { login, password: given, ...(code ? { code } : {}) } })

test('name, language and number are changed by the person, over the version they saw', async () => {
  const person = await employ()
  const before = await kit.call(person, getProfile, {})
  const saved = await kit.call(person, changeProfile, {
    body: { version: before.body.version, name: '冯雪儿', locale: 'en', phone: '0431-87654321' },
  })
  expect(saved.body).toMatchObject({ name: '冯雪儿', locale: 'en', phone: '0431-87654321' })
  expect((await kit.call(person, getSession, {})).body.person.locale).toBe('en')
  const stale = await kit.call(person, changeProfile, {
    body: { version: before.body.version, name: '别人' },
  })
  expect(stale.code).toBe('core.stale_version')
  const wrong = await kit.call(person, changeProfile, {
    body: { version: saved.body.version, phone: '12345' },
  })
  expect(wrong.code).toBe('core.invalid_input')
})

test('a new password needs the old one and ends the other sessions, not this one', async () => {
  const person = await employ()
  const elsewhere = cookieOf((await logInAs(person.login)).headers)
  const refused = await kit.call(person, changeOwnPassword, {
    body: { current: 'something else', password: nextPassword },
  })
  expect(refused.code).toBe('access.wrong_password')
  const done = await kit.call(person, changeOwnPassword, {
    body: { current: password, password: nextPassword },
  })
  expect(done.status).toBe(204)
  expect((await kit.call(person, getSession, {})).status).toBe(200)
  expect((await kit.call(elsewhere, getSession, {})).status).toBe(401)
  expect((await logInAs(person.login)).code).toBe('access.wrong_login')
  expect((await logInAs(person.login, nextPassword)).status).toBe(200)
})

test('eight wrong passwords lock the name for a quarter of an hour, the right one included', async () => {
  const person = await employ()
  for (let i = 0; i < 8; i++)
    expect((await logInAs(person.login, `wrong ${i}`)).code).toBe('access.wrong_login')
  const locked = await logInAs(person.login)
  expect(locked.status).toBe(429)
  expect(locked.code).toBe('access.locked_out')
  const ownChange = await kit.call(person, changeOwnPassword, {
    body: { current: password, password: nextPassword },
  })
  expect(ownChange.code).toBe('access.locked_out')
  const before = kit.clock.now()
  kit.clock.set(new Date(before.getTime() + 16 * 60_000))
  expect((await logInAs(person.login)).status).toBe(200)
  kit.clock.set(before)
})

test('sessions are listed with the present one marked, and ended one by one or all others', async () => {
  const person = await employ()
  const second = cookieOf((await logInAs(person.login)).headers)
  const third = cookieOf((await logInAs(person.login)).headers)
  const list = await kit.call(person, listSessions, {})
  expect(list.body.sessions).toHaveLength(3)
  expect(list.body.sessions.filter((s) => s.isCurrent)).toHaveLength(1)
  const ofSecond = (await kit.call(second, listSessions, {})).body.sessions.find((s) => s.isCurrent)
  const ended = await kit.call(person, endSession, { params: { id: ofSecond?.id as string } })
  expect(ended.status).toBe(204)
  expect((await kit.call(second, getSession, {})).status).toBe(401)
  const others = await kit.call(person, endOtherSessions, {})
  expect(others.body.ended).toBe(1)
  expect((await kit.call(third, getSession, {})).status).toBe(401)
  expect((await kit.call(person, getSession, {})).status).toBe(200)
  const stranger = await employ()
  const theirs = (await kit.call(stranger, listSessions, {})).body.sessions[0]
  const foreign = await kit.call(person, endSession, { params: { id: theirs?.id as string } })
  expect(foreign.status).toBe(404)
})

test('with an authenticator the log-in asks for its code', async () => {
  const person = await employ()
  const begun = await kit.call(person, beginAuthenticator, {})
  expect(begun.body.address).toContain('otpauth://totp/')
  const epoch = Math.floor(kit.clock.now().getTime() / 1000)
  const code = await generate({ secret: begun.body.secret, epoch })
  const wrong = await kit.call(person, confirmAuthenticator, {
    body: { setup: begun.body.setup, code: code === '000000' ? '000001' : '000000' },
  })
  expect(wrong.code).toBe('access.wrong_code')
  const on = await kit.call(person, confirmAuthenticator, {
    body: { setup: begun.body.setup, code },
  })
  expect(on.body.hasAuthenticator).toBe(true)
  expect((await kit.call(person, beginAuthenticator, {})).code).toBe('access.authenticator_on')

  expect((await logInAs(person.login)).code).toBe('access.code_needed')
  expect((await logInAs(person.login, password, 'abc')).code).toBe('access.wrong_code')
  expect((await logInAs(person.login, password, code)).status).toBe(200)

  const wrongPassword = await kit.call(person, turnOffAuthenticator, { body: { password: 'no' } })
  expect(wrongPassword.code).toBe('access.wrong_password')
  const off = await kit.call(person, turnOffAuthenticator, { body: { password } })
  expect(off.body.hasAuthenticator).toBe(false)
  expect((await logInAs(person.login)).status).toBe(200)
})

test('a reset link does not get around the authenticator; an administrator can take it off', async () => {
  const person = await employ()
  const begun = await kit.call(person, beginAuthenticator, {})
  const epoch = Math.floor(kit.clock.now().getTime() / 1000)
  const code = await generate({ secret: begun.body.secret, epoch })
  await kit.call(person, confirmAuthenticator, { body: { setup: begun.body.setup, code } })
  const link = await kit.call(admin, makePersonLink, { params: { id: person.id } })
  const token = link.body.path.slice(link.body.path.indexOf('#') + 1)
  const accept = () => kit.call(undefined, acceptLink, { body: { token, password: nextPassword } })
  expect((await accept()).code).toBe('access.code_needed')
  await kit.call(admin, removeAuthenticator, { params: { id: person.id } })
  expect((await accept()).status).toBe(200)
})

test('a set-up of another person, or of an hour ago, cannot be confirmed', async () => {
  const [person, other] = [await employ(), await employ()]
  const begun = await kit.call(other, beginAuthenticator, {})
  const epoch = Math.floor(kit.clock.now().getTime() / 1000)
  const code = await generate({ secret: begun.body.secret, epoch })
  const attempt = (setup: string) =>
    kit.call(person, confirmAuthenticator, { body: { setup, code } })
  expect((await attempt(begun.body.setup)).code).toBe('access.setup_expired')
  expect((await attempt('garbage')).code).toBe('access.setup_expired')
})

test('an API key acts with its person’s rights until it is revoked', async () => {
  const consultant = await group.addPerson('consultant')
  const made = await kit.call(admin, createApiKey, {
    body: { name: 'DMS', personId: consultant.id },
  })
  expect(made.status).toBe(201)
  const headers = { authorization: `Bearer ${made.body.secret}` }
  const session = await kit.call(undefined, getSession, {}, { headers })
  expect(session.body.person.id).toBe(consultant.id)
  const beyond = await kit.call(undefined, listApiKeys, {}, { headers })
  expect(beyond.status).toBe(403)
  const list = await kit.call(admin, listApiKeys, {})
  const key = list.body.keys.find((k) => k.id === made.body.key.id)
  expect(key?.lastUsedAt).not.toBeNull()
  expect(JSON.stringify(list.body)).not.toContain(made.body.secret)
  await kit.call(admin, revokeApiKey, { params: { id: made.body.key.id } })
  const ended = await kit.call(undefined, getSession, {}, { headers })
  expect(ended).toMatchObject({ status: 401, code: 'core.wrong_key' })
})

test('a wrong API key is named as such, by its last four signs; a garbled one as none', async () => {
  const withKey = (authorization: string) =>
    kit.call(undefined, getSession, {}, { headers: { authorization } })
  const wrong = await withKey(`Bearer ky_${'x'.repeat(40)}wxyz`)
  expect(wrong).toMatchObject({ status: 401, code: 'core.wrong_key' })
  expect(JSON.stringify(wrong.body)).toContain('wxyz')
  expect(JSON.stringify(wrong.body)).not.toContain('xxxx')
  expect(await withKey('Basic YTpi')).toMatchObject({ status: 401, code: 'core.unreadable_key' })
})

test('an API key cannot change passwords, see to sessions or make keys', async () => {
  const made = await kit.call(admin, createApiKey, { body: { name: 'x', personId: admin.id } })
  const headers = { authorization: `Bearer ${made.body.secret}` }
  const body = { current: password, password: nextPassword }
  const answers = [
    await kit.call(undefined, changeOwnPassword, { body }, { headers }),
    await kit.call(undefined, endOtherSessions, {}, { headers }),
    await kit.call(undefined, beginAuthenticator, {}, { headers }),
    await kit.call(
      undefined,
      createApiKey,
      { body: { name: 'y', personId: admin.id } },
      { headers },
    ),
    await kit.call(undefined, makePersonLink, { params: { id: admin.id } }, { headers }),
  ]
  expect(answers.map((a) => a.code)).toEqual(answers.map(() => 'access.not_with_key'))
})

test('a key past its day no longer works', async () => {
  const made = await kit.call(admin, createApiKey, {
    body: { name: 'x', personId: admin.id, expiresAt: '2026-09-16T00:00:00Z' },
  })
  const headers = { authorization: `Bearer ${made.body.secret}` }
  expect((await kit.call(undefined, getSession, {}, { headers })).status).toBe(200)
  const before = kit.clock.now()
  kit.clock.set('2026-09-16T00:00:01Z')
  expect((await kit.call(undefined, getSession, {}, { headers })).status).toBe(401)
  kit.clock.set(before)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getSession, logIn, logOut } from '../contract.ts'
import { makeGroup } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('a person who is logged in sees their name, store and rights', async () => {
  const group = await makeGroup(kit.app)
  const person = await group.addPerson('consultant', { name: '刘洋' })
  const answer = await kit.call(person, getSession, {})
  expect(answer.status).toBe(200)
  expect(answer.body.person.name).toBe('刘洋')
  expect(answer.body.stores.map((s) => s.id)).toEqual([group.store.id])
  expect(answer.body.grants['opportunities.read']).toBe('own')
})

test('a stranger is asked to log in', async () => {
  const answer = await kit.call(undefined, getSession, {})
  expect(answer.status).toBe(401)
  expect(answer.code).toBe('core.unauthenticated')
})

test('a wrong password is refused without saying whether the name exists', async () => {
  const answer = await kit.call(undefined, logIn, { body: { login: 'nobody', password: 'x' } })
  expect(answer.status).toBe(401)
  expect(answer.code).toBe('access.wrong_login')
})

test('after logging out the session is gone', async () => {
  const group = await makeGroup(kit.app)
  const person = await group.addPerson('receptionist')
  expect((await kit.call(person, logOut, {})).status).toBe(204)
  expect((await kit.call(person, getSession, {})).status).toBe(401)
})

import { randomBytes } from 'node:crypto'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores, type Tx } from '#foundation/db/database.ts'
import { uuidv7 } from '#shared/ids.ts'
import { hashToken, sessionCookie } from './server/authenticate.ts'
import { createGroup, createStore, giveRoles } from './server/create-group.ts'
import { insertSession } from './server/sessions.queries.ts'
import { findStore } from './server/stores.queries.ts'

export interface TestPerson {
  id: string
  name: string
  login: string
  role: string
  storeId: number
  /** A session cookie, ready to send. */
  cookie: string
}

export interface TestGroup {
  groupId: number
  roles: Map<string, string>
  regionId: number
  /** Two stores of one region; a third in another region is made on request. */
  store: StoreInfo
  otherStore: StoreInfo
  addStore(regionId?: number): Promise<StoreInfo>
  addPerson(role: string, options?: { name?: string; storeId?: number }): Promise<TestPerson>
}

/** Makes a group of two stores for one test; nothing in it is shared with other tests. */
export async function makeGroup(
  app: App,
  options: { settings?: Record<string, unknown> } = {},
): Promise<TestGroup> {
  const mark = randomBytes(5).toString('hex')
  const now = app.clock.now()
  const run = <T>(work: (tx: Tx) => Promise<T>) => inStores(app.db, [], work)
  const { groupId, roles } = await run((tx) =>
    createGroup(tx, now, { code: `g${mark}`, name: '测试集团', nameEn: 'Test group' }),
  )
  await run((tx) =>
    tx
      .insertInto('regions')
      .values([
        { group_id: groupId, id: 1, name: '华东大区', name_en: 'East' },
        { group_id: groupId, id: 2, name: '华北大区', name_en: 'North' },
      ])
      .execute(),
  )
  let count = 0
  const addStore = async (regionId = 1): Promise<StoreInfo> => {
    count += 1
    const code = `T${mark}${count}`
    const id = await run((tx) =>
      createStore(tx, now, groupId, {
        code,
        name: `测试${count}店`,
        nameEn: `Test store ${count}`,
        regionId,
        platePrefix: '沪',
        settings: options.settings ?? {},
      }),
    )
    return (await findStore(app.db, id)) as StoreInfo
  }
  const store = await addStore()
  const otherStore = await addStore()
  const addPerson = async (
    role: string,
    given: { name?: string; storeId?: number } = {},
  ): Promise<TestPerson> => {
    const id = uuidv7()
    const login = `${role}-${randomBytes(4).toString('hex')}`
    const storeId = given.storeId ?? store.id
    const name = given.name ?? `${role} ${login.slice(-4)}`
    const token = randomBytes(24).toString('base64url')
    const roleId = roles.get(role)
    if (!roleId) throw new Error(`No such role: ${role}`)
    await run(async (tx) => {
      await tx
        .insertInto('people')
        .values({ group_id: groupId, id, store_id: storeId, name, login, created_at: now })
        .execute()
      await giveRoles(tx, groupId, id, [roleId])
      await insertSession(tx, {
        token_hash: hashToken(token),
        id: uuidv7(),
        group_id: groupId,
        person_id: id,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + 365 * 86_400_000),
      })
    })
    return { id, name, login, role, storeId, cookie: `${sessionCookie}=${token}` }
  }
  return { groupId, roles, regionId: 1, store, otherStore, addStore, addPerson }
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  changeOption,
  createOption,
  listOptionsRoute,
  type Option,
  orderOptions,
} from '../contract.ts'
import { seedWords } from '../testing.ts'
import { createWordMatcher } from './match-word.ts'
import { listOptions, seedDictionaries } from './options.ts'

let kit: TestApp
let group: TestGroup
let administrator: TestPerson
let director: TestPerson
let consultant: TestPerson
let otherDirector: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  await seedWords(kit.app, group.groupId)
  administrator = await group.addPerson('administrator')
  director = await group.addPerson('sales_manager')
  consultant = await group.addPerson('consultant')
  otherDirector = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
})
afterAll(() => kit.close())

async function sources(person: TestPerson, state: 'active' | 'all' = 'active'): Promise<Option[]> {
  const answer = await kit.call(person, listOptionsRoute, { query: { kind: 'source', state } })
  expect(answer.status).toBe(200)
  return answer.body.items
}

async function source(label: string): Promise<Option> {
  return (await sources(administrator)).find((o) => o.label === label) as Option
}

async function addOwn(person: TestPerson, label: string, aliases: string[] = []) {
  const standardId = (await source('报纸')).id
  const body = { kind: 'source', owner: 'store', standardId, label, aliases } as const
  return kit.call(person, createOption, { body })
}

describe('the channel dictionary', () => {
  test('[003-04] a consultant finds the channels a dealer counts', async () => {
    const labels = (await sources(consultant)).map((o) => o.label)
    expect(labels).toEqual(expect.arrayContaining(['车展', '微信', '电台', '报纸', '店头', '驾校']))
  })

  test('[003-05] every channel belongs to storefront, web, outdoor or referral', async () => {
    const families = new Map((await sources(consultant)).map((o) => [o.label, o.family]))
    expect(families.get('店头')).toBe('storefront')
    expect(families.get('微信')).toBe('web')
    expect(families.get('车展')).toBe('outdoor')
    expect(families.get('老客户转介绍')).toBe('referral')
    expect([...families.values()]).not.toContain(null)
    const body = { kind: 'source', owner: 'standard', label: '飞艇广告' } as const
    const refused = await kit.call(administrator, createOption, { body })
    expect(refused.code).toBe('dictionaries.family_needed')
  })

  test('[000-38] a store keeps its own newspapers, each counted under 报纸 and known on import', async () => {
    const added = await addOwn(director, '扬子晚报', ['扬子', '扬子报'])
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ owner: 'store', family: 'outdoor' })
    const options = await inStores(kit.app.db, [], (tx) =>
      listOptions(tx, group.groupId, 'source', group.store.id),
    )
    const words = options.map((o) => ({
      id: o.standardId ?? o.id,
      name: o.label,
      aliases: o.aliases,
    }))
    expect(createWordMatcher(words)('扬子')).toBe((await source('报纸')).id)
  })

  test('seeding twice adds nothing', async () => {
    const before = (await sources(administrator, 'all')).length
    await inStores(kit.app.db, [], (tx) => seedDictionaries(tx, group.groupId))
    expect((await sources(administrator, 'all')).length).toBe(before)
  })
})

describe('[000-48] defining options and mapping them to the standard ones', () => {
  test("a store's option without a standard one is refused", async () => {
    const loss = await kit.call(director, listOptionsRoute, { query: { kind: 'loss_reason' } })
    const standardId = loss.body.items[0]?.id as string
    const body = { kind: 'source', owner: 'store', standardId, label: '南京日报' } as const
    const refused = await kit.call(director, createOption, { body })
    expect(refused.code).toBe('dictionaries.standard_needed')
  })

  test('a store maps its option to another standard one and its family follows', async () => {
    const own = (await addOwn(director, '地铁灯箱')).body
    const standardId = (await source('微信')).id
    const mapped = await kit.call(director, changeOption, {
      params: { id: own.id },
      body: { version: own.version, standardId },
    })
    expect(mapped.body).toMatchObject({ standardId, family: 'web', version: 2 })
  })

  test('the standard options are the group administrator’s alone', async () => {
    const { id, version } = await source('车展')
    const change = { params: { id }, body: { version, label: '汽车展览' } }
    expect((await kit.call(director, changeOption, change)).code).toBe('core.forbidden')
    expect((await kit.call(consultant, changeOption, change)).status).toBe(403)
    const body = { kind: 'hobby', owner: 'standard', label: '滑雪', labelEn: 'Skiing' } as const
    expect((await kit.call(director, createOption, { body })).status).toBe(403)
    expect((await kit.call(administrator, createOption, { body })).status).toBe(201)
  })

  test('a word belongs to one option only', async () => {
    const { id, version } = await source('杂志')
    const refused = await kit.call(administrator, changeOption, {
      params: { id },
      body: { version, aliases: ['報紙'] },
    })
    expect(refused.code).toBe('dictionaries.word_taken')
    expect((await addOwn(director, '报纸')).code).toBe('dictionaries.word_taken')
  })

  test('an option that rests is no longer offered but keeps its words', async () => {
    const own = (await addOwn(director, '旧报纸')).body
    await kit.call(director, changeOption, {
      params: { id: own.id },
      body: { version: own.version, isActive: false },
    })
    expect((await sources(director)).some((o) => o.id === own.id)).toBe(false)
    expect((await sources(director, 'all')).some((o) => o.id === own.id)).toBe(true)
  })

  test('a change on an older version is refused and shows the current one', async () => {
    const own = (await addOwn(director, '交通快报')).body
    const params = { id: own.id }
    await kit.call(director, changeOption, { params, body: { version: 1, labelEn: 'Express' } })
    const stale = await kit.call(director, changeOption, {
      params,
      body: { version: 1, label: '快报' },
    })
    expect(stale.code).toBe('core.stale_version')
    expect(JSON.stringify(stale.body)).toContain('Express')
  })

  test('a resent id gives the option as it is now', async () => {
    const id = uuidv7()
    const body = { id, kind: 'hobby', owner: 'standard', label: '攀岩' } as const
    const first = await kit.call(administrator, createOption, { body })
    const again = await kit.call(administrator, createOption, { body: { ...body, label: '攀爬' } })
    expect(again.body).toEqual(first.body)
  })

  test('the options are put into another order', async () => {
    const list = async () =>
      (
        await kit.call(administrator, listOptionsRoute, {
          query: { kind: 'payment', state: 'all' },
        })
      ).body.items
    const ids = (await list()).map((o) => o.id).toReversed()
    const body = { kind: 'payment', owner: 'standard', ids } as const
    expect((await kit.call(administrator, orderOptions, { body })).status).toBe(200)
    expect((await list()).map((o) => o.id)).toEqual(ids)
    const short = { ...body, ids: ids.slice(1) }
    const refused = await kit.call(administrator, orderOptions, { body: short })
    expect(refused.code).toBe('dictionaries.list_changed')
    expect((await kit.call(director, orderOptions, { body })).status).toBe(403)
  })

  test("another store and another group see no trace of a store's options", async () => {
    const own = (await addOwn(director, '本店内刊')).body
    expect((await sources(otherDirector, 'all')).some((o) => o.label === '本店内刊')).toBe(false)
    const change = { params: { id: own.id }, body: { version: 1, label: '改' } }
    expect((await kit.call(otherDirector, changeOption, change)).status).toBe(404)
    const stranger = await makeGroup(kit.app)
    const theirs = await stranger.addPerson('administrator')
    expect(await sources(theirs, 'all')).toEqual([])
    expect((await kit.call(theirs, changeOption, change)).status).toBe(404)
  })

  test('every change stands in the trail', async () => {
    const own = (await addOwn(director, '金陵周刊')).body
    const entries = await inStores(kit.app.db, [group.store.id], (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'actor_id'])
        .where('store_id', '=', group.store.id)
        .where('record_id', '=', own.id)
        .execute(),
    )
    expect(entries).toEqual([{ action: 'option.added', actor_id: director.id }])
  })
})

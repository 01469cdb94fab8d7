import { read, utils } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { changeStore, listStores } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listAreas, listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { seedWords } from '#modules/dictionaries/testing.ts'
import { eraseCustomer, getAccessPackage } from '#modules/privacy/contract.ts'
import { type ImportPlace, importLines, makeImportPlace } from '../../imports/testing.ts'
import { listImportLines } from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { changeCustomer, createCustomer, type Customer, getCustomer, search } from '../contract.ts'
import { listChanges } from '../contracts/changes.ts'
import { mergeCustomers, previewMerge } from '../contracts/duplicates.ts'
import { getDistribution, listCustomers } from '../contracts/list.ts'
import { answerQuestion } from '../contracts/questions.ts'
import { someNumber } from '../testing.ts'
import { readAddresses } from './read-addresses.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let liu: TestPerson
let households: Map<string, string>
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  group = await makeGroup(kit.app)
  await seedWords(kit.app, group.groupId)
  manager = await group.addPerson('sales_manager')
  liu = await group.addPerson('consultant', { name: '刘洋' })
  const { body } = await kit.call(liu, listOptionsRoute, { query: { kind: 'household' } })
  households = new Map(body.items.map((one) => [one.code, one.id]))
})

const make = async (name = '郑国华'): Promise<Customer> =>
  (
    await kit.call(liu, createCustomer, {
      body: { name, kind: 'person', phones: [someNumber()] },
    })
  ).body
const change = (customer: Customer, body: Record<string, unknown>, as = liu) =>
  kit.call(as, changeCustomer, {
    params: { id: customer.id },
    body: { version: customer.version, ...body },
  })
async function standIn(city: string): Promise<void> {
  const { body } = await kit.call(manager, listStores, {})
  const store = body.stores.find((one) => one.id === group.store.id)
  const boss = await group.addPerson('administrator')
  const changed = await kit.call(boss, changeStore, {
    params: { id: group.store.id },
    body: { version: store?.version ?? 1, city },
  })
  expect(changed.status).toBe(200)
}

/** A sheet of an access package as text. */
async function sheetOf(pack: Blob, title: string): Promise<string> {
  const files = unzipSync(new Uint8Array(await pack.arrayBuffer()))
  const name = Object.keys(files).find((one) => one.includes(title)) ?? ''
  const book = read(files[name])
  return utils.sheet_to_csv(book.Sheets[book.SheetNames[0] ?? ''] ?? {})
}

describe('household and area', () => {
  test('[004-03] are chosen, shown by name, kept in the changes and taken away', async () => {
    const one = await make()
    const saved = await change(one, { householdId: households.get('couple'), areaCode: '220104' })
    expect(saved.body).toMatchObject({
      household: { label: '夫妻二人' },
      area: { code: '220104', label: '长春市朝阳区' },
      known: expect.arrayContaining(['householdType', 'area']),
    })
    const { body } = await kit.call(liu, listChanges, { params: { id: one.id }, query: {} })
    expect(body.items.flatMap((one) => one.fields)).toEqual(
      expect.arrayContaining([
        { field: 'householdId', from: null, to: '夫妻二人' },
        { field: 'areaCode', from: null, to: '长春市朝阳区' },
      ]),
    )
    const english = await kit.call(
      liu,
      getCustomer,
      { params: { id: one.id } },
      { headers: { 'accept-language': 'en' } },
    )
    expect(english.body.area?.label).toBe('Chaoyang District, Changchun')
    const gone = await change(saved.body, { householdId: null, areaCode: null })
    expect(gone.body).toMatchObject({ household: null, area: null })
  })

  test('[004-03] an area is a city or a district; a province, a wrong code and a foreign option are refused', async () => {
    const one = await make()
    expect((await change(one, { areaCode: '220000' })).code).toBe('customers.not_an_area')
    expect((await change(one, { areaCode: '999999' })).code).toBe('customers.not_an_area')
    expect((await change(one, { areaCode: '朝阳区' })).code).toBe('core.invalid_input')
    const other = await kit.call(liu, listOptionsRoute, { query: { kind: 'occupation' } })
    expect((await change(one, { householdId: other.body.items[0]?.id })).code).toBe(
      'customers.unknown_option',
    )
  })

  test('[004-03] an address tells the area; what was chosen stands, what an address told follows it', async () => {
    await standIn('长春')
    const first = await change(await make(), { homeAddress: '朝阳区红旗街 88 号' })
    expect(first.body.area?.code).toBe('220104')
    const moved = await change(first.body, { homeAddress: '南关区人民大街 3 号' })
    expect(moved.body.area?.code).toBe('220102')
    const chosen = await change(moved.body, { areaCode: '310115' })
    const kept = await change(chosen.body, { homeAddress: '朝阳区红旗街 90 号' })
    expect(kept.body.area?.code).toBe('310115')
    const unclear = await change(await make(), { homeAddress: '红旗街 88 号' })
    expect(unclear.body.area).toBeNull()
    // Asked at a contact, it is answered by its code.
    const asked = await kit.call(liu, answerQuestion, {
      params: { id: unclear.body.id },
      body: { fact: 'area', value: '220103', level: 'H' },
    })
    expect(asked.body.missing).not.toContain('area')
    const near = await kit.call(liu, listAreas, { query: {} })
    expect(near.body).toMatchObject({ province: '220000', city: '220100', district: null })
  })

  test('[004-03] addresses known before there were areas are read once by night, and again for another city', async () => {
    const plain = await change(await make('老客户'), { homeAddress: '朝阳区红旗街 88 号' })
    const whole = await change(await make('外地客户'), { homeAddress: '长春市南关区人民大街 3 号' })
    const nowhere = await change(await make('不详'), { homeAddress: '红旗街 88 号' })
    await runInStore(kit.app, group.store, (ctx) =>
      sql`update customers set area_code = null where store_id = ${ctx.store.id}`.execute(ctx.tx),
    )
    const storeNow = async () =>
      (await kit.app.findStore(kit.app.db, group.store.id)) ?? group.store
    const areaOf = async (id: string) =>
      (await kit.call(liu, getCustomer, { params: { id } })).body.area?.code
    expect(await readAddresses(kit.app, await storeNow())).toBe(1)
    expect(await areaOf(whole.body.id)).toBe('220102')
    const { body } = await kit.call(liu, listChanges, { params: { id: whole.body.id }, query: {} })
    expect(body.items.filter(({ personName }) => personName === null)).toMatchObject([
      { fields: [{ field: 'areaCode', from: null, to: '长春市南关区' }] },
    ])
    expect(await areaOf(plain.body.id)).toBeUndefined()
    const taken = (await kit.call(liu, getCustomer, { params: { id: whole.body.id } })).body
    await change(taken, { areaCode: null })
    expect(await readAddresses(kit.app, await storeNow())).toBe(0)
    expect(await areaOf(whole.body.id)).toBeUndefined()
    await standIn('长春')
    expect(await readAddresses(kit.app, await storeNow())).toBe(2)
    expect(await areaOf(plain.body.id)).toBe('220104')
    expect(await areaOf(nowhere.body.id)).toBeUndefined()
  })

  test('[004-03] customers are listed, narrowed and counted by both; a city finds its districts', async () => {
    const codes = ['220104', '220102', '220100', '310115']
    for (const [place, areaCode] of codes.entries())
      await change(await make(`王${place}`), {
        areaCode,
        householdId: households.get(place < 2 ? 'single' : 'couple'),
      })
    const list = async (query: Record<string, string>) =>
      (await kit.call(liu, listCustomers, { query })).body
    expect((await list({ area: '220104' })).items).toMatchObject([
      { name: '王0', areaName: '长春市朝阳区', householdName: '单身' },
    ])
    expect((await list({ area: '220100' })).count).toBe(3)
    expect((await list({ household: households.get('couple') as string })).count).toBe(2)
    await make('未知')
    expect((await list({ missing: 'area' })).count).toBe(1)
    const spread = await kit.call(liu, getDistribution, { query: { by: 'area' } })
    expect(spread.body).toMatchObject({ customers: 5, answered: 4 })
    expect(spread.body.items.map((one) => one.label)).toContain('上海市浦东新区')
  })

  test('[004-03] merging takes what the other knows; the access package says it in words; who is erased has none', async () => {
    const kept = (await change(await make('一'), { householdId: households.get('single') })).body
    const gone = (
      await change(await make('二'), { householdId: households.get('couple'), areaCode: '220104' })
    ).body
    const preview = await kit.call(manager, previewMerge, {
      query: { kept: kept.id, gone: gone.id },
    })
    expect(preview.body.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'area', gone: '长春市朝阳区', proposal: 'gone' }),
        expect.objectContaining({ field: 'household', kept: '单身', proposal: 'kept' }),
      ]),
    )
    await kit.call(manager, mergeCustomers, {
      body: {
        keptId: kept.id,
        goneId: gone.id,
        keptVersion: kept.version,
        goneVersion: gone.version,
        fields: {},
        reason: '同一人',
      },
    })
    const one = await kit.call(liu, getCustomer, { params: { id: kept.id } })
    expect(one.body).toMatchObject({ household: { label: '单身' }, area: { code: '220104' } })
    const pack = await kit.call(manager, getAccessPackage, {
      params: { id: kept.id },
      query: { reason: '客户要求' },
    })
    expect(pack.status).toBe(200)
    const record = await sheetOf(pack.body as Blob, '客户资料')
    expect(record).toContain('家庭结构')
    expect(record).toContain('单身')
    expect(record).toContain('长春市朝阳区')
    expect(record).not.toContain('220104')
    expect(record).not.toContain(households.get('single'))
    await kit.call(manager, eraseCustomer, {
      params: { id: kept.id },
      body: { reason: '客户要求删除' },
    })
    const after = await kit.call(manager, getCustomer, { params: { id: kept.id } })
    expect(after.body).toMatchObject({ isErased: true, household: null, area: null })
  })
})

describe('from a file', () => {
  const header = ['姓名', '手机', '家庭结构', '家庭情况', '所在区域', '家庭住址']
  const idOf = async (at: ImportPlace, name: string) =>
    (await kit.call(at.clerk, search, { query: { q: name } })).body.items[0]?.id as string

  test('[004-03] [002-32] columns give both, an address the area; a word nobody knows is named with its line', async () => {
    const at = await makeImportPlace(kit)
    const done = await importLines(kit, at, [
      header,
      ['王芳', '13812345678', '三口之家', '孩子上小学', '长春市朝阳区', null],
      ['李强', '13912345678', '单身', null, null, '长春市南关区人民大街 1 号'],
      ['赵敏', '13712345678', '外星家庭', null, '月球', null],
    ])
    expect(done).toMatchObject({ kind: 'customers', counts: { taken: 3, refused: 0 } })
    const one = await kit.call(at.clerk, getCustomer, { params: { id: await idOf(at, '王芳') } })
    expect(one.body).toMatchObject({
      household: { label: '有 7–17 岁孩子' },
      area: { code: '220104' },
      facts: { household: '孩子上小学' },
    })
    const two = await kit.call(at.clerk, getCustomer, { params: { id: await idOf(at, '李强') } })
    expect(two.body).toMatchObject({ household: { label: '单身' }, area: { code: '220102' } })
    const three = await kit.call(at.clerk, getCustomer, { params: { id: await idOf(at, '赵敏') } })
    expect(three.body).toMatchObject({ household: null, area: null })
    expect(done.report?.unknown.others?.map((word) => word.text)).toEqual(
      expect.arrayContaining(['外星家庭', '月球']),
    )
    const lines = await kit.call(at.clerk, listImportLines, {
      params: { id: done.id },
      query: { outcome: 'doubtful' },
    })
    expect(JSON.stringify(lines.body)).toContain('月球')
  })
})

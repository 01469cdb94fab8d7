import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  changeBrand,
  changeModel,
  changeSeries,
  createBrand,
  createModel,
  createSeries,
  listBrandsRoute,
  listModelsRoute,
  listSeriesRoute,
  type Series,
} from '../contract.ts'
import { seedCars } from '../testing.ts'
import { createWordMatcher } from '#modules/dictionaries/index.ts'

let kit: TestApp
let group: TestGroup
let administrator: TestPerson
let consultant: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  await seedCars(kit.app, group.groupId)
  administrator = await group.addPerson('administrator')
  consultant = await group.addPerson('consultant')
})
afterAll(() => kit.close())

const allSeries = async (person: TestPerson, state: 'active' | 'all' = 'active') =>
  (await kit.call(person, listSeriesRoute, { query: { state } })).body.items
const seriesNamed = async (name: string) =>
  (await allSeries(administrator, 'all')).find((s) => s.name === name) as Series

test('a consultant chooses among the series, the own brand first', async () => {
  const series = await allSeries(consultant)
  expect(series[0]?.isOwn).toBe(true)
  const own = series.filter((s) => s.isOwn).map((s) => s.name)
  expect(own.slice(0, 6)).toEqual(['捷达', '宝来', '速腾', '高尔夫', '迈腾', 'CC'])
  expect(series.some((s) => !s.isOwn)).toBe(true)
})

test('seeding twice adds nothing', async () => {
  const before = (await allSeries(administrator, 'all')).length
  expect((await seedCars(kit.app, group.groupId)).length).toBe(before)
})

test('a group that starts has the standard series', async () => {
  const started = await makeGroup(kit.app)
  await runInStore(kit.app, started.store, async (ctx) =>
    announce(ctx, { type: 'access.group_started', recordId: uuidv7() }),
  )
  await kit.settle(started.store)
  expect((await allSeries(await started.addPerson('consultant'))).length).toBeGreaterThan(10)
})

test('an alias added by the administrator is understood from then on', async () => {
  const golf = await seriesNamed('高尔夫')
  const changed = await kit.call(administrator, changeSeries, {
    params: { id: golf.id },
    body: { version: golf.version, aliases: [...golf.aliases, '高九', 'golf', '高 九'] },
  })
  expect(changed.body.aliases.filter((a) => a.startsWith('高 ') || a === '高九')).toEqual(['高九'])
  expect(createWordMatcher(await allSeries(consultant))('高九 280TSI')).toBe(golf.id)
})

test('a word means one series only', async () => {
  const bora = await seriesNamed('宝来')
  const refused = await kit.call(administrator, changeSeries, {
    params: { id: bora.id },
    body: { version: bora.version, aliases: ['速騰'] },
  })
  expect(refused.code).toBe('catalog.word_taken')
})

test('a change on an older version is refused', async () => {
  const cc = await seriesNamed('CC')
  const params = { id: cc.id }
  await kit.call(administrator, changeSeries, { params, body: { version: 1, nameEn: 'Arteon' } })
  const stale = await kit.call(administrator, changeSeries, {
    params,
    body: { version: 1, name: 'X' },
  })
  expect(stale.code).toBe('core.stale_version')
})

test('a series that rests is no longer offered, nor are those of a brand that rests', async () => {
  const id = uuidv7()
  const brand = { id, name: '旧牌', nameEn: 'Old', isOwn: false }
  const made = await kit.call(administrator, createBrand, { body: brand })
  expect(made.status).toBe(201)
  const added = await kit.call(administrator, createSeries, { body: { brandId: id, name: '旧车' } })
  const offered = async () => (await allSeries(consultant)).some((s) => s.id === added.body.id)
  expect(await offered()).toBe(true)
  const rest = { version: made.body.version, isActive: false }
  await kit.call(administrator, changeBrand, { params: { id }, body: rest })
  expect(await offered()).toBe(false)
  const brands = (await kit.call(consultant, listBrandsRoute, {})).body.items
  expect(brands.find((b) => b.id === id)?.isActive).toBe(false)
})

test('models carry year and guide price in fen and can rest', async () => {
  const { id: seriesId } = await seriesNamed('迈腾')
  const model = { seriesId, name: '2027款 380TSI', year: 2027, guidePriceFen: 25_990_000 }
  const added = await kit.call(administrator, createModel, { body: model })
  expect(added.body).toMatchObject(model)
  const list = async () =>
    (await kit.call(consultant, listModelsRoute, { query: { seriesId } })).body.items
  expect((await list())[0]?.id).toBe(added.body.id)
  const body = { version: 1, isActive: false, guidePriceFen: null }
  await kit.call(administrator, changeModel, { params: { id: added.body.id }, body })
  expect((await list()).some((m) => m.id === added.body.id)).toBe(false)
})

test('a resent id gives the record as it is now', async () => {
  const { brandId } = await seriesNamed('CC')
  const body = { id: uuidv7(), brandId, name: '重发' }
  const first = await kit.call(administrator, createSeries, { body })
  const again = await kit.call(administrator, createSeries, { body })
  expect(again.body).toEqual(first.body)
})

test('only the group’s administrator changes the catalogue', async () => {
  const manager = await group.addPerson('sales_manager')
  const jetta = await seriesNamed('捷达')
  const change = { params: { id: jetta.id }, body: { version: jetta.version, name: '改' } }
  expect((await kit.call(manager, changeSeries, change)).status).toBe(403)
  expect(
    (await kit.call(consultant, createBrand, { body: { name: '某', isOwn: true } })).status,
  ).toBe(403)
})

test('another group sees and changes nothing of it', async () => {
  const stranger = await (await makeGroup(kit.app)).addPerson('administrator')
  expect(await allSeries(stranger, 'all')).toEqual([])
  const jetta = await seriesNamed('捷达')
  const change = { params: { id: jetta.id }, body: { version: jetta.version, name: '改' } }
  expect((await kit.call(stranger, changeSeries, change)).status).toBe(404)
  const body = { brandId: jetta.brandId, name: '借' }
  expect((await kit.call(stranger, createSeries, { body })).status).toBe(404)
})

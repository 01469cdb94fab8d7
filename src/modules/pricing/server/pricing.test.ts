import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listModelsRoute, type Model, type Series } from '#modules/catalog/contract.ts'
import { seedCars } from '#modules/catalog/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  addListPrice,
  addPriceItem,
  getPriceBook,
  listPriceItems,
  listPrices,
  pricesOfModel,
  putListPrice,
  putPriceItem,
  restoreListPrice,
  withdrawListPrice,
} from '../contract.ts'

let kit: TestApp
let group: TestGroup
let admin: TestPerson
let manager: TestPerson
let an: TestPerson
let series: Series[]
let sagitar: Model
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  group = await makeGroup(kit.app)
  series = await seedCars(kit.app, group.groupId)
  admin = await group.addPerson('administrator')
  manager = await group.addPerson('sales_manager')
  an = await group.addPerson('consultant')
  const models = await kit.call(an, listModelsRoute, { query: { seriesId: idOf('速腾') } })
  sagitar = models.body.items[0] as Model
})

const idOf = (name: string) => series.find((one) => one.name === name)?.id as string
const bookOn = (on?: string, modelId = sagitar.id) =>
  kit.call(an, getPriceBook, { params: { id: modelId }, query: on === undefined ? {} : { on } })
const price = (given: Record<string, unknown> = {}) => ({
  version: 0,
  modelId: sagitar.id,
  isOwn: false,
  energy: 'fuel' as const,
  validFrom: '2026-09-01',
  validTo: null,
  listFen: 150_000_00,
  authorisedFen: 2_000_00,
  floorFen: 138_000_00,
  ...given,
})
const put = ({ version, ...body }: ReturnType<typeof price>, as = admin, id = uuidv7()) =>
  version === 0
    ? kit.call(as, addListPrice, { body: { id, ...body } })
    : kit.call(as, putListPrice, { params: { id }, body: { version, ...body } })

describe('the price list', () => {
  test('[001-45] a new group has a believable standard to quote from', async () => {
    const { body } = await bookOn()
    expect(body.model).toMatchObject({ listFen: sagitar.guidePriceFen, energy: 'fuel' })
    const kinds = new Set(body.items.map(({ kind }) => kind))
    expect(kinds.size).toBe(8)
    const bank = body.items.find(({ name }) => name === '银行车贷')
    expect(bank?.rule.terms?.map(({ months }) => months)).toEqual([12, 24, 36, 60])
    // A tailgate is for SUVs alone.
    expect(body.items.some(({ name }) => name === '电动尾门')).toBe(false)
  })

  test('[001-45] a price counts from its first day to its last, as of any day asked', async () => {
    await bookOn()
    await put(price())
    await put(price({ validFrom: '2026-10-01', validTo: '2026-10-07', listFen: 145_000_00 }))
    const on = async (day: string) => (await bookOn(day)).body.model.listFen
    expect(await on('2026-08-31')).toBe(sagitar.guidePriceFen)
    expect(await on('2026-09-01')).toBe(150_000_00)
    expect(await on('2026-10-07')).toBe(145_000_00)
    expect(await on('2026-10-08')).toBe(150_000_00)
    const listed = await kit.call(manager, listPrices, { query: { on: '2026-10-01', limit: 5 } })
    expect(listed.body.items).toHaveLength(5)
    expect(listed.body.nextCursor).not.toBeNull()
    const all = await kit.call(manager, pricesOfModel, { params: { id: sagitar.id } })
    expect(all.body.items.map(({ validFrom }) => validFrom)).toEqual([
      '2026-10-01',
      '2026-09-01',
      '2025-01-01',
    ])
  })

  test("[001-45] a store's own price goes before the group's and stays within it", async () => {
    const { status } = await put(price({ isOwn: true, listFen: 149_000_00 }), manager)
    expect(status).toBe(201)
    expect((await bookOn()).body.model.listFen).toBe(149_000_00)
    const peer = await group.addPerson('consultant', { storeId: group.otherStore.id })
    const there = await kit.call(peer, getPriceBook, { params: { id: sagitar.id } })
    expect(there.body.model.listFen).toBe(sagitar.guidePriceFen)
    // What is all stores' is the administrator's to change.
    expect((await put(price(), manager)).status).toBe(403)
    expect((await put(price({ isOwn: true }), an)).status).toBe(403)
  })

  test('[001-45] the floor price is for those who approve; a consultant does not see it', async () => {
    await put(price())
    const floors = async (as: TestPerson) =>
      (await kit.call(as, listPrices, { query: { q: '速腾' } })).body.items.find(
        ({ modelId }) => modelId === sagitar.id,
      )?.floorFen
    expect(await floors(manager)).toBe(138_000_00)
    expect(await floors(an)).toBeNull()
  })

  test('[001-45] two who change one price: the second is told; withdrawing brings back the one before', async () => {
    const id = uuidv7()
    await put(price(), admin, id)
    const [one, two] = await Promise.all([
      put(price({ version: 1, listFen: 151_000_00 }), admin, id),
      put(price({ version: 1, listFen: 152_000_00 }), admin, id),
    ])
    expect([one.status, two.status].sort()).toEqual([200, 409])
    expect((await put(price(), admin, uuidv7())).code).toBe('pricing.first_day_taken')
    await kit.call(admin, withdrawListPrice, { params: { id }, query: { version: 2 } })
    expect((await bookOn()).body.model.listFen).toBe(sagitar.guidePriceFen)
    await kit.call(admin, restoreListPrice, { params: { id } })
    expect((await bookOn()).body.model.listFen).not.toBe(sagitar.guidePriceFen)
  })

  test('[001-45] wrong entries are refused by name: a last day before the first, a floor above the price', async () => {
    const wrong = await put(price({ validTo: '2026-08-01' }))
    expect([wrong.status, wrong.code]).toEqual([422, 'pricing.wrong_rule'])
    expect((await put(price({ floorFen: 200_000_00 }))).code).toBe('pricing.wrong_rule')
    expect((await put(price({ authorisedFen: 200_000_00 }))).code).toBe('pricing.wrong_rule')
  })
})

describe('what is sold with a car', () => {
  const item = (given: Record<string, unknown> = {}) => ({
    version: 0,
    kind: 'option' as 'option' | 'finance',
    code: 'sound',
    isOwn: false,
    name: '高级音响',
    nameEn: 'Premium sound',
    priceFen: 5_000_00,
    ...given,
  })
  const putItem = ({ version, ...body }: ReturnType<typeof item>, as = admin, id = uuidv7()) =>
    version === 0
      ? kit.call(as, addPriceItem, { body: { id, ...body } })
      : kit.call(as, putPriceItem, { params: { id }, body: { version, ...body } })

  test('[001-45] an option for one series, within its days, and resting at will', async () => {
    const id = uuidv7()
    const names = async (on?: string) => (await bookOn(on)).body.items.map(({ name }) => name)
    await putItem(item({ seriesIds: [idOf('迈腾')] }), admin, id)
    expect(await names()).not.toContain('高级音响')
    await putItem(
      item({ version: 1, seriesIds: [idOf('速腾')], validFrom: '2026-09-10' }),
      admin,
      id,
    )
    expect(await names('2026-09-09')).not.toContain('高级音响')
    expect(await names('2026-09-10')).toContain('高级音响')
    await putItem(item({ version: 2, isActive: false }), admin, id)
    expect(await names()).not.toContain('高级音响')
  })

  test('[001-45] a code is used once, a rule names what exists and not itself, terms are asked for', async () => {
    const id = uuidv7()
    await putItem(item(), admin, id)
    expect((await putItem(item())).code).toBe('pricing.code_taken')
    expect((await putItem(item({ version: 1, needs: [id] }), admin, id)).code).toBe(
      'pricing.wrong_rule',
    )
    expect((await putItem(item({ code: 'x', needs: [uuidv7()] }))).code).toBe('pricing.wrong_rule')
    expect((await putItem(item({ code: 'x', kind: 'finance' }))).code).toBe('pricing.wrong_rule')
    // Sent again: the same record.
    expect((await putItem(item(), admin, id)).body).toMatchObject({ id, version: 1 })
  })

  test('[001-45] cost is seen by those who manage prices alone', async () => {
    const film = async (as: TestPerson) =>
      (await kit.call(as, listPriceItems, { query: { kind: 'accessory' } })).body.items.find(
        ({ code }) => code === 'film',
      )
    expect((await film(manager))?.costFen).toBe(800_00)
    expect((await film(an))?.costFen).toBeNull()
  })

  test('[001-45] the purchase tax follows the drive and the day', async () => {
    const models = await kit.call(an, listModelsRoute, {
      query: { seriesId: idOf('ID.4 CROZZ') },
    })
    const nev = models.body.items[0] as Model
    const taxes = async (on: string) =>
      (await bookOn(on, nev.id)).body.items
        .filter(({ kind }) => kind === 'tax')
        .map(({ rule }) => rule.reliefPercent ?? 0)
        .sort()
    expect((await bookOn('2026-09-15', nev.id)).body.model.energy).toBe('nev')
    expect(await taxes('2025-12-31')).toEqual([0, 100])
    expect(await taxes('2026-09-15')).toEqual([0, 50])
    expect(await taxes('2028-01-01')).toEqual([0])
  })
})

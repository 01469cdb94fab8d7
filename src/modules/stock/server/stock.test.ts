import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '#modules/access/testing.ts'
import { listModelsRoute, listSeriesRoute, type Model } from '#modules/catalog/contract.ts'
import { undoImport } from '#modules/imports/contract.ts'
import { allocateCar, cancelOrder, carsForOrder, releaseCar } from '#modules/orders/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { importLines, type ImportPlace, makeImportPlace } from '../../imports/testing.ts'
import { makeSignedOrder, makeTestOrder } from '../../orders/testing.ts'
import { listStockCars, stockOfModel } from '../contract.ts'

let kit: TestApp
let at: ImportPlace
let liu: TestPerson
let swift: Model
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  at = await makeImportPlace(kit)
  liu = at.consultants[0] as TestPerson
  const series = (await kit.call(liu, listSeriesRoute, { query: {} })).body.items
  const seriesId = series.find(({ name }) => name === '速腾')?.id ?? ''
  const models = (await kit.call(liu, listModelsRoute, { query: { seriesId } })).body.items
  swift = models.find(({ name }) => name.includes('飞速版')) as Model
})

const header = ['车架号', '车系', '车型', '颜色', '状态', '入库日期', '预计到店', '库位']
const vinOf = (n: number) => `LFV2A21K0G40000${String(n).padStart(2, '0')}`
const lines = [
  [vinOf(1), '速腾', '2026款 300TSI 飞速版', '极地白', '在库', '2026-05-01', null, 'A 库'],
  [vinOf(2), '速腾', '300TSI 飞速版', '曜石黑', '在库', '2026-09-10', null, '展厅'],
  [vinOf(3), '速腾', '300TSI 超越版', '极地白', '在途', null, '2026-09-20', null],
  [vinOf(4), '迈腾', null, '极地白', '已售', '2026-08-01', null, null],
]
const stock = (query: Record<string, unknown> = {}) =>
  kit.call(liu, listStockCars, { query: { limit: 50, ...query } })
const told = async (query: Record<string, unknown> = {}) =>
  (await stock(query)).body.items.map(({ vin, state, ageDays }) => [vin, state, ageDays])

test('[001-45] the stock list of the DMS comes in by VIN, shows ages, and is taken back as one', async () => {
  const done = await importLines(kit, at, [header, ...lines])
  expect(done).toMatchObject({ kind: 'stock', state: 'done', counts: { taken: 4, refused: 0 } })
  expect(await told()).toEqual([
    [vinOf(1), 'in_stock', 137],
    [vinOf(2), 'in_stock', 5],
    [vinOf(3), 'on_the_way', null],
  ])
  expect(await told({ age: 90 })).toEqual([[vinOf(1), 'in_stock', 137]])
  expect(await told({ q: '展厅' })).toEqual([[vinOf(2), 'in_stock', 5]])
  expect(await told({ state: 'delivered' })).toEqual([[vinOf(4), 'delivered', 45]])
  const hint = await kit.call(liu, stockOfModel, { params: { id: swift.id } })
  expect(hint.body).toMatchObject({ inStock: 2, onTheWay: 0, aged: 1 })
  expect(hint.body.oldest[0]).toMatchObject({ vin: vinOf(1), location: 'A 库', ageDays: 137 })
  // Each store says itself from when on a car is to be sold first.
  const { store } = at.group
  await sql`update stores set settings = '{"stockAgedDays": 140}' where id = ${store.id}`.execute(
    kit.app.db,
  )
  const patient = await kit.call(liu, stockOfModel, { params: { id: swift.id } })
  expect(patient.body).toMatchObject({ aged: 0, agedDays: 140, oldest: [{ isAged: false }, {}] })
  const again = await importLines(kit, at, [
    header,
    [vinOf(1), '速腾', '2026款 300TSI 飞速版', '极地白', '在库', '2026-05-01', null, 'B 库'],
    [vinOf(2), '速腾', '300TSI 飞速版', '曜石黑', '在库', '2026-09-10', null, '展厅'],
    ['LFV2A21', '速腾', null, null, null, null, null, null],
    [vinOf(5), '速腾', null, null, '飞行中', null, null, null],
  ])
  expect(again.counts).toMatchObject({ updated: 1, unchanged: 1, refused: 2 })
  expect((await stock({ q: 'B 库' })).body.items).toHaveLength(1)
  await kit.call(at.clerk, undoImport, { params: { id: again.id }, body: { touched: 'keep' } })
  expect((await stock({ q: 'B 库' })).body.items).toHaveLength(0)
  await kit.call(at.clerk, undoImport, { params: { id: done.id }, body: { touched: 'keep' } })
  expect((await stock()).body.items).toEqual([])
})

test('[001-45] of a whole list the cars left out have left the stock; another store sees none of it', async () => {
  await importLines(kit, at, [header, ...lines])
  const whole = await importLines(kit, at, [header, lines[1] ?? []], 'stock_whole')
  expect(whole.state).toBe('done')
  expect(await told()).toEqual([[vinOf(2), 'in_stock', 5]])
  expect((await told({ state: 'gone' })).map(([vin]) => vin)).toEqual([vinOf(1), vinOf(3)])
  await kit.call(at.clerk, undoImport, { params: { id: whole.id }, body: { touched: 'keep' } })
  expect(await told()).toHaveLength(3)
  const other = await at.group.addPerson('consultant', { storeId: at.group.otherStore.id })
  expect((await kit.call(other, listStockCars, { query: { limit: 50 } })).body.items).toEqual([])
})

test('[001-45] a car is chosen for an order from those that fit, once; given back it is free again', async () => {
  await importLines(kit, at, [header, ...lines])
  const { order } = await makeSignedOrder(kit, liu)
  const { order: other } = await makeTestOrder(kit, liu)
  const fitting = async (id: string) =>
    (await kit.call(liu, carsForOrder, { params: { id } })).body.items.map(({ vin }) => vin)
  const before = await fitting(order.id)
  expect(before.length).toBeGreaterThan(0)
  expect(before).not.toContain(vinOf(4))
  const vin = vinOf(1)
  const both = await Promise.all(
    [order, other].map(({ id }) =>
      kit.call(liu, allocateCar, { params: { id }, body: { vin: vin.toLowerCase() } }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const winner = both[0]?.status === 201 ? order : other
  const loser = winner === order ? other : order
  expect(both.find(({ status }) => status === 409)?.code).toBe('orders.vin_taken')
  expect(await fitting(loser.id)).not.toContain(vin)
  expect((await stock({ q: vin })).body.items[0]).toMatchObject({
    state: 'allocated',
    orderId: winner.id,
  })
  // The next list of the DMS still says in stock: what our order knows stands.
  await importLines(kit, at, [header, ...lines.slice(0, 1)])
  expect((await stock({ q: vin })).body.items[0]?.state).toBe('allocated')
  const body = both.find(({ status }) => status === 201)?.body
  const car = body?.cars.find((one) => one.vin === vin)
  const released = await kit.call(liu, releaseCar, {
    params: { id: winner.id, carId: car?.id ?? '' },
    body: { reason: '客户改颜色' },
  })
  expect(released.status).toBe(200)
  expect((await stock({ q: vin })).body.items[0]?.state).toBe('in_stock')
})

test('[001-45] a VIN typed before the list names it shows as allocated; a cancelled order frees it', async () => {
  const { order } = await makeTestOrder(kit, liu)
  const typed = await kit.call(liu, allocateCar, {
    params: { id: order.id },
    body: { vin: vinOf(2) },
  })
  expect(typed.status).toBe(201)
  await importLines(kit, at, [header, ...lines])
  await kit.settle(at.store)
  expect((await stock({ q: vinOf(2) })).body.items[0]).toMatchObject({
    state: 'allocated',
    orderId: order.id,
  })
  const cancelled = await kit.call(liu, cancelOrder, {
    params: { id: order.id },
    body: { version: typed.body.version, reason: '客户不买了' },
  })
  expect(cancelled.status).toBe(200)
  expect((await stock({ q: vinOf(2) })).body.items[0]?.state).toBe('in_stock')
})

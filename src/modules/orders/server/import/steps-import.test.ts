import { afterAll, beforeAll, expect, test } from 'vitest'
import { undoImport } from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { importLines, makeImportPlace } from '../../../imports/testing.ts'
import { allocateCar } from '../../contract.ts'
import { getProgress } from '../../contracts/steps.ts'
import { makeSignedOrder, makeTestOrder, someVin } from '../../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('[002-71] steps come from a DMS file by order number or VIN, and the file can be taken back', async () => {
  const at = await makeImportPlace(kit)
  const [liu] = at.consultants
  if (!liu) throw new Error('no consultant')
  const { order } = await makeSignedOrder(kit, liu)
  const draft = await makeTestOrder(kit, liu)
  const vin = someVin()
  await kit.call(liu, allocateCar, { params: { id: order.id }, body: { vin } })
  const done = await importLines(
    kit,
    at,
    [
      ['订单号', '车架号', '进度步骤', '完成日期', '单号'],
      [order.number, null, '发运', '2026-09-14', 'YD-77'],
      [null, vin, '到店', '2026-09-15', null],
      [order.number, null, '喷漆', '2026-09-15', null],
      [draft.order.number, null, '开票', '2026-09-15', null],
    ],
    'order_steps',
  )
  expect(done).toMatchObject({ state: 'done', counts: { taken: 2, refused: 2 } })
  const steps = async () =>
    (await kit.call(liu, getProgress, { params: { id: order.id } })).body.steps
      .filter((step) => step.doneOn !== null)
      .map((step) => [step.key, step.doneOn, step.number, step.isFromFile])
  expect(await steps()).toEqual([
    ['shipped', '2026-09-14', 'YD-77', true],
    ['arrived', '2026-09-15', '', true],
  ])
  const undone = await kit.call(at.clerk, undoImport, {
    params: { id: done.id },
    body: { touched: 'keep' },
  })
  expect(undone.status).toBe(200)
  expect(await steps()).toEqual([])
})

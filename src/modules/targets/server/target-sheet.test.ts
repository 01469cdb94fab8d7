import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getTargets, proposeTargets, setTargets } from '../contract.ts'
import { exportTargets, readTargetSheet } from '../contracts/target-sheet.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let anna: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager')
  anna = await group.addPerson('consultant', { name: '安娜' })
})
afterAll(() => kit.close())

const set = (scope: 'store' | 'consultant', subject: string, values: Record<string, number>) =>
  kit.call(manager, setTargets, {
    body: {
      cells: Object.entries(values).map(([period, value]) => ({
        metric: 'deals' as const,
        scope,
        subject,
        period,
        value,
        revision: 0,
      })),
    },
  })

test('[002-12] the table of targets goes out as a sheet and its file is read back cell by cell', async () => {
  await set('consultant', anna.id, { '2026-01': 4, '2026-Q1': 15, '2026': 60 })
  const file = await kit.call(manager, exportTargets, {
    query: { year: 2026, metric: 'deals', scope: 'consultant' },
  })
  expect(file.status).toBe(200)
  const bytes = new Uint8Array(await (file.body as Blob).arrayBuffer())
  const answer = await kit.call(
    manager,
    readTargetSheet,
    {},
    { file: { name: '目标.xlsx', bytes } },
  )
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const [titles, line] = answer.body.rows
  expect(titles?.slice(0, 3)).toEqual(['顾问', '1 月', '2 月'])
  expect([line?.[0], line?.[1], line?.[13], line?.[17]]).toEqual(['安娜', '4', '15', '60'])
  expect((await kit.call(anna, exportTargets, { query: {} })).status).toBe(403)
  const broken = await kit.call(
    manager,
    readTargetSheet,
    {},
    { file: { name: 'x.xlsx', bytes: new Uint8Array([80, 75, 3, 4, 1]) } },
  )
  expect(broken.status).toBe(422)
})

test("[002-12] the consultants' targets stand beside the store's, whose months make up its quarters", async () => {
  await set('store', '', { '2026-04': 10, '2026-05': 11, '2026-06': 12, '2026': 100 })
  const { body } = await kit.call(manager, getTargets, {
    query: { year: 2026, scope: 'consultant' },
  })
  expect(body.whole).toEqual({
    '2026-04': 10,
    '2026-05': 11,
    '2026-06': 12,
    '2026-Q2': 33,
    '2026': 100,
  })
  const own = await kit.call(anna, getTargets, { query: { year: 2026, scope: 'consultant' } })
  expect(own.body.whole).toEqual({})
})

test("[002-12] last year's targets are copied period by period and summed once", async () => {
  const { body } = await kit.call(manager, proposeTargets, {
    query: { kind: 'copy_targets', scope: 'store', period: '2027', percent: 10 },
  })
  expect(body.cells.map((cell) => [cell.period, cell.value])).toEqual([
    ['2027', 110],
    ['2027-04', 11],
    ['2027-05', 12],
    ['2027-06', 13],
  ])
  expect(body.total).toBe(36)
})

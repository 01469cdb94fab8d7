import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCustomer, search } from '#modules/customers/contract.ts'
import { cardsOfCustomer } from '#modules/opportunities/contracts/find-cards.ts'
import { roadOf } from '#modules/road/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { type ImportPlace, importLines, makeImportPlace } from '../../../imports/testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

const header = [
  '日期',
  '来店/来电',
  '客户姓名',
  '联系电话',
  '意向车型',
  '意向级别',
  '购车类型',
  '家庭结构',
  '所在区域',
  '销售顾问',
  '是否留档',
]
const lineOf = (name: string, phone: string, ...groups: (string | null)[]) => [
  '2026-09-01',
  '来店',
  name,
  phone,
  '速腾',
  'A',
  ...groups,
  '刘洋',
  '是',
]
async function customerOf(at: ImportPlace, name: string) {
  const found = await kit.call(at.clerk, search, { query: { q: name } })
  const id = found.body.items[0]?.id ?? ''
  return (await kit.call(at.clerk, getCustomer, { params: { id } })).body
}

test('[000-18] [004-03] a register that has kind of purchase, household and area gives them to new prospects', async () => {
  const at = await makeImportPlace(kit)
  const lines = [
    header,
    lineOf('王芳', '13812345678', '换购', '单身', '长春市朝阳区'),
    lineOf('赵敏', '13712345678', null, null, null),
    lineOf('李强', '13912345678', '随便', '外星家庭', '月球'),
  ]
  const done = await importLines(kit, at, lines, 'visits')
  expect(done.counts).toMatchObject({ taken: 3, refused: 0 })
  const one = await customerOf(at, '王芳')
  expect(one).toMatchObject({ household: { label: '单身' }, area: { code: '220104' } })
  const liu = at.consultants[0]
  if (!liu) throw new Error('nobody')
  const cards = await kit.call(liu, cardsOfCustomer, { params: { id: one.id } })
  const road = await kit.call(liu, roadOf, { params: { id: cards.body.items[0]?.id ?? '' } })
  expect(road.body.needs?.purchaseTypeId).toBeTruthy()
  expect(road.body.steps.find(({ step }) => step === 'needs')?.state).not.toBe('done')
  expect(await customerOf(at, '赵敏')).toMatchObject({ household: null, area: null })
  expect(await customerOf(at, '李强')).toMatchObject({ household: null, area: null })
  const again = await importLines(kit, at, lines, 'visits')
  expect(again.counts).toMatchObject({ taken: 0, updated: 0, unchanged: 3 })
})

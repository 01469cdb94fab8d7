import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getImport, startImport } from '../contract.ts'
import { getFirstDay, markFirstDayStep } from '../contracts/first-day.ts'
import {
  downloadStoreExport,
  listStoreExports,
  startStoreExport,
} from '../contracts/store-exports.ts'
import { type ImportPlace, importLines, inPlace, makeImportPlace, tryFile } from '../testing.ts'
import { dropExportsTimer } from './export-store.ts'

let kit: TestApp

beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

async function fill(at: ImportPlace) {
  await importLines(kit, at, [
    [
      '姓名',
      '性别',
      '手机',
      '办公电话',
      '身份证号',
      '职业',
      '家庭住址',
      '邮编',
      '邮箱',
      '传真',
      '来源',
      '爱好',
      '特殊标记',
      '销售顾问',
      '是否同意联系',
      '备注',
    ],
    [
      '王芳',
      '女',
      '13812345678',
      '010-65123456',
      '11010519491231002X',
      '医生',
      '建国路 1 号',
      '100020',
      'w@example.com',
      '010-85136667',
      '网络',
      '旅游、摄影',
      '重要客户',
      '陈静',
      '是',
      '=1+1',
    ],
    [
      '长春某某有限公司',
      null,
      '0431-8765432',
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      '大客户',
      null,
      '否',
      null,
    ],
  ])
  await importLines(kit, at, [
    ['姓名', '电话', '意向级别', '车型', '来源', '销售顾问', '建卡日期', '备注'],
    ['李强', '13912345678', 'A', '速腾', '网络', '刘洋', '2026-09-01', '要红色'],
  ])
  await importLines(kit, at, [
    ['车主姓名', '车主电话', '车牌号', '车架号', '车系', '购车日期'],
    ['王芳', '13812345678', '沪A12345', 'LFV2A21K1B3012345', '速腾', '2024-03-01'],
  ])
  await importLines(kit, at, [
    ['客户姓名', '电话', '跟踪日期', '跟踪方式', '跟踪结果', '跟踪内容', '顾问'],
    ['王芳', '13812345678', '2026/9/1 15:30', '电话', '约周末来', '聊了保养', '刘洋'],
  ])
}

/** An archive of everything, asked for by a person who may have whole numbers. */
async function archiveOf(at: ImportPlace, phones: boolean) {
  const admin = await at.group.addPerson('administrator')
  await inStores(kit.app.db, [], (tx) =>
    sql`insert into role_permissions (group_id, role_id, permission, scope)
      values (${at.group.groupId}, ${at.group.roles.get('administrator')}, 'exports.phones', 'store')
      on conflict do nothing`.execute(tx),
  )
  const asked = await kit.call(admin, startStoreExport, {
    body: { reason: '换系统前备份', phones },
  })
  expect(asked.status).toBe(200)
  expect((await kit.call(admin, startStoreExport, { body: { reason: '再来一次' } })).code).toBe(
    'imports.export_running',
  )
  await kit.settle(at.store)
  const { body } = await kit.call(admin, listStoreExports, {})
  expect(body.items[0]).toMatchObject({ state: 'done', withPhones: phones })
  const file = await kit.call(admin, downloadStoreExport, { params: { id: asked.body.id } })
  const blob = file.body as Blob
  return { admin, id: asked.body.id, files: unzipSync(new Uint8Array(await blob.arrayBuffer())) }
}

it('[002-32] [004-14] everything a store has leaves as one archive and comes in again as it was', async () => {
  const at = await makeImportPlace(kit)
  await fill(at)
  const { files } = await archiveOf(at, true)
  expect(Object.keys(files).sort()).toEqual(
    [
      '价格表.xlsx',
      '保有车辆.xlsx',
      '客户.xlsx',
      '库存车.xlsx',
      '来店登记.xlsx',
      '潜客卡.xlsx',
      '说明.txt',
      '跟踪记录.xlsx',
    ].sort(),
  )
  const other = await makeImportPlace(kit)
  for (const [name, kind] of [
    ['客户', 'customers'],
    ['潜客卡', 'cards'],
    ['保有车辆', 'vehicles'],
    ['跟踪记录', 'contacts'],
  ] as const) {
    const bytes = files[`${name}.xlsx`] as Uint8Array
    const {
      id,
      version,
      kind: guessed,
    } = await tryFile(kit, other, { name: `${name}.xlsx`, bytes })
    expect(guessed).toBe(kind)
    await kit.call(other.clerk, startImport, { params: { id }, body: { version } })
    await kit.settle(other.store)
    const { body } = await kit.call(other.clerk, getImport, { params: { id } })
    expect(body).toMatchObject({ state: 'done', counts: { refused: 0 } })
  }
  const again = await archiveOf(other, true)
  const { readSheet } = await import('#foundation/sheets/read-sheet.ts')
  for (const name of ['客户', '潜客卡', '保有车辆', '跟踪记录']) {
    const rowsOf = async (bytes: Uint8Array | undefined) =>
      (await readSheet(bytes as Uint8Array, 'x.xlsx')).rows
        .map(({ cells }) => JSON.stringify(cells))
        .sort()
    expect(await rowsOf(again.files[`${name}.xlsx`])).toEqual(await rowsOf(files[`${name}.xlsx`]))
  }
})

it('an archive holds masked numbers unless the person may export them, and goes after seven days', async () => {
  const at = await makeImportPlace(kit)
  await fill(at)
  const plain = await at.group.addPerson('administrator')
  expect(
    (await kit.call(plain, startStoreExport, { body: { reason: '备份', phones: true } })).status,
  ).toBe(403)
  expect((await kit.call(at.clerk, listStoreExports, {})).status).toBe(403)
  const { admin, id, files } = await archiveOf(at, false)
  const { readSheet } = await import('#foundation/sheets/read-sheet.ts')
  const { rows } = await readSheet(files['客户.xlsx'] as Uint8Array, 'x.xlsx')
  expect(JSON.stringify(rows)).toContain('138****5678')
  expect(JSON.stringify(rows)).not.toContain('13812345678')
  kit.clock.set('2026-10-16T02:00:00Z')
  await dropExportsTimer.run(kit.app, at.store)
  kit.clock.set('2026-10-08T02:00:00Z')
  expect((await kit.call(admin, downloadStoreExport, { params: { id } })).code).toBe(
    'imports.export_gone',
  )
})

it('[002-32] the first day tells what a store has, keeps what was skipped, and checks the spread of promises', async () => {
  const at = await makeImportPlace(kit)
  const empty = await kit.call(at.clerk, getFirstDay, {})
  expect(empty.body).toMatchObject({ isEmpty: true })
  await fill(at)
  await inPlace(kit, at, async () => undefined)
  await kit.call(at.clerk, markFirstDayStep, {
    params: { step: 'visits' },
    body: { state: 'skipped' },
  })
  const { body } = await kit.call(at.clerk, getFirstDay, {})
  const steps = new Map(body.steps.map((step) => [step.key, step]))
  expect(body.isEmpty).toBe(false)
  expect(steps.get('customers')?.count).toBe(3)
  expect(steps.get('cards')?.count).toBe(1)
  expect(steps.get('visits')?.state).toBe('skipped')
  // What the group brings along is there; what only the store can set is not.
  expect(steps.get('prices')?.count).toBe(0)
  for (const key of ['contracts', 'demo_cars', 'targets', 'forms'] as const)
    expect([key, steps.get(key)?.count]).toEqual([key, 0])
  expect(body.checks.every((check) => check.isFine)).toBe(true)
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import {
  cancelImport,
  downloadRefused,
  getImport,
  getUndoPreview,
  listImportLines,
  startImport,
  undoImport,
} from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { runImport } from '../../../imports/server/run-import.ts'
import {
  fileOf,
  type ImportPlace,
  importLines,
  inPlace,
  makeImportPlace,
  tryFile,
} from '../../../imports/testing.ts'
import { dumpOfStore as dumpOf } from '../../../showroom/server/import/testing.ts'
import { getCustomer } from '../../contract.ts'

const isLong = process.env.KEYUAN_TEST_LONG !== undefined
let kit: TestApp

beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

const header = [
  '姓名',
  '性别',
  '手机',
  '身份证号',
  '职业',
  '生日',
  '家庭住址',
  '邮编',
  '单位地址',
  '单位邮编',
  '家庭电话',
  '办公电话',
  '邮箱',
  '传真',
  '来源',
  '爱好',
  '特殊标记',
  '销售顾问',
  '是否同意联系',
  '车牌号',
]
const full = [
  '王芳',
  '女',
  '138 1234 5678',
  '11010519491231002X',
  '医生',
  null,
  '朝阳区建国路 1 号',
  '100020',
  '东单大华路 1 号',
  '100730',
  '010-65123456',
  '010-85136666',
  'wang@example.com',
  '010-85136667',
  '网络',
  '旅游、摄影',
  '重要客户',
  '陈静',
  '是',
  '京A12345',
]

async function idOf(at: ImportPlace, name: string): Promise<string> {
  const { rows } = await inPlace(kit, at, ({ tx }) =>
    sql<{ id: string }>`select id from customers
      where store_id = ${at.store.id} and name = ${name} and withdrawn_at is null`.execute(tx),
  )
  return rows[0]?.id as string
}

/** The store as it stands; sealed texts are sealed anew each time, keys have no order. */
async function dumpOfStore(kit: TestApp, store: ImportPlace['store']) {
  const dump = await dumpOf(kit, store)
  const customers = (dump.customers as string[]).map((text) => {
    const { search_keys, sealed_facts, id_number_sealed, ...row } = JSON.parse(text) as Record<
      string,
      unknown
    >
    return {
      ...row,
      keys: [...(search_keys as string[])].sort(),
      isKnown: [sealed_facts !== null, id_number_sealed !== null],
    }
  })
  return { ...dump, customers }
}

const undo = (at: ImportPlace, id: string, touched: 'keep' | 'take_back' = 'keep') =>
  kit.call(at.clerk, undoImport, { params: { id }, body: { touched } })

describe('a list of customers', () => {
  it('[004-14] keeps every fixed fact of an owner in a place of its own, sealed where the law asks', async () => {
    const at = await makeImportPlace(kit)
    const done = await importLines(kit, at, [header, full])
    expect(done).toMatchObject({ kind: 'customers', state: 'done', counts: { taken: 1 } })
    const { body } = await kit.call(at.clerk, getCustomer, {
      params: { id: await idOf(at, '王芳') },
    })
    expect(body).toMatchObject({
      name: '王芳',
      sex: 'female',
      birthday: '1949-12-31',
      idNumberMasked: expect.stringMatching(/^110\*+002X$/),
      occupation: { label: expect.stringContaining('医') },
      source: { label: expect.any(String) },
      special: 'vip',
      ownerName: '陈静',
      consentAt: expect.any(String),
      facts: {
        homeAddress: '朝阳区建国路 1 号',
        homePostcode: '100020',
        workAddress: '东单大华路 1 号',
        workPostcode: '100730',
        email: 'wang@example.com',
        fax: '010-85136667',
      },
    })
    expect(body.hobbies.length).toBeGreaterThan(0)
    expect(body.phones.map((phone) => phone.place).sort()).toEqual(['home', 'mobile', 'office'])
    expect(body.vehicles).toMatchObject([{ plate: '京A12345' }])
    const { rows } = await inPlace(kit, at, ({ tx }) =>
      sql<{ text: string }>`select c::text as text from customers c
        where store_id = ${at.store.id}`.execute(tx),
    )
    expect(rows[0]?.text).not.toMatch(/11010519491231002X|建国路|wang@example/)
  })

  it('[002-32] refuses bad lines with the reason in words, and takes the corrected file', async () => {
    const at = await makeImportPlace(kit)
    const lines = [
      ['客户资料表'],
      ['姓名', '联系电话', '身份证号', '生日', '销售顾问'],
      ['张先生', '１３９１２３４５６７８', null, '1985年3月1日', '刘洋'],
      ['李强 ', '13800000001/010-65123456', null, 31107, null],
      ['赵敏', '1380000', null, null, null],
      ['钱多', '13800000002', 110105194912310000, null, null],
      ['孙丽', '13800000003', '110105194912310021', null, null],
      ['周强', '13800000004', null, '上个月', null],
      ['吴刚', '13800000005', null, null, '不存在'],
      [null, '13800000006', null, null, null],
      ['郑洁', null, null, null, null],
      ['张先生', '13912345678', null, '1986-03-01', '刘洋'],
      ['李强 ', '13800000001/010-65123456', null, 31107, null],
      ['合计', 11],
    ]
    const done = await importLines(kit, at, lines)
    expect(done.counts).toMatchObject({ lines: 11, taken: 2, refused: 8, typedTwice: 1 })
    const { body } = await kit.call(at.clerk, listImportLines, {
      params: { id: done.id },
      query: { outcome: 'refused' },
    })
    const reasons = body.items.map((line) => line.reasons.join('；'))
    for (const words of [
      '电话号码',
      '后几位已丢失',
      '身份证号',
      '日期',
      '人员名单',
      '没有填写',
      '同一条',
    ])
      expect(reasons.some((reason) => reason.includes(words))).toBe(true)
    const refused = await kit.call(at.clerk, downloadRefused, { params: { id: done.id } })
    const sheet = await readSheet(
      new Uint8Array(await (refused.body as Blob).arrayBuffer()),
      'r.xlsx',
    )
    expect(sheet.rows).toHaveLength(9)
    const first = sheet.rows[1]
    if (first) first.cells[1] = '13811112222'
    const again = await importLines(
      kit,
      at,
      sheet.rows.map(({ cells }) => cells),
    )
    expect(again.counts).toMatchObject({ taken: 1, updated: 1, refused: 6 })
  })

  it('changes only what a file gives, by phone and then by name and plate, and nothing the second time', async () => {
    const at = await makeImportPlace(kit)
    const empty = await dumpOfStore(kit, at.store)
    const first = await importLines(kit, at, [header, full])
    const before = await dumpOfStore(kit, at.store)
    expect((await importLines(kit, at, [header, full])).counts).toMatchObject({
      taken: 0,
      updated: 0,
      unchanged: 1,
    })
    expect(await dumpOfStore(kit, at.store)).toEqual(before)
    const changed = await importLines(kit, at, [
      ['客户', '电话', '地址', '备注'],
      ['王芳芳', '13812345678、13711112222', '海淀区 2 号', '爱喝茶'],
    ])
    expect(changed.counts).toMatchObject({ taken: 0, updated: 1 })
    const { body } = await kit.call(at.clerk, getCustomer, {
      params: { id: await idOf(at, '王芳芳') },
    })
    expect(body).toMatchObject({
      sex: 'female',
      note: '爱喝茶',
      facts: { homeAddress: '海淀区 2 号', email: 'wang@example.com' },
    })
    expect(body.phones).toHaveLength(4)
    const byPlate = await importLines(
      kit,
      at,
      [
        ['车主姓名', '车牌', '传真'],
        ['王芳芳', '京A·12345', '010-11112222'],
      ],
      'customers',
    )
    expect(byPlate.counts).toMatchObject({ taken: 0, updated: 1 })
    expect((await undo(at, byPlate.id)).body.takenBack).toMatchObject({ restored: 1 })
    expect((await undo(at, changed.id)).body.takenBack).toMatchObject({ restored: 1, kept: 0 })
    expect(await dumpOfStore(kit, at.store)).toEqual(before)
    expect((await undo(at, first.id)).body.takenBack).toMatchObject({ withdrawn: 1, kept: 0 })
    expect(await dumpOfStore(kit, at.store)).toEqual(empty)
  })

  it('lists customers somebody worked with since, and keeps them', async () => {
    const at = await makeImportPlace(kit)
    const done = await importLines(kit, at, [
      ['姓名', '手机'],
      ['王芳', '13812345678'],
      ['李强', '13912345678'],
    ])
    const id = await idOf(at, '李强')
    await inPlace(kit, at, ({ tx }) =>
      sql`update customers set version = 2 where store_id = ${at.store.id} and id = ${id}`.execute(
        tx,
      ),
    )
    const preview = await kit.call(at.clerk, getUndoPreview, { params: { id: done.id } })
    expect(preview.body).toMatchObject({
      withdrawn: { customers: 2 },
      touchedTotal: 1,
      touched: [{ id, record: 'customers', name: '李强' }],
    })
    expect((await undo(at, done.id)).body.takenBack).toMatchObject({ withdrawn: 1, kept: 1 })
  })

  it('remembers what a store said of a header', async () => {
    const at = await makeImportPlace(kit)
    const lines = [
      ['姓名', '手机', '代号甲'],
      ['王芳', '13812345678', '喜欢红色'],
    ]
    const preview = await tryFile(kit, at, await fileOf(lines))
    expect(preview.report?.mapping.columns[2]?.field).toBeNull()
    const { chooseForImport } = await import('#modules/imports/contract.ts')
    const chosen = await kit.call(at.clerk, chooseForImport, {
      params: { id: preview.id },
      body: { version: preview.version, fields: { 2: 'note' } },
    })
    await kit.call(at.clerk, startImport, {
      params: { id: preview.id },
      body: { version: chosen.body.version },
    })
    const again = await tryFile(kit, at, await fileOf(lines))
    expect(again.report?.mapping.columns[2]).toMatchObject({ field: 'note', confidence: 1 })
  })
})

describe('files of other shapes', () => {
  const two = [
    ['王芳', '13812345678'],
    ['李强', '13912345678'],
  ]
  it.each<[string, (string | number)[][]]>([
    ['English headers', [['Name', 'Mobile'], ...two]],
    ['the same header twice', [['姓名', '电话', '电话'], ...two.map((line) => [...line, ''])]],
  ])('are understood: %s', async (_, lines) => {
    const at = await makeImportPlace(kit)
    const preview = await tryFile(kit, at, await fileOf(lines))
    expect(preview).toMatchObject({ kind: 'customers', report: { counts: { taken: 2 } } })
  })

  it('are refused in words when a needed column, or everything, is missing', async () => {
    const at = await makeImportPlace(kit)
    const start = async (lines: string[][]) => {
      const preview = await tryFile(kit, at, await fileOf(lines), 'customers')
      const { id, version } = preview
      return kit.call(at.clerk, startImport, { params: { id }, body: { version } })
    }
    expect((await start([['姓名', '手机']])).code).toBe('imports.nothing_to_take')
    expect((await start([['姓名'], ['王芳'], ['李强']])).code).toBe('imports.column_needed')
    expect(
      (
        await start([
          ['苹果', '梨'],
          ['1', '2'],
        ])
      ).status,
    ).toBe(422)
  })
})

const rows = isLong ? 100_000 : 3_000
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建文'

function manyLines(): string[][] {
  return [
    ['姓名', '性别', '手机', '职业', '家庭住址', '邮箱', '来源', '销售顾问', '备注'],
    ...Array.from({ length: rows }, (_, i) => [
      `${surnames[i % 20]}${given[(i * 7) % 26]}${given[(i * 13 + Math.floor(i / 31)) % 26]}`,
      i % 2 ? '男' : '女',
      i % 1_000 === 999 ? `1380${i}` : `1${7_000_000_000 + i}`,
      '医生',
      `人民路 ${i} 号`,
      `c${i}@example.com`,
      '网络',
      i % 2 ? '刘洋' : '陈静',
      '',
    ]),
  ]
}

describe('a large list', () => {
  it('[002-32] goes in with progress, is unchanged when it comes again, and is taken back whole', async () => {
    const at = await makeImportPlace(kit)
    const empty = isLong ? null : await dumpOfStore(kit, at.store)
    const bad = rows / 1_000
    const started = performance.now()
    const done = await importLines(kit, at, manyLines())
    const spent = performance.now() - started
    if (isLong) console.info(`${rows} customers, from file to result: ${Math.round(spent)} ms`)
    expect(done).toMatchObject({
      state: 'done',
      counts: { lines: rows, taken: rows - bad, refused: bad, made: { customers: rows - bad } },
    })
    expect(done.progress.done).toBe(done.progress.total)
    const again = await importLines(kit, at, manyLines())
    expect(again.counts).toMatchObject({ taken: 0, updated: 0, unchanged: rows - bad })
    const undone = await undo(at, done.id)
    expect(undone.body.takenBack).toMatchObject({ withdrawn: rows - bad, kept: 0 })
    if (empty) expect(await dumpOfStore(kit, at.store)).toEqual(empty)
  }, 600_000)

  it('[002-32] leaves nothing when it is cancelled in the middle, or what is in when that is asked', async () => {
    const at = await makeImportPlace(kit)
    const file = await fileOf(manyLines(), 'csv')
    for (const keep of [false, true]) {
      const { id, version } = await tryFile(kit, at, file)
      await kit.call(at.clerk, startImport, { params: { id }, body: { version } })
      const running = runImport(kit.app, at.store, id)
      for (let tries = 0; tries < 2_000; tries += 1) {
        const { body } = await kit.call(at.clerk, getImport, { params: { id } })
        if (body.state === 'running' && body.progress.done > 0) break
        if (body.state === 'done') break
      }
      await kit.call(at.clerk, cancelImport, { params: { id }, body: { keep } })
      await running
      const { body } = await kit.call(at.clerk, getImport, { params: { id } })
      expect(['done', 'cancelled']).toContain(body.state)
      const { rows: counted } = await inPlace(kit, at, ({ tx }) =>
        sql<{ n: number }>`select count(*)::int as n from customers
          where store_id = ${at.store.id} and withdrawn_at is null`.execute(tx),
      )
      expect(counted[0]?.n).toBe(body.state === 'done' ? body.counts?.taken : 0)
      if (body.state === 'done') await undo(at, id)
    }
  }, 600_000)
})

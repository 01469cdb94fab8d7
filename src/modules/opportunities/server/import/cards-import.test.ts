import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getUndoPreview, undoImport } from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import {
  type ImportPlace,
  importLines,
  inPlace,
  makeImportPlace,
} from '../../../imports/testing.ts'
import { dumpOfStore } from '../../../showroom/server/import/testing.ts'

let kit: TestApp

beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

const undo = (at: ImportPlace, id: string) =>
  kit.call(at.clerk, undoImport, { params: { id }, body: { touched: 'keep' } })

const cardHeader = [
  '姓名',
  '电话',
  '意向级别',
  '预计购车日期',
  '意向车型',
  '来源',
  '销售顾问',
  '建卡日期',
  '最后跟踪日期',
  '备注',
]

describe('lists of cards, contacts and cars', () => {
  it('[002-32] opens cards with their customers, spreads first follow-ups by heat, and takes all back', async () => {
    const at = await makeImportPlace(kit)
    const empty = await dumpOfStore(kit, at.store)
    const lines = Array.from({ length: 40 }, (_, i) => [
      `客户${String.fromCodePoint(0x4e00 + i)}`,
      `138${String(10_000_000 + i)}`,
      i < 10 ? 'H' : 'C',
      null,
      '速腾',
      '网络',
      '刘洋',
      '2026-08-01',
      '2026-09-20',
      null,
    ])
    const done = await importLines(kit, at, [cardHeader, ...lines])
    expect(done).toMatchObject({
      kind: 'cards',
      counts: { taken: 40, made: { cards: 40, customers: 40 } },
    })
    const { rows } = await inPlace(kit, at, ({ tx }) =>
      sql<{ due_on: string; n: number; hot: number }>`
        select f.due_on, count(*)::int as n, count(*) filter (where o.level = 'H')::int as hot
          from follow_ups f join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
         where f.store_id = ${at.store.id} and f.withdrawn_at is null group by 1 order by 1`.execute(
        tx,
      ),
    )
    const { rows: made } = await inPlace(kit, at, ({ tx }) =>
      sql<{ origin: string; amount: number; history: number }>`
        select o.origin, o.expected_amount_fen as amount,
               (select count(*)::int from opportunity_changes c where c.store_id = o.store_id
                 and c.opportunity_id = o.id and c.field = 'origin' and c.to_value = 'import') as history
          from opportunities o where o.store_id = ${at.store.id} limit 1`.execute(tx),
    )
    expect(made[0]).toMatchObject({ origin: 'import', history: 1 })
    expect(made[0]?.amount).toBeGreaterThan(5_000_000)
    expect(Math.max(...rows.map((row) => row.n))).toBeLessThanOrEqual(8)
    expect(rows[0]).toMatchObject({ due_on: '2026-10-08', hot: 8 })
    const again = await importLines(kit, at, [cardHeader, ...lines])
    expect(again.counts).toMatchObject({ taken: 0, updated: 0, unchanged: 40 })
    const filled = await importLines(
      kit,
      at,
      [
        ['姓名', '电话', '意向级别', '备注'],
        ['客户一', '13810000000', 'A', '要红色'],
      ],
      'cards',
    )
    expect(filled.counts).toMatchObject({ updated: 1 })
    expect((await undo(at, filled.id)).body.takenBack).toMatchObject({ restored: 1 })
    const preview = await kit.call(at.clerk, getUndoPreview, { params: { id: done.id } })
    expect(preview.body.withdrawn).toEqual({ cards: 40, customers: 40 })
    const second = await makeImportPlace(kit)
    const alone = await importLines(kit, second, [cardHeader, ...lines])
    expect((await undo(second, alone.id)).body.takenBack).toMatchObject({ withdrawn: 40, kept: 0 })
    expect(Object.keys(await dumpOfStore(kit, second.store))).toEqual(Object.keys(empty))
    expect((await dumpOfStore(kit, second.store)).customers).toEqual([])
  })

  it('[002-32] puts past contacts and cars to their customers, once, and refuses those of nobody', async () => {
    const at = await makeImportPlace(kit)
    await importLines(kit, at, [
      ['姓名', '手机'],
      ['王芳', '13812345678'],
      ['李强', '13912345678'],
      ['李强', '13700000001'],
    ])
    const before = await dumpOfStore(kit, at.store)
    const contacts = [
      ['客户姓名', '电话', '跟踪日期', '跟踪方式', '跟踪结果', '跟踪内容', '顾问'],
      ['王芳', '13812345678', '2026/9/1 15:30', '电话', null, '约周末来', '刘洋'],
      ['王芳', null, '2026-09-05', '微信', '未回', null, null],
      ['王芳', '13812345678', 46270, '电话', '无人接听', null, null],
      ['李强', null, '2026-09-05', '电话', null, null, null],
      ['无此人', '13666666666', '2026-09-05', '电话', null, null, null],
      ['王芳', '13812345678', '2027-01-01', '电话', null, null, null],
    ]
    const done = await importLines(kit, at, contacts)
    expect(done).toMatchObject({ kind: 'contacts', counts: { taken: 3, refused: 3 } })
    expect((await importLines(kit, at, contacts)).counts).toMatchObject({ taken: 0, unchanged: 3 })
    const cars = [
      ['车主姓名', '车主电话', '车牌号', '车架号', '车系', '购车日期', '交车日期'],
      [
        '王芳',
        '13812345678',
        '沪A12345',
        'LFV2A21K1B3012345',
        '速腾',
        '2024-03-01',
        '2024年3月9日',
      ],
      ['李强', '13912345678', '沪AD12345', null, '迈腾', null, null],
      ['王芳', '13812345678', '沪12', 'LFV2A21K1B3012399', null, null, null],
    ]
    const done2 = await importLines(kit, at, cars)
    expect(done2).toMatchObject({ kind: 'vehicles', counts: { taken: 2, refused: 1 } })
    const changed = await importLines(kit, at, [
      ['车架号', '车主电话', '颜色'],
      ['LFV2A21K1B3012345', '13812345678', '白'],
    ])
    expect(changed).toMatchObject({ kind: 'vehicles', counts: { taken: 0, updated: 1 } })
    for (const one of [changed, done2, done])
      expect((await undo(at, one.id)).body.takenBack).toMatchObject({ kept: 0 })
    const after = await dumpOfStore(kit, at.store)
    for (const table of ['contacts', 'vehicles', 'opportunities'])
      expect(after[table]).toEqual(before[table])
    expect(after.customers?.length).toBe(3)
  })
})

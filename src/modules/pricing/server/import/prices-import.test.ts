import { writeXlsx as writeBook } from 'hucre/xlsx'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '#modules/access/testing.ts'
import { listModelsRoute, listSeriesRoute, type Model } from '#modules/catalog/contract.ts'
import {
  chooseForImport,
  getImport,
  getUndoPreview,
  listImportLines,
  startImport,
  undoImport,
  uploadImport,
} from '#modules/imports/contract.ts'
import type { Import } from '#modules/imports/contracts/import-record.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import {
  fileOf,
  type ImportPlace,
  importLines,
  makeImportPlace,
  tryFile,
} from '../../../imports/testing.ts'
import {
  getPriceBook,
  listPriceItems,
  listPrices,
  priceListFile,
  pricesOfModel,
  putListPrice,
} from '../../contract.ts'

let kit: TestApp
let at: ImportPlace
let an: TestPerson
let sagitar: Model[]
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  at = await makeImportPlace(kit)
  an = at.consultants[0] as TestPerson
  const series = (await kit.call(an, listSeriesRoute, { query: {} })).body.items
  const seriesId = series.find(({ name }) => name === '速腾')?.id ?? ''
  sagitar = (await kit.call(an, listModelsRoute, { query: { seriesId } })).body.items
})

const swift = () => sagitar.find(({ name }) => name.includes('飞速版')) as Model
const beyond = () => sagitar.find(({ name }) => name.includes('超越版')) as Model
const bookOf = async (model: Model, on?: string) =>
  (await kit.call(an, getPriceBook, { params: { id: model.id }, query: on ? { on } : {} })).body
const refusals = async (one: Import) =>
  (
    await kit.call(at.clerk, listImportLines, {
      params: { id: one.id },
      query: { outcome: 'refused', limit: 100 },
    })
  ).body.items.map(({ row, reasons }) => [row, reasons[0]])
const run = async (one: Import) => {
  const { id, version } = one
  const started = await kit.call(at.clerk, startImport, { params: { id }, body: { version } })
  expect(started.status).toBe(200)
  await kit.settle(at.store)
  return (await kit.call(at.clerk, getImport, { params: { id } })).body
}

test('[001-45] a dealer’s own list: title above, 万元, merged series, options and colours beside', async () => {
  const bytes = await writeBook({
    sheets: [
      {
        name: '9月',
        rows: [
          ['某某4S店 2026年10月价格表（单位：万元）'],
          [],
          ['车系', '配置', '厂商指导价', '现金优惠', '颜色', '备注'],
          ['速腾', '2026款 300TSI 飞速版', 13.99, 0.8, '极光银、珊瑚红(+0.2)', ''],
          [null, '300TSI 超越版', 14.99, 5000, null, '限量'],
          [null, '300TSI 不存在版', 15.99, null, null, null],
          ['合计', null, 44.97],
        ],
        merges: [{ startRow: 3, endRow: 5, startCol: 0, endCol: 0 }],
      },
      { name: '说明', rows: [['仅供内部使用']] },
    ],
  })
  const tried = await tryFile(kit, at, { name: '价格.xlsx', bytes })
  expect(tried.kind).toBe('prices')
  expect(tried.report).toMatchObject({
    sheet: '9月',
    otherSheets: ['说明'],
    day: { value: '2026-10-01' },
    counts: { lines: 3, taken: 2, refused: 1, told: 2 },
  })
  expect(await refusals(tried)).toEqual([
    [6, '没有这款车型：速腾 300TSI 不存在版，请先在“车系与车型”里登记，或改成那里的名称'],
  ])
  const told = await kit.call(at.clerk, listImportLines, {
    params: { id: tried.id },
    query: { outcome: 'told', limit: 10 },
  })
  expect(told.body.items[0]?.reasons[0]).toContain('指导价 144,900 → 139,900')
  expect((await bookOf(swift(), '2026-10-01')).model.listFen).toBe(swift().guidePriceFen)

  const done = await run(tried)
  expect(done).toMatchObject({
    state: 'done',
    counts: { made: { list_prices: 2, price_items: 2 } },
  })
  expect((await bookOf(swift())).model.listFen).toBe(swift().guidePriceFen)
  const october = await bookOf(swift(), '2026-10-01')
  expect(october.model).toMatchObject({ listFen: 13_990_000, authorisedFen: 800_000 })
  expect(october.items.find(({ name }) => name === '珊瑚红')?.priceFen).toBe(200_000)
  expect((await bookOf(beyond(), '2026-10-01')).model).toMatchObject({
    listFen: 14_990_000,
    authorisedFen: 500_000,
  })
  // The colours are for that model alone.
  expect((await bookOf(beyond(), '2026-10-01')).items.some(({ name }) => name === '珊瑚红')).toBe(
    false,
  )
})

test('[001-45] the day chosen counts for lines without one; the file is taken back as one', async () => {
  const before = (await kit.call(an, listPrices, { query: { limit: 200 } })).body.items
  const itemsBefore = (await kit.call(at.clerk, listPriceItems, { query: {} })).body.items
  const tried = await tryFile(
    kit,
    at,
    await fileOf(
      [
        ['车系', '车型', '指导价(元)', '底价(元)', '可选装备'],
        ['速腾', '300TSI 飞速版', 138800, 130000, '运动包裹+3,000'],
        [null, '300TSI 超越版', 149800, null, null],
      ],
      'csv',
    ),
    'prices',
  )
  const chosen = await kit.call(at.clerk, chooseForImport, {
    params: { id: tried.id },
    body: { version: tried.version, day: '2026-09-10' },
  })
  expect(chosen.body.report?.day?.value).toBe('2026-09-10')
  const done = await run(chosen.body)
  expect(done.counts).toMatchObject({ taken: 2, made: { list_prices: 2, price_items: 1 } })
  expect((await bookOf(swift(), '2026-09-09')).model.listFen).toBe(swift().guidePriceFen)
  expect((await bookOf(swift(), '2026-09-10')).model.listFen).toBe(13_880_000)
  // What the list does not say stays: the standard floor, where the new price leaves room for it.
  const preview = await kit.call(at.clerk, getUndoPreview, { params: { id: done.id } })
  expect(preview.body).toMatchObject({
    withdrawn: { list_prices: 2, price_items: 1 },
    restored: 0,
    touchedTotal: 0,
  })
  const undone = await kit.call(at.clerk, undoImport, {
    params: { id: done.id },
    body: { touched: 'keep' },
  })
  expect(undone.status).toBe(200)
  expect((await kit.call(an, listPrices, { query: { limit: 200 } })).body.items).toEqual(before)
  expect((await kit.call(at.clerk, listPriceItems, { query: {} })).body.items).toEqual(itemsBefore)
})

test('[001-45] what somebody changed since an import stays unless it is asked back too', async () => {
  const done = await importLines(
    kit,
    at,
    [
      ['车系', '车型', '指导价（元）'],
      ['速腾', '300TSI 飞速版', '138800'],
    ],
    'prices',
  )
  const { body } = await kit.call(an, pricesOfModel, { params: { id: swift().id } })
  const mine = body.items.find(({ listFen }) => listFen === 13_880_000)
  if (!mine?.validFrom) throw new Error('not imported')
  const changed = await kit.call(at.clerk, putListPrice, {
    params: { id: mine.id ?? '' },
    body: {
      version: mine.version,
      modelId: mine.modelId,
      isOwn: true,
      energy: mine.energy,
      validFrom: mine.validFrom,
      validTo: null,
      listFen: 13_770_000,
      authorisedFen: 0,
      floorFen: null,
      note: '',
    },
  })
  expect(changed.status).toBe(200)
  const kept = await kit.call(at.clerk, undoImport, {
    params: { id: done.id },
    body: { touched: 'keep' },
  })
  expect(kept.body.takenBack).toEqual({ withdrawn: 0, restored: 0, kept: 1 })
  expect((await bookOf(swift())).model.listFen).toBe(13_770_000)
})

test('[001-45] the exported list comes in again unchanged, by store and by group, and with one change', async () => {
  await importLines(
    kit,
    at,
    [
      ['车系', '车型', '类别', '项目', '价格', '颜色'],
      ['速腾、宝来', null, '选装', '冰雪套装', 2600, null],
      ['速腾', '300TSI 飞速版', '车型', null, 138800, '晨曦金(+1500)'],
      ['全部', null, '精品', '儿童座椅', 1980, null],
    ],
    'prices',
  )
  for (const locale of ['zh', 'en'] as const) {
    const file = await kit.call(
      at.clerk,
      priceListFile,
      {},
      { headers: { 'accept-language': locale } },
    )
    expect(file.status).toBe(200)
    const again = await tryFile(kit, at, { name: 'prices.xlsx', bytes: file.body as never })
    expect(again.kind).toBe('prices')
    expect(await refusals(again)).toEqual([])
    expect(again.report?.counts).toMatchObject({ taken: 0, updated: 0, refused: 0 })
    expect(again.report?.counts.unchanged).toBeGreaterThan(20)
  }
})

test('[001-45] every wrong line is named with its line, column and cause, and none is lost', async () => {
  const tried = await tryFile(
    kit,
    at,
    await fileOf([
      [
        '车系',
        '车型',
        '类别',
        '项目',
        '指导价（元）',
        '授权优惠（元）',
        '底价（元）',
        '动力',
        '有效期起',
        '有效期止',
        '适用范围',
      ],
      ['速腾', '300TSI 飞速版', null, null, '面议'],
      ['速腾', '300TSI 飞速版', null, null, 100000, 200000],
      ['速腾', '300TSI 飞速版', null, null, 100000, 0, 120000],
      ['速腾', '300TSI 飞速版', null, null, 100000, 0, 0, '蒸汽'],
      ['速腾', '300TSI 飞速版', null, null, 100000, 0, 0, null, '2026-13-01'],
      ['速腾', '300TSI 飞速版', null, null, 100000, 0, 0, null, '2026-10-01', '2026-09-01'],
      ['速腾', '300TSI 飞速版', null, null, 100000, 0, 0, null, null, null, '全集团'],
      ['速腾', 'TSI', null, null, 100000],
      ['飞船', null, '选装', '曲速引擎', 1],
      ['速腾', null, '玩具', '小熊', 1],
      ['速腾', '300TSI 飞速版'],
      ['速腾', '300TSI 飞速版', null, null, 101000],
      ['速腾', '300TSI 飞速版', null, null, 102000],
    ]),
    'prices',
  )
  expect(await refusals(tried)).toEqual([
    [2, '“指导价（元）”不是金额：面议'],
    [3, '“授权优惠（元）”超过了指导价：200000（请核对是元还是万元）'],
    [4, '“底价（元）”超过了指导价：120000（请核对是元还是万元）'],
    [5, '“动力”应是燃油或新能源：蒸汽'],
    [6, '“有效期起”不是日期：2026-13-01'],
    [7, '“有效期止”早于有效期起：2026-09-01'],
    [8, expect.stringContaining('是全集团的，您只能改本店的')],
    [9, expect.stringContaining('不止一款车型叫这个名字：速腾 TSI')],
    [10, expect.stringContaining('自有品牌里没有这个车系：飞船')],
    [11, expect.stringContaining('“类别”不是车型、颜色')],
    [12, '“指导价（元）”没有填写'],
    [14, expect.stringContaining('与第 13 行是同一条')],
  ])
  expect(tried.report?.counts).toMatchObject({ lines: 13, taken: 1, refused: 12 })
})

test('[001-45] a consultant neither imports prices nor takes the whole list away', async () => {
  const file = await fileOf([
    ['车系', '车型', '指导价（元）'],
    ['速腾', '300TSI 飞速版', 1],
  ])
  expect((await kit.call(an, priceListFile, {})).status).toBe(403)
  const asked = await kit.call(an, uploadImport, { query: { kind: 'prices' } }, { file })
  expect(asked.status).toBe(403)
})

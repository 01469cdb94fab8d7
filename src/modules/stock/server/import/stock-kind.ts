import { type RecordField, readDay, recordKind, words } from '#modules/imports/index.ts'
import { normaliseVin } from '#shared/vin.ts'
import { defineWords, type Phrase } from '#shared/words.ts'
import type { StockState } from '../../contract.ts'
import { stockRows } from './export-stock.ts'
import { createStockJudge, type StockValues } from './judge-stock.ts'
import { previewStockUndo, takeStockBack } from './undo-stock.ts'

const labels = defineWords({
  title: ['库存车（按车架号更新）', 'Cars in stock (updated by VIN)'],
  about: [
    'DMS 的库存表：车架号相同的更新，没有的新增，文件里没有的车不动。',
    'The stock list of the DMS: a known VIN is updated, an unknown one added, cars not in the file stay as they are.',
  ],
  wholeTitle: ['库存车（整表替换）', 'Cars in stock (the whole list)'],
  wholeAbout: [
    'DMS 的完整库存表：除更新外，文件里没有的在库和在途车记为已离库。请确认文件是全部库存。',
    'The whole stock list of the DMS: as above, and cars here or on their way that are not in the file have left the stock. Make sure that the file is complete.',
  ],
  file: ['库存车', 'stock-cars'],
})

const isDayCell: RecordField['test'] = (_text, cell) =>
  readDay(cell, { year: 2000, month: 1, isAnyYear: true }).day !== null

const fields = {
  vin: {
    zh: '车架号',
    en: 'VIN',
    exact: words(
      'vin码 vin号 底盘号 车辆识别代号 车辆识别码 识别代码 车架 vin vinno vincode chassis chassisno',
    ),
    parts: words('车架 底盘 识别代 vin chassis'),
    isNeeded: true,
    width: 22,
    test: (text: string) => normaliseVin(text) !== undefined,
  },
  series: {
    zh: '车系',
    en: 'Series',
    exact: words('车型 车种 车名 品牌车型 car vehicle'),
    parts: words('车系 series'),
  },
  model: {
    zh: '车型',
    en: 'Model',
    exact: words('配置 版本 款型 车款 车型名称 车型配置 model trim variant'),
    parts: words('车型 配置 版本 model trim'),
    width: 26,
  },
  colour: {
    zh: '颜色',
    en: 'Colour',
    exact: words('车身颜色 外观颜色 外观色 外观 车色 color colour exteriorcolour'),
    parts: words('颜色 colo'),
  },
  interior: { zh: '内饰', en: 'Interior', exact: words('内饰颜色 内饰色'), parts: words('内饰') },
  state: {
    zh: '状态',
    en: 'State',
    exact: words('库存状态 车辆状态 在库状态 status stockstatus'),
    parts: words('状态 status'),
  },
  arrivedOn: {
    zh: '入库日期',
    en: 'Arrived on',
    exact: words('入库时间 到店日期 到库日期 到货日期 进货日期 收车日期 arrivaldate stockdate'),
    parts: words('入库 到店 到库 到货 收车 arriv'),
    width: 12,
    test: isDayCell,
  },
  expectedOn: {
    zh: '预计到店',
    en: 'Expected on',
    exact: words('预计到店日期 预计到货 预计到货日期 预计入库 eta expectedarrival'),
    parts: words('预计'),
    width: 12,
    test: isDayCell,
  },
  location: {
    zh: '位置',
    en: 'Place',
    exact: words('库位 存放地点 存放位置 仓库 停放位置 车位 location warehouse place lot'),
    parts: words('库位 存放 仓库 停放 location'),
  },
  note: { zh: '备注', en: 'Note', exact: words('说明 note remark remarks'), parts: words('备注') },
} satisfies Record<string, RecordField>

const states: readonly (readonly [StockState, RegExp])[] = [
  ['gone', /退回|调出|离库|出库|gone|transferred/],
  ['delivered', /已?交车|已?交付|已售|售出|已提|delivered|sold/],
  ['allocated', /配车|预订|预定|锁定|订单|已订|allocated|reserved/],
  ['on_the_way', /在途|运输|途中|未到|已发运|发运|transit|way|ordered/],
  ['in_stock', /在库|库存|可售|现车|展车|展厅|入库|stock|available|showroom|demo/],
]

function kindOf(given: {
  key: string
  title: Phrase
  about: Phrase
  order: number
  isWhole: boolean
}) {
  return recordKind<StockValues>({
    key: given.key,
    title: given.title,
    about: given.about,
    file: labels.file,
    order: given.order,
    fields,
    somethingElse: /保险|年检|保养|客户|车主|手机|电话|insurance|customer|owner|phone/,
    reasons: {
      not_a_state: {
        zh: '“{column}”不是在库、在途、已配车、已交车或已离库：{value}',
        en: '“{column}” is not in stock, on the way, allocated, delivered or gone: {value}',
      },
    },
    oneOf: [['vin'], ['state', 'arrivedOn', 'location', 'colour', 'series', 'model']],
    read(line, storeWords) {
      const vin = line.text('vin')
      const read = vin === null ? null : (normaliseVin(vin) ?? null)
      if (vin === null) line.refuse('vin', 'missing')
      else if (read === null) line.refuse('vin', 'not_a_vin')
      const stateText = line.text('state')?.toLowerCase().replace(/\s/g, '') ?? null
      const state =
        stateText === null ? null : states.find(([, pattern]) => pattern.test(stateText))?.[0]
      if (state === undefined) line.refuse('state', 'not_a_state')
      return {
        vin: read ?? '',
        seriesId: storeWords.series(line, line.has('series') ? 'series' : 'model'),
        seriesText: line.text('series'),
        modelText: line.text('model')?.slice(0, 120) ?? null,
        colour: line.text('colour')?.slice(0, 40) ?? null,
        interior: line.text('interior')?.slice(0, 40) ?? null,
        state: state ?? null,
        arrivedOn: line.day('arrivedOn', { isAnyYear: true }),
        expectedOn: line.day('expectedOn', { isAnyYear: true }),
        location: line.text('location')?.slice(0, 60) ?? null,
        note: line.text('note')?.slice(0, 300) ?? null,
      }
    },
    createJudge: (ctx, _words, run) => createStockJudge(ctx, run, given),
    previewUndo: previewStockUndo,
    takeBack: takeStockBack,
    ...(given.isWhole ? {} : { exported: (ctx) => stockRows(ctx) }),
  })
}

/** Cars of a list that may be a part of the stock. */
export const stockKind = kindOf({
  key: 'stock',
  title: labels.title,
  about: labels.about,
  order: 90,
  isWhole: false,
})

/** The whole stock: what the list leaves out has left. */
export const wholeStockKind = kindOf({
  key: 'stock_whole',
  title: labels.wholeTitle,
  about: labels.wholeAbout,
  order: 91,
  isWhole: true,
})

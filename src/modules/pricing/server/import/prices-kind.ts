import { type RecordField, type SheetTitle, recordKind, words } from '#modules/imports/index.ts'
import { type Day, isDay } from '#shared/days.ts'
import { toHalfWidth } from '#shared/full-width.ts'
import { defineWords } from '#shared/words.ts'
import { createPriceJudge, type PriceLine } from './judge-prices.ts'
import { priceFileRows } from './price-file.ts'
import { readAmount } from './read-amounts.ts'
import { previewPriceUndo, takePricesBack } from './undo-prices.ts'

const labels = defineWords({
  title: ['价格表', 'Price list'],
  about: [
    '自有品牌车型的指导价、授权优惠、底价，以及颜色、内饰、选装、精品、费用。元或万元都行；车系只写一次或合并单元格也行；没写有效期的行按下面选的日期起生效。保险、金融、购置税的规则在“选装与费用”里维护。',
    'List price, discount and floor price of own models, with colours, interiors, options, accessories and fees. In ¥ or 10,000 ¥; a series may be written once or merged; lines without a first day count from the day chosen below. Rules of insurance, finance and tax are kept under “Options and fees”.',
  ],
  file: ['价格表', 'price-list'],
  day: ['从哪天起生效', 'Valid from'],
})

const isAmount = (text: string): boolean => readAmount(text) !== undefined
const amount = { width: 14, test: isAmount }

export const priceFields = {
  brand: { zh: '品牌', en: 'Brand', exact: words('厂牌 make'), parts: words('品牌') },
  series: {
    zh: '车系',
    en: 'Series',
    exact: words('车型 车型系列 车种 系列 车名 产品系列 line family'),
    parts: words('车系 series'),
  },
  year: {
    zh: '年款',
    en: 'Year',
    exact: words('年份 年型 年度款 modelyear'),
    parts: words('年款'),
  },
  model: {
    zh: '车型',
    en: 'Model',
    exact: words(
      '配置 配置名称 配置版本 版本 版型 型号 款型 车款 车型名称 车型配置 产品名称 trim variant version grade modelname',
    ),
    parts: words('车型 配置 版本 款型 trim model'),
    width: 26,
  },
  kind: { zh: '类别', en: 'Kind', exact: words('类型 分类 项目类别 type category'), parts: [] },
  item: {
    zh: '项目',
    en: 'Item',
    exact: words('项目名称 名称 选装项目 选装名称 精品名称 name itemname'),
    parts: words('项目名 选装名 精品名'),
    width: 20,
  },
  itemEn: {
    zh: '英文名称',
    en: 'English name',
    exact: words('英文名 nameen'),
    parts: words('英文'),
  },
  code: {
    zh: '编码',
    en: 'Code',
    exact: words('代码 项目编码 选装代码 选装编码 itemcode'),
    parts: words('编码 代码'),
  },
  list: {
    zh: '指导价（元）',
    en: 'List price (¥)',
    exact: words(
      '厂商指导价 官方指导价 市场指导价 建议零售价 零售价 价格 售价 标价 公布价 官价 msrp price retailprice',
    ),
    parts: words('指导价 零售价 msrp listprice'),
    ...amount,
  },
  extra: {
    zh: '加价（元）',
    en: 'Extra (¥)',
    exact: words('选装价 选装价格 加装价 差价 项目价格 surcharge extraprice optionprice'),
    parts: words('选装价 加价 surcharge'),
    ...amount,
  },
  authorised: {
    zh: '授权优惠（元）',
    en: 'Free to give (¥)',
    exact: words('优惠 优惠金额 优惠幅度 现金优惠 让利 终端优惠 最大优惠 discount authorised'),
    parts: words('优惠 让利 discount'),
    ...amount,
  },
  floor: {
    zh: '底价（元）',
    en: 'Floor price (¥)',
    exact: words('最低价 限价 最低限价 最低售价 销售底价 floor'),
    parts: words('底价 最低 限价 floor'),
    ...amount,
  },
  energy: {
    zh: '动力',
    en: 'Drive',
    exact: words('能源 能源类型 燃料 燃料类型 动力类型 energy fuel powertrain'),
    parts: words('能源 燃料'),
  },
  colours: {
    zh: '可选颜色',
    en: 'Colours',
    exact: words('颜色 外观颜色 车身颜色 外观 外饰颜色 colour color exterior exteriorcolour'),
    parts: words('颜色 colour'),
    width: 24,
  },
  interiors: {
    zh: '可选内饰',
    en: 'Interiors',
    exact: words('内饰 内饰颜色 interior'),
    parts: words('内饰'),
    width: 20,
  },
  options: {
    zh: '可选装备',
    en: 'Options',
    exact: words('选装 选装包 选装配置 选装件 选配 options packages'),
    parts: words('选装 选配'),
    width: 24,
  },
  validFrom: {
    zh: '有效期起',
    en: 'Valid from',
    exact: words('生效日期 生效日 执行日期 执行日 开始日期 起始日期 启用日期 from startdate'),
    parts: words('生效 执行日 起始 validfrom'),
    width: 12,
  },
  validTo: {
    zh: '有效期止',
    en: 'Valid to',
    exact: words('截止日期 失效日期 结束日期 到期日期 until enddate'),
    parts: words('截止 失效 validto'),
    width: 12,
  },
  scope: { zh: '适用范围', en: 'For', exact: words('范围 适用门店 scope'), parts: words('适用') },
  note: { zh: '备注', en: 'Note', exact: words('说明 remark remarks notes'), parts: words('备注') },
} satisfies Record<string, RecordField>

const FULL_DAY = /(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/

/** The first day a sheet speaks of: a day in its title, else the first of its month, else today. */
export function firstDayOf(sheet: SheetTitle, today: Day): Day {
  const [, year = '', month = '', day = ''] = FULL_DAY.exec(toHalfWidth(sheet.text)) ?? []
  const whole = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (isDay(whole)) return whole
  if (sheet.year === null || sheet.month === null) return today
  return `${sheet.year}-${String(sheet.month).padStart(2, '0')}-01`
}

/** The price list as dealers keep it: a line is a car's price, something sold with it, or both. */
export const pricesKind = recordKind<PriceLine>({
  key: 'prices',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 80,
  permission: 'pricing.manage',
  fields: priceFields,
  somethingElse: /落地|裸车|成交价|优惠后|包牌|提车价|净价|月供|首付|netprice/,
  judgesRepeats: true,
  day: { label: labels.day, usual: firstDayOf },
  reasons: {
    no_such_series: {
      zh: '自有品牌里没有这个车系：{value}，请先在“车系与车型”里登记',
      en: 'No own brand has the series {value}; enter it under series and models first',
    },
    no_such_model: {
      zh: '没有这款车型：{value}，请先在“车系与车型”里登记，或改成那里的名称',
      en: 'There is no model {value}; enter it under series and models first, or use its name there',
    },
    unclear_model: {
      zh: '不止一款车型叫这个名字：{value}，请写全名或年款',
      en: 'Several models are called {value}; give the whole name or the year',
    },
    not_an_amount: { zh: '“{column}”不是金额：{value}', en: '“{column}” is no amount: {value}' },
    above_list: {
      zh: '“{column}”超过了指导价：{value}（请核对是元还是万元）',
      en: '“{column}” is above the list price: {value} (check ¥ or 10,000 ¥)',
    },
    last_before_first: {
      zh: '“{column}”早于有效期起：{value}',
      en: '“{column}” is before the first day: {value}',
    },
    not_a_kind: {
      zh: '“{column}”不是车型、颜色、内饰、选装、精品或费用：{value}',
      en: '“{column}” is no car, colour, interior, option, accessory or fee: {value}',
    },
    not_a_drive: {
      zh: '“{column}”应是燃油或新能源：{value}',
      en: '“{column}” is either fuel or new energy: {value}',
    },
    not_for_all: {
      zh: '{value}是全集团的，您只能改本店的；请在“适用范围”里写“仅本店”',
      en: '{value} is for all stores and you change this store’s only; write “This store” under “For”',
    },
    other_price: {
      zh: '{value}在更多车型上用着另一个价格，请写编码，或在“选装与费用”里修改',
      en: '{value} has another price on more models; give its code, or change it under options and fees',
    },
    code_taken: {
      zh: '编码已经用于另一项：{value}',
      en: 'The code is already used for something else: {value}',
    },
  },
  oneOf: [
    ['model', 'series'],
    ['list', 'item', 'extra', 'colours', 'interiors', 'options'],
  ],
  read: (reader) => ({ reader }),
  createJudge: createPriceJudge,
  previewUndo: previewPriceUndo,
  takeBack: takePricesBack,
  exported: (ctx) => priceFileRows(ctx),
})

/** What a contract template may name. */
export interface Placeholder {
  name: string
  zh: string
  en: string
  example: string
  /** The list it stands in: `{#明细}…{/明细}`. */
  loop: string | null
}

const of = (name: string, zh: string, en: string, example: string, loop: string | null = null) => ({
  name,
  zh,
  en,
  example,
  loop,
})

export const lineLoop = '明细'
export const carLoop = '车辆'

/** What an order made from a quote takes over of it; empty for one made by hand. */
const ofQuote: readonly Placeholder[] = [
  of('报价单号', '报价单号', 'Number of the quote', 'BJ26-10012'),
  of('内饰颜色', '内饰颜色', 'Interior', '米色'),
  of('选装', '选装项目，多个用顿号隔开', 'Options', '全景天窗'),
  of('精品', '精品项目', 'Accessories', '脚垫、行车记录仪'),
  of('赠送', '赠送项目', 'Gifts', '首保'),
  of('保险项目', '保险项目', 'Insurance', '交强险、商业险'),
  of('购置税', '车辆购置税（元）', 'Purchase tax (yuan)', '11,486.73'),
  of('保险费', '保险费合计（元）', 'Insurance (yuan)', '6,850.00'),
  of('落地价', '报价的落地价（元）', 'Price on the road (yuan)', '148,136.73'),
  of('旧车', '置换的旧车', 'The car traded in', '2018款 朗逸'),
  of('旧车抵价', '旧车抵价（元）', 'Paid for it (yuan)', '45,000.00'),
  of('定金', '约定定金（元）', 'Deposit agreed (yuan)', '5,000.00'),
  of('贷款金额', '贷款金额（元）', 'Loan (yuan)', '80,000.00'),
  of('贷款期数', '贷款期数（月）', 'Months of the loan', '36'),
  of('月供', '每月还款（元）', 'Monthly payment (yuan)', '2,355.00'),
]
export const quotedNames: readonly string[] = ofQuote.map((one) => one.name)

/** Data: every placeholder with what it becomes. */
export const placeholders: readonly Placeholder[] = [
  of('合同编号', '合同的编号', 'Number of the contract', 'DD2609150001-1'),
  of('订单号', '订单的编号', 'Number of the order', 'DD2609150001'),
  of('签订日期', '签订日期；未签订时为生成当天', 'Day of signing, or of making', '2026年9月15日'),
  of('门店名称', '本店全称', 'Name of the store', '北京一店'),
  of('销售顾问', '签订的顾问', 'The consultant', '刘洋'),
  of('客户姓名', '客户姓名或单位', 'Name of the customer', '王建国'),
  of(
    '客户电话',
    '有查看号码权限时为完整号码',
    'Number; whole with the right to see it',
    '13800138000',
  ),
  of(
    '客户证件号',
    '有查看号码权限时为完整号码',
    'ID number; whole with the right to see it',
    '110101199003078515',
  ),
  of('客户地址', '家庭地址', 'Home address', '红旗街 1 号'),
  of('开票名称', '开票单位', 'Registered name', '某某贸易有限公司'),
  of('税号', '纳税人识别号', 'Tax number', '91220101MA0Y000000'),
  of('车系', '车系', 'Model', '星驰'),
  of('车型', '车型', 'Version', '2026款 1.5T 尊享版'),
  of('颜色', '颜色', 'Colour', '极地白'),
  of('台数', '台数', 'How many cars', '1'),
  of('车架号', '已配车的车架号，多个用顿号隔开', 'VINs allocated', 'LSVAB4180E2100007'),
  of('车价小计', '车价与选装合计（元）', 'Cars and options (yuan)', '139,800.00'),
  of('优惠金额', '优惠合计（元）', 'Discount (yuan)', '10,000.00'),
  of('合同金额', '合同总额（元）', 'Total (yuan)', '129,800.00'),
  of('合同金额大写', '合同总额的人民币大写', 'Total in Chinese capitals', '壹拾贰万玖仟捌佰元整'),
  of('已付金额', '已收款（元）', 'Paid (yuan)', '5,000.00'),
  of('已付金额大写', '已收款的人民币大写', 'Paid, in capitals', '伍仟元整'),
  of('未付金额', '未付款（元）', 'Owed (yuan)', '124,800.00'),
  of('未付金额大写', '未付款的人民币大写', 'Owed, in capitals', '壹拾贰万肆仟捌佰元整'),
  of('付款方式', '全款、贷款、融资租赁…', 'Payment', '贷款'),
  of('承诺交车日期', '承诺交车日期', 'Day promised for delivery', '2026年9月30日'),
  of('备注', '订单备注', 'Note of the order', '含全车贴膜'),
  of('打印日期', '生成合同的日期', 'Day of making', '2026年9月15日'),
  ...ofQuote,
  of('序号', '第几行', 'Number of the line', '1', lineLoop),
  of('类别', '车辆、选装、精品…', 'Kind of the line', '车辆', lineLoop),
  of('名称', '这一行的内容', 'What it is', '2026款 1.5T 尊享版', lineLoop),
  of('数量', '数量', 'Quantity', '1', lineLoop),
  of('单价', '单价（元）', 'Price (yuan)', '139,800.00', lineLoop),
  of('金额', '金额（元），优惠与置换为负', 'Amount (yuan)', '139,800.00', lineLoop),
  of('说明', '这一行的说明', 'Note of the line', '', lineLoop),
  of('架号', '一台车的车架号', 'VIN of one car', 'LSVAB4180E2100007', carLoop),
]

/** Lists a template may walk through, and what stands in each. */
export const loops: Readonly<Record<string, readonly string[]>> = {
  [lineLoop]: placeholders.filter((one) => one.loop === lineLoop).map((one) => one.name),
  [carLoop]: placeholders.filter((one) => one.loop === carLoop).map((one) => one.name),
}

export type ContractValues = Record<string, string | Record<string, string>[]>

/** Example values for trying a template. */
export function exampleValues(): ContractValues {
  const flat = placeholders.filter((one) => one.loop === null)
  const row = (loop: string) =>
    Object.fromEntries(
      placeholders.filter((one) => one.loop === loop).map((one) => [one.name, one.example]),
    )
  return {
    ...Object.fromEntries(flat.map((one) => [one.name, one.example])),
    [lineLoop]: [row(lineLoop), row(lineLoop)],
    [carLoop]: [row(carLoop)],
  }
}

// Data: what a new group's price book begins with, in yuan; an administrator changes every line.
import type { ItemRule, PriceItemKind } from '#shared/price-book.ts'

export interface StandardItem {
  kind: PriceItemKind
  code: string
  zh: string
  en: string
  yuan: number
  costYuan?: number
  needs?: readonly string[]
  excludes?: readonly string[]
  /** Only for series whose Chinese name is one of these. */
  series?: readonly string[]
  validFrom?: string
  validTo?: string
  rule?: ItemRule
}

const yuan = (amount: number) => amount * 100
const colour = (code: string, zh: string, en: string, price: number, swatch: string) => ({
  kind: 'colour' as const,
  code,
  zh,
  en,
  yuan: price,
  rule: { swatch, ...(price === 0 && code === 'white' ? { isDefault: true } : {}) },
})

export const standardItems: readonly StandardItem[] = [
  colour('white', '极地白', 'Polar white', 0, '#f1f2ef'),
  colour('black', '幻影黑', 'Phantom black', 0, '#17191c'),
  colour('grey', '星云灰', 'Nebula grey', 0, '#757b81'),
  colour('blue', '大洋蓝', 'Ocean blue', 1500, '#1f3d6b'),
  colour('red', '旭日红', 'Sunrise red', 2000, '#9b1f27'),
  {
    kind: 'interior',
    code: 'black-cloth',
    zh: '深黑织物',
    en: 'Black cloth',
    yuan: 0,
    rule: { isDefault: true, swatch: '#26282b' },
  },
  {
    kind: 'interior',
    code: 'beige-leather',
    zh: '米色皮革',
    en: 'Beige leather',
    yuan: 4000,
    rule: { swatch: '#d9c9ae' },
  },
  {
    kind: 'interior',
    code: 'brown-leather',
    zh: '棕色真皮',
    en: 'Brown fine leather',
    yuan: 6000,
    rule: { swatch: '#6b4a33' },
  },
  { kind: 'option', code: 'roof', zh: '全景天窗', en: 'Panoramic roof', yuan: 6000 },
  { kind: 'option', code: 'tech', zh: '科技包（数字仪表、驾驶辅助）', en: 'Tech pack', yuan: 8000 },
  {
    kind: 'option',
    code: 'park',
    zh: '泊车包（全景影像、自动泊车）',
    en: 'Parking pack',
    yuan: 5000,
    needs: ['option:tech'],
  },
  {
    kind: 'option',
    code: 'vent',
    zh: '前排座椅通风按摩',
    en: 'Ventilated seats',
    yuan: 3500,
    needs: ['interior:brown-leather'],
  },
  {
    kind: 'option',
    code: 'winter',
    zh: '冬季包（座椅、方向盘加热）',
    en: 'Winter pack',
    yuan: 3000,
  },
  {
    kind: 'option',
    code: 'wheels-18',
    zh: '18 寸铝合金轮毂',
    en: '18-inch wheels',
    yuan: 4500,
    excludes: ['option:wheels-19'],
  },
  {
    kind: 'option',
    code: 'wheels-19',
    zh: '19 寸运动轮毂',
    en: '19-inch sport wheels',
    yuan: 8000,
    excludes: ['option:wheels-18'],
  },
  {
    kind: 'option',
    code: 'tailgate',
    zh: '电动尾门',
    en: 'Power tailgate',
    yuan: 3500,
    series: ['探岳', '探歌', '揽境', '揽巡', 'ID.4 CROZZ'],
  },
  {
    kind: 'accessory',
    code: 'film',
    zh: '全车隔热膜',
    en: 'Window film',
    yuan: 1980,
    costYuan: 800,
  },
  { kind: 'accessory', code: 'mats', zh: '全包围脚垫', en: 'Floor mats', yuan: 480, costYuan: 160 },
  {
    kind: 'accessory',
    code: 'camera',
    zh: '行车记录仪',
    en: 'Dash camera',
    yuan: 1280,
    costYuan: 560,
  },
  {
    kind: 'accessory',
    code: 'shield',
    zh: '底盘护板',
    en: 'Underbody guard',
    yuan: 980,
    costYuan: 420,
  },
  {
    kind: 'accessory',
    code: 'wrap',
    zh: '隐形车衣',
    en: 'Paint protection film',
    yuan: 6800,
    costYuan: 3200,
  },
  {
    kind: 'accessory',
    code: 'charger',
    zh: '家用充电桩（含安装）',
    en: 'Home charger, fitted',
    yuan: 3500,
    costYuan: 2300,
    series: ['ID.4 CROZZ', 'ID.6 CROZZ', 'ID.7 VIZZION'],
  },
  {
    kind: 'insurance',
    code: 'compulsory',
    zh: '交强险',
    en: 'Compulsory traffic insurance',
    yuan: 950,
    rule: { isDefault: true, isCompulsory: true },
  },
  {
    kind: 'insurance',
    code: 'vessel-tax',
    zh: '车船税',
    en: 'Vehicle and vessel tax',
    yuan: 420,
    rule: { isDefault: true, isCompulsory: true },
  },
  {
    kind: 'insurance',
    code: 'damage',
    zh: '车损险',
    en: 'Own damage',
    yuan: 566,
    rule: { isDefault: true, ratePpm: 13_500 },
  },
  {
    kind: 'insurance',
    code: 'third-party',
    zh: '第三者责任险',
    en: 'Third-party liability',
    yuan: 0,
    rule: {
      isDefault: true,
      choices: [
        { code: '200', name: '200 万', nameEn: '2 million', fen: yuan(1631) },
        { code: '100', name: '100 万', nameEn: '1 million', fen: yuan(1252) },
        { code: '300', name: '300 万', nameEn: '3 million', fen: yuan(1880) },
      ],
    },
  },
  { kind: 'insurance', code: 'seats', zh: '车上人员责任险', en: 'Passengers', yuan: 246 },
  {
    kind: 'insurance',
    code: 'medical',
    zh: '医保外医疗费用责任险',
    en: 'Medical extra',
    yuan: 120,
  },
  {
    kind: 'finance',
    code: 'maker',
    zh: '厂家金融',
    en: "Maker's finance",
    yuan: 0,
    rule: {
      method: 'fee',
      downPercent: 20,
      terms: [
        { months: 12, rateBp: 0 },
        { months: 24, rateBp: 350 },
        { months: 36, rateBp: 600 },
        { months: 60, rateBp: 1150 },
      ],
    },
  },
  {
    kind: 'finance',
    code: 'bank',
    zh: '银行车贷',
    en: 'Bank loan',
    yuan: 0,
    rule: {
      method: 'annual',
      downPercent: 30,
      terms: [12, 24, 36, 60].map((months) => ({ months, rateBp: 430 })),
    },
  },
  {
    kind: 'finance',
    code: 'lease',
    zh: '融资租赁',
    en: 'Finance lease',
    yuan: 0,
    rule: {
      method: 'annual',
      isLease: true,
      downPercent: 10,
      residualPercent: 40,
      terms: [24, 36].map((months) => ({ months, rateBp: 680 })),
    },
  },
  {
    kind: 'fee',
    code: 'plate',
    zh: '上牌服务费',
    en: 'Registration service',
    yuan: 500,
    rule: { isDefault: true },
  },
  { kind: 'fee', code: 'mortgage', zh: '抵押登记代办费', en: 'Mortgage registration', yuan: 300 },
  { kind: 'fee', code: 'temporary', zh: '临时号牌', en: 'Temporary plate', yuan: 20 },
  {
    kind: 'tax',
    code: 'purchase',
    zh: '车辆购置税',
    en: 'Vehicle purchase tax',
    yuan: 0,
    validFrom: '2019-07-01',
    rule: { rateBp: 1000, vatBp: 1300 },
  },
  {
    kind: 'tax',
    code: 'purchase-nev-2024',
    zh: '车辆购置税（新能源免征）',
    en: 'Purchase tax (new energy: free)',
    yuan: 0,
    validFrom: '2024-01-01',
    validTo: '2025-12-31',
    rule: {
      rateBp: 1000,
      vatBp: 1300,
      energy: 'nev',
      reliefPercent: 100,
      reliefCapFen: yuan(30_000),
    },
  },
  {
    kind: 'tax',
    code: 'purchase-nev-2026',
    zh: '车辆购置税（新能源减半）',
    en: 'Purchase tax (new energy: half)',
    yuan: 0,
    validFrom: '2026-01-01',
    validTo: '2027-12-31',
    rule: {
      rateBp: 1000,
      vatBp: 1300,
      energy: 'nev',
      reliefPercent: 50,
      reliefCapFen: yuan(15_000),
    },
  },
]

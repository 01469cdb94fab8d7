// Data: the brands and series a new group starts with; guide prices in yuan, for orientation.

export interface StandardModel {
  zh: string
  en: string
  year: number
  guidePriceYuan: number
}

export interface StandardSeries {
  zh: string
  en: string
  aliases: readonly string[]
  models?: readonly StandardModel[]
}

export interface StandardBrand {
  zh: string
  en: string
  aliases: readonly string[]
  isOwn: boolean
  series: readonly StandardSeries[]
}

type Trim = readonly [year: number, zh: string, en: string, guidePriceYuan: number]

const series = (
  zh: string,
  en: string,
  aliases: readonly string[],
  trims: readonly Trim[] = [],
): StandardSeries => ({
  zh,
  en,
  aliases,
  models: trims.map(([year, name, nameEn, guidePriceYuan]) => ({
    zh: `${year}款 ${name}`,
    en: `${year} ${nameEn}`,
    year,
    guidePriceYuan,
  })),
})

const own: StandardBrand = {
  zh: '一汽-大众',
  en: 'FAW-Volkswagen',
  aliases: ['一汽大众', '大众', 'VW', 'Volkswagen', 'FAW-VW'],
  isOwn: true,
  series: [
    series(
      '捷达',
      'Jetta',
      ['捷達', '新捷达', '老捷达', '捷达王'],
      [
        [2026, '1.5L 手动时尚型', '1.5L MT Fashion', 79_900],
        [2026, '1.5L 自动舒适型', '1.5L AT Comfort', 94_900],
        [2026, '1.4T 自动豪华型', '1.4T AT Luxury', 112_900],
      ],
    ),
    series(
      '宝来',
      'Bora',
      ['寶來', '新宝来', '宝来传奇', '新寶來'],
      [
        [2026, '1.5L 手动进取型', '1.5L MT Advance', 98_800],
        [2026, '1.5L 自动精英型', '1.5L AT Elite', 115_800],
        [2026, '300TSI 双离合卓越型', '300TSI DSG Premium', 139_800],
      ],
    ),
    series(
      '速腾',
      'Sagitar',
      ['速騰', '新速腾', '全新速腾', '速腾L', '速滕'],
      [
        [2026, '300TSI 飞速版', '300TSI Swift', 144_900],
        [2026, '300TSI 超越版', '300TSI Beyond', 154_900],
        [2026, '1.4T 豪华版', '1.4T Luxury', 168_900],
      ],
    ),
    series(
      '高尔夫',
      'Golf',
      ['高爾夫', '高7', '高8', '高六', '高6', '高七', '高八', '小高', 'Golf7', 'Golf8', 'GTI'],
      [
        [2026, '300TSI Pro', '300TSI Pro', 153_900],
        [2026, '300TSI R-Line Pro', '300TSI R-Line Pro', 167_900],
        [2026, '380TSI GTI', '380TSI GTI', 233_900],
      ],
    ),
    series(
      '迈腾',
      'Magotan',
      ['邁騰', '新迈腾', '迈腾B8', '迈腾B9', '麦腾', 'B8L'],
      [
        [2026, '300TSI 舒适型', '300TSI Comfort', 174_900],
        [2026, '330TSI 豪华型', '330TSI Luxury', 199_900],
        [2026, '380TSI 尊贵型', '380TSI Prestige', 246_900],
      ],
    ),
    series(
      'CC',
      'CC',
      ['大众CC', '一汽大众CC', 'CC猎装', '新CC'],
      [
        [2026, '330TSI 曜颜版', '330TSI Radiance', 227_900],
        [2026, '380TSI 魅颜版', '380TSI Charm', 249_900],
        [2026, '380TSI 猎装车', '380TSI Shooting Brake', 275_900],
      ],
    ),
    series(
      '探岳',
      'Tayron',
      ['探嶽', '探岳L', '探岳X', '探岳GTE'],
      [
        [2026, '300TSI 两驱悦享版', '300TSI 2WD Enjoy', 189_900],
        [2026, '330TSI 两驱智领版', '330TSI 2WD Smart', 216_900],
        [2026, '380TSI 四驱旗舰版', '380TSI 4WD Flagship', 256_900],
      ],
    ),
    series(
      '探歌',
      'T-Roc',
      ['TRoc', 'T Roc'],
      [
        [2026, '300TSI 舒适型', '300TSI Comfort', 159_900],
        [2026, '300TSI R-Line 越享版', '300TSI R-Line', 174_900],
      ],
    ),
    series(
      '揽境',
      'Talagon',
      ['攬境'],
      [
        [2026, '380TSI 豪华版', '380TSI Luxury', 289_900],
        [2026, '530 V6 四驱尊崇版', '530 V6 4WD Prestige', 399_900],
      ],
    ),
    series(
      'ID.4 CROZZ',
      'ID.4 CROZZ',
      ['ID4', 'ID.4', 'ID4CROZZ', 'ID.4CROZZ'],
      [
        [2026, '标准续航 PURE', 'Standard range PURE', 149_900],
        [2026, '长续航 PRIME', 'Long range PRIME', 199_900],
      ],
    ),
    series(
      'ID.7 VIZZION',
      'ID.7 VIZZION',
      ['ID7', 'ID.7', 'ID7VIZZION', 'ID.7VIZZION'],
      [
        [2026, 'PURE 焕新版', 'PURE', 179_900],
        [2026, 'PRO 豪华版', 'PRO Luxury', 209_900],
      ],
    ),
  ],
}

const rival = (
  zh: string,
  en: string,
  aliases: readonly string[],
  list: readonly StandardSeries[],
): StandardBrand => ({ zh, en, aliases, isOwn: false, series: list })

const rivals: StandardBrand[] = [
  rival(
    '上汽大众',
    'SAIC Volkswagen',
    ['上海大众'],
    [
      series('朗逸', 'Lavida', ['新朗逸', '朗逸plus']),
      series('帕萨特', 'Passat', ['帕薩特', '帕萨特Pro']),
      series('途观L', 'Tiguan L', ['途观', '途觀', 'Tiguan']),
      series('途岳', 'Tharu', ['途嶽']),
      series('凌渡', 'Lamando', ['凌渡L']),
    ],
  ),
  rival(
    '一汽丰田',
    'FAW Toyota',
    ['一汽豐田'],
    [
      series('卡罗拉', 'Corolla', ['卡羅拉', '花冠']),
      series('亚洲龙', 'Avalon', ['亞洲龍']),
      series('RAV4荣放', 'RAV4', ['荣放']),
    ],
  ),
  rival(
    '广汽丰田',
    'GAC Toyota',
    ['广丰'],
    [
      series('雷凌', 'Levin', []),
      series('凯美瑞', 'Camry', ['凱美瑞']),
      series('汉兰达', 'Highlander', ['漢蘭達']),
    ],
  ),
  rival(
    '东风本田',
    'Dongfeng Honda',
    ['东本'],
    [series('思域', 'Civic', []), series('CR-V', 'CR-V', ['CRV'])],
  ),
  rival(
    '广汽本田',
    'GAC Honda',
    ['广本'],
    [series('雅阁', 'Accord', ['雅閣']), series('皓影', 'Breeze', [])],
  ),
  rival(
    '东风日产',
    'Dongfeng Nissan',
    ['日产', '尼桑', 'Nissan'],
    [
      series('轩逸', 'Sylphy', ['軒逸']),
      series('天籁', 'Teana', ['天籟', 'Altima']),
      series('奇骏', 'X-Trail', ['奇駿']),
    ],
  ),
  rival(
    '上汽通用别克',
    'Buick',
    ['别克', '上海通用别克'],
    [series('英朗', 'Excelle GT', []), series('君威', 'Regal', []), series('GL8', 'GL8', [])],
  ),
  rival(
    '比亚迪',
    'BYD',
    ['比亞迪'],
    [
      series('秦PLUS', 'Qin PLUS', ['秦']),
      series('宋PLUS', 'Song PLUS', ['宋']),
      series('海豚', 'Dolphin', []),
      series('海豹', 'Seal', []),
    ],
  ),
  rival(
    '吉利',
    'Geely',
    ['吉利汽车'],
    [
      series('帝豪', 'Emgrand', []),
      series('星瑞', 'Preface', []),
      series('星越L', 'Monjaro', ['星越']),
    ],
  ),
  rival(
    '长安',
    'Changan',
    ['长安汽车'],
    [series('逸动', 'Eado', ['逸動']), series('CS75 PLUS', 'CS75 PLUS', ['CS75', 'CS75PLUS'])],
  ),
  rival(
    '特斯拉',
    'Tesla',
    [],
    [
      series('Model 3', 'Model 3', ['Model3', '毛豆3']),
      series('Model Y', 'Model Y', ['ModelY', '毛豆Y']),
    ],
  ),
  rival(
    '一汽奥迪',
    'FAW Audi',
    ['奥迪', 'Audi'],
    [
      series('奥迪A3', 'Audi A3', ['A3']),
      series('奥迪A4L', 'Audi A4L', ['A4L', 'A4']),
      series('奥迪Q5L', 'Audi Q5L', ['Q5L', 'Q5']),
    ],
  ),
]

/** The dealer's own brand first, then the rivals its customers compare with. */
export const standardCatalog: readonly StandardBrand[] = [own, ...rivals]

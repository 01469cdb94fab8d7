import type { Phrase } from '#shared/words.ts'
import {
  cardBreakdowns,
  cardStockBreakdowns,
  doorBreakdowns,
  filedBreakdowns,
  stockBreakdowns,
} from './breakdown-sets.ts'
import type { Measure } from './measures.ts'
import type { Metric, RecordSet } from './metric.ts'

/** Unfiled and newly filed: what both close rates and the filing rate stand on. */
export const traffic: RecordSet = ['unfiled', 'newly_filed']

const atDoor = (key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric => ({
  key,
  group: 'door',
  names,
  formula,
  numerator,
  breakdowns: doorBreakdowns,
  hasPast: true,
})

const inLife = (key: string, names: Phrase, formula: Phrase, measure: Measure): Metric => ({
  key,
  group: 'cards',
  names,
  formula,
  numerator: [measure],
  breakdowns: cardBreakdowns,
  hasPast: false,
  isApart: true,
})

const inStock = (key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric => ({
  key,
  group: 'cards',
  names,
  formula,
  numerator,
  breakdowns: stockBreakdowns,
  hasPast: false,
})

/** Parties at the door. Rules: product.md section 2, rules.md "Counting at the door". */
export const doorMetrics: readonly Metric[] = [
  atDoor(
    'traffic',
    ['集客量', 'Traffic'],
    ['未留档 + 新建档（批）', 'Unfiled visits + newly filed prospects (parties)'],
    traffic,
  ),
  {
    ...atDoor(
      'newly_filed',
      ['新建档', 'Newly filed'],
      [
        '建了新销售机会的来店来电（含老客户再建档）',
        'Visits at which an opportunity was opened, returning customers included',
      ],
      ['newly_filed'],
    ),
    breakdowns: filedBreakdowns,
  },
  {
    ...atDoor(
      'filing_rate',
      ['留档率', 'Filing rate'],
      ['新建档 ÷ 集客量', 'Newly filed ÷ traffic'],
      ['newly_filed'],
    ),
    denominator: traffic,
  },
  atDoor(
    'unfiled_visits',
    ['未留档', 'Unfiled visits'],
    ['没有留下联系方式的来店来电（批）', 'Visits that left no contact data (parties)'],
    ['unfiled'],
  ),
  {
    ...atDoor(
      'repeat_visits',
      ['再次来店', 'Repeat visits'],
      ['已知客户的来店来电，未建新机会', 'Visits of known people that opened no opportunity'],
      ['repeat_visits'],
    ),
    breakdowns: filedBreakdowns,
  },
  atDoor(
    'walk_ins',
    ['来店批次', 'Walk-ins'],
    [
      '来店：未留档 + 新建档 + 再次，不含非潜客',
      'Walk-in parties: unfiled + newly filed + repeat, without non-prospects',
    ],
    ['walk_ins'],
  ),
  atDoor(
    'call_ins',
    ['来电批次', 'Call-ins'],
    [
      '来电：未留档 + 新建档 + 再次，不含非潜客',
      'Call-ins: unfiled + newly filed + repeat, without non-prospects',
    ],
    ['call_ins'],
  ),
  {
    ...atDoor(
      'returning_filed',
      ['老客户再建档', 'Returning, filed again'],
      [
        '新建档中已购车或曾结束的客户',
        'Newly filed who bought before or whose earlier card had ended',
      ],
      ['returning_filed'],
    ),
    breakdowns: filedBreakdowns,
  },
  atDoor(
    'not_prospects',
    ['非潜客', 'Not prospects'],
    ['售后客户、供应商、同行人员等', 'Service customers, suppliers, companions'],
    ['not_prospects'],
  ),
]

/** Cards: opened elsewhere, due, in their life, and open at the end of a day. */
export const cardMetrics: readonly Metric[] = [
  {
    key: 'cards_without_visit',
    group: 'cards',
    names: ['未到店建卡', 'Cards without a visit'],
    formula: [
      '不经来店来电建立的潜客卡（网络、活动、转介绍），不计入集客量',
      'Cards made without a visit (web, event, referral); outside traffic',
    ],
    numerator: ['cards_without_visit'],
    breakdowns: cardBreakdowns,
    hasPast: true,
  },
  {
    key: 'overdue_promises',
    group: 'cards',
    names: ['逾期未跟踪', 'Overdue promises'],
    formula: [
      '期内到期、至今未完成的跟踪',
      'Follow-ups due in the period, before today, that are still open',
    ],
    numerator: ['overdue_promises'],
    breakdowns: cardBreakdowns,
    hasPast: false,
  },
  inLife(
    'registered',
    ['建卡', 'Registered'],
    ['期内建立的潜客卡', 'Cards made in the period'],
    'registered',
  ),
  inLife(
    'followed_up',
    ['跟踪', 'Followed up'],
    ['期内联系过的潜客卡，每张计一次', 'Cards contacted in the period, each once'],
    'followed_up',
  ),
  inLife(
    'ended',
    ['成交或流失', 'Won or lost'],
    ['期内成交、战败、失控或终止的潜客卡', 'Cards won, defeated, lost from contact or terminated'],
    'ended',
  ),
  inLife(
    'analysed',
    ['分析', 'Analysed'],
    ['期内结束且写有总结的潜客卡', 'Cards ended in the period with their summary written'],
    'analysed',
  ),
  inStock(
    'open_base',
    ['基盘线索', 'Open base'],
    [
      '期末未成交也未流失的潜客卡和线索，级别为当日级别',
      'Cards and leads neither won nor lost at the end of the period, with the level of that day',
    ],
    ['open_cards', 'open_leads'],
  ),
  {
    ...inStock(
      'open_cards',
      ['未结束潜客卡', 'Open cards'],
      ['期末未结束的潜客卡', 'Cards open at the end of the period'],
      ['open_cards'],
    ),
    breakdowns: cardStockBreakdowns,
  },
  {
    ...inStock(
      'open_leads',
      ['未结束线索', 'Open leads'],
      ['期末未转卡也未关闭的线索', 'Leads neither promoted nor closed at the end of the period'],
      ['open_leads'],
    ),
    group: 'leads',
  },
]

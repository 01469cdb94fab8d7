import type { Phrase } from '#shared/words.ts'
import { type Breakdown, metricsError } from '../contract.ts'

/** Where the records of a number come from. */
export type Source = 'door' | 'cards' | 'promises' | 'endings' | 'base' | 'life'

/** What facts keep per store-day and dimension; each is a sum over the day's visits. */
export const doorMeasures = [
  'unfiled',
  'newly_filed',
  'repeat_visits',
  'not_prospects',
  'walk_ins',
  'call_ins',
  'returning_filed',
] as const
export type DoorMeasure = (typeof doorMeasures)[number]

/** How cards end. */
export const endingMeasures = ['won', 'defeated', 'lost_contact', 'terminated'] as const
/** The four stages of a card's life (seed row 003-47). */
export const lifeMeasures = ['registered', 'followed_up', 'ended', 'analysed'] as const
/** What is neither won nor lost at the end of a day. */
export const baseMeasures = ['open_cards', 'open_leads'] as const

export type Measure =
  | DoorMeasure
  | 'cards_without_visit'
  | 'overdue_promises'
  | (typeof endingMeasures)[number]
  | (typeof baseMeasures)[number]
  | (typeof lifeMeasures)[number]

/** A set of records: the sum of measures that no record is in twice. */
export type RecordSet = readonly Measure[]

/** One number, defined once (architecture.md section 6). A rate has a denominator. */
export interface Metric {
  key: string
  names: Phrase
  formula: Phrase
  source: Source
  numerator: RecordSet
  denominator?: RecordSet
  breakdowns: readonly Breakdown[]
  /** Whether it can be asked as of a past time. */
  hasPast: boolean
  /** Shown on a page of its own, not among the tiles of the board. */
  isApart?: true
}

const time: readonly Breakdown[] = ['day', 'week', 'month']
const doorBreakdowns: readonly Breakdown[] = [
  ...time,
  'consultant',
  'series',
  'channel',
  'source',
  'family',
  'store',
]
const cardBreakdowns: readonly Breakdown[] = [
  ...time,
  'consultant',
  'series',
  'source',
  'family',
  'store',
]
// A stock has no time of its own: it is asked for another day instead.
const baseBreakdowns: readonly Breakdown[] = [
  'level',
  'age',
  'consultant',
  'series',
  'source',
  'family',
  'store',
]

const traffic: RecordSet = ['unfiled', 'newly_filed']

function doorCount(key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric {
  const source = 'door'
  return { key, names, formula, source, numerator, breakdowns: doorBreakdowns, hasPast: true }
}

function endingCount(key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric {
  const source = 'endings'
  return { key, names, formula, source, numerator, breakdowns: cardBreakdowns, hasPast: true }
}

function lifeCount(key: string, names: Phrase, formula: Phrase, measure: Measure): Metric {
  return {
    key,
    names,
    formula,
    source: 'life',
    numerator: [measure],
    breakdowns: cardBreakdowns,
    hasPast: false,
    isApart: true,
  }
}

function baseCount(key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric {
  const source = 'base'
  return { key, names, formula, source, numerator, breakdowns: baseBreakdowns, hasPast: false }
}

/** Every number of the product. Rules: product.md section 2, rules.md "Counting at the door". */
export const metrics: readonly Metric[] = [
  doorCount(
    'traffic',
    ['集客量', 'Traffic'],
    ['未留档 + 新建档（批）', 'Unfiled visits + newly filed prospects (parties)'],
    traffic,
  ),
  doorCount(
    'newly_filed',
    ['新建档', 'Newly filed'],
    [
      '建了新销售机会的来店来电（含老客户再建档）',
      'Visits at which an opportunity was opened, returning customers included',
    ],
    ['newly_filed'],
  ),
  {
    key: 'filing_rate',
    names: ['留档率', 'Filing rate'],
    formula: ['新建档 ÷ 集客量', 'Newly filed ÷ traffic'],
    source: 'door',
    numerator: ['newly_filed'],
    denominator: traffic,
    breakdowns: doorBreakdowns,
    hasPast: true,
  },
  doorCount(
    'unfiled_visits',
    ['未留档', 'Unfiled visits'],
    ['没有留下联系方式的来店来电（批）', 'Visits that left no contact data (parties)'],
    ['unfiled'],
  ),
  doorCount(
    'repeat_visits',
    ['再次来店', 'Repeat visits'],
    ['已知客户的来店来电，未建新机会', 'Visits of known people that opened no opportunity'],
    ['repeat_visits'],
  ),
  doorCount(
    'walk_ins',
    ['来店批次', 'Walk-ins'],
    [
      '来店：未留档 + 新建档 + 再次，不含非潜客',
      'Walk-in parties: unfiled + newly filed + repeat, without non-prospects',
    ],
    ['walk_ins'],
  ),
  doorCount(
    'call_ins',
    ['来电批次', 'Call-ins'],
    [
      '来电：未留档 + 新建档 + 再次，不含非潜客',
      'Call-ins: unfiled + newly filed + repeat, without non-prospects',
    ],
    ['call_ins'],
  ),
  doorCount(
    'returning_filed',
    ['老客户再建档', 'Returning, filed again'],
    [
      '新建档中已购车或曾结束的客户',
      'Newly filed who bought before or whose earlier card had ended',
    ],
    ['returning_filed'],
  ),
  doorCount(
    'not_prospects',
    ['非潜客', 'Not prospects'],
    ['售后客户、供应商、同行人员等', 'Service customers, suppliers, companions'],
    ['not_prospects'],
  ),
  {
    key: 'cards_without_visit',
    names: ['未到店建卡', 'Cards without a visit'],
    formula: [
      '不经来店来电建立的潜客卡（网络、活动、转介绍），不计入集客量',
      'Cards made without a visit (web, event, referral); outside traffic',
    ],
    source: 'cards',
    numerator: ['cards_without_visit'],
    breakdowns: cardBreakdowns,
    hasPast: true,
  },
  {
    key: 'overdue_promises',
    names: ['逾期未跟踪', 'Overdue promises'],
    formula: [
      '期内到期、至今未完成的跟踪',
      'Follow-ups due in the period, before today, that are still open',
    ],
    source: 'promises',
    numerator: ['overdue_promises'],
    breakdowns: cardBreakdowns,
    hasPast: false,
  },
  endingCount(
    'won',
    ['成交（已交车）', 'Won (delivered)'],
    ['期内交车的潜客卡', 'Cards whose car was delivered in the period'],
    ['won'],
  ),
  endingCount(
    'defeated',
    ['战败', 'Defeated'],
    [
      '期内确认购买他处或放弃的潜客卡',
      'Cards confirmed in the period as bought elsewhere or given up',
    ],
    ['defeated'],
  ),
  endingCount(
    'lost_contact',
    ['失控', 'Lost contact'],
    ['期内确认联系不上的潜客卡', 'Cards confirmed in the period as not reachable any more'],
    ['lost_contact'],
  ),
  endingCount(
    'loss',
    ['流失', 'Loss'],
    ['战败 + 失控，按确认日计', 'Defeated + lost contact, by the day confirmed'],
    ['defeated', 'lost_contact'],
  ),
  lifeCount(
    'registered',
    ['建卡', 'Registered'],
    ['期内建立的潜客卡', 'Cards made in the period'],
    'registered',
  ),
  lifeCount(
    'followed_up',
    ['跟踪', 'Followed up'],
    ['期内联系过的潜客卡，每张计一次', 'Cards contacted in the period, each once'],
    'followed_up',
  ),
  lifeCount(
    'ended',
    ['成交或流失', 'Won or lost'],
    ['期内成交、战败、失控或终止的潜客卡', 'Cards won, defeated, lost from contact or terminated'],
    'ended',
  ),
  lifeCount(
    'analysed',
    ['分析', 'Analysed'],
    ['期内结束且写有总结的潜客卡', 'Cards ended in the period with their summary written'],
    'analysed',
  ),
  baseCount(
    'open_base',
    ['基盘线索', 'Open base'],
    [
      '期末未成交也未流失的潜客卡和线索，级别为当日级别',
      'Cards and leads neither won nor lost at the end of the period, with the level of that day',
    ],
    ['open_cards', 'open_leads'],
  ),
  baseCount(
    'open_cards',
    ['未结束潜客卡', 'Open cards'],
    ['期末未结束的潜客卡', 'Cards open at the end of the period'],
    ['open_cards'],
  ),
  baseCount(
    'open_leads',
    ['未结束线索', 'Open leads'],
    ['期末未转卡也未关闭的线索', 'Leads neither promoted nor closed at the end of the period'],
    ['open_leads'],
  ),
]

const byKey = new Map(metrics.map((metric) => [metric.key, metric]))

/** The definition of a number; throws `metrics.unknown`. */
export function getDefinition(key: string): Metric {
  const metric = byKey.get(key)
  if (!metric) throw metricsError('metrics.unknown', { key })
  return metric
}

/** Throws unless the number can be broken down so. */
export function assertBreakdown(metric: Metric, by: Breakdown | undefined): void {
  if (by !== undefined && !metric.breakdowns.includes(by))
    throw metricsError('metrics.no_such_breakdown', { key: metric.key, by })
}

export const unitOf = (metric: Metric): 'count' | 'rate' => (metric.denominator ? 'rate' : 'count')

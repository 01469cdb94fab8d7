import type { Phrase } from '#shared/words.ts'
import { type Breakdown, metricsError } from '../contract.ts'

/** Where the records of a number come from. */
export type Source = 'door' | 'cards' | 'promises'

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

export type Measure = DoorMeasure | 'cards_without_visit' | 'overdue_promises'

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
}

const time: readonly Breakdown[] = ['day', 'week', 'month']
const doorBreakdowns: readonly Breakdown[] = [
  ...time,
  'consultant',
  'series',
  'channel',
  'source',
  'store',
]
const cardBreakdowns: readonly Breakdown[] = [...time, 'consultant', 'series', 'source', 'store']

const traffic: RecordSet = ['unfiled', 'newly_filed']

function doorCount(key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric {
  const source = 'door'
  return { key, names, formula, source, numerator, breakdowns: doorBreakdowns, hasPast: true }
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

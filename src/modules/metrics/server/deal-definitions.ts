import type { Phrase } from '#shared/words.ts'
import {
  cardBreakdowns,
  closeRateBreakdowns,
  filedBreakdowns,
  filedCloseBreakdowns,
  lossBreakdowns,
} from './breakdown-sets.ts'
import { traffic } from './door-definitions.ts'
import type { Metric, RecordSet } from './metric.ts'

const deal = (key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric => ({
  key,
  group: 'deals',
  names,
  formula,
  numerator,
  breakdowns: cardBreakdowns,
  hasPast: true,
})

const ending = (key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric => ({
  key,
  group: 'losses',
  names,
  formula,
  numerator,
  breakdowns: lossBreakdowns,
  hasPast: true,
})

/** Contracts. Rules: rules.md "Counting at the door"; both close rates: seed rows 000-25, 003-01. */
export const dealMetrics: readonly Metric[] = [
  deal(
    'deals',
    ['成交', 'Deals'],
    ['期内签订且未取消的合同', 'Contracts signed in the period and not cancelled'],
    ['deals'],
  ),
  deal(
    'cars_sold',
    ['成交台数', 'Cars sold'],
    ['成交合同的台数之和', 'Cars of the contracts signed and not cancelled'],
    ['cars_sold'],
  ),
  {
    ...deal(
      'deal_amount',
      ['成交金额（元）', 'Amount sold (CNY)'],
      ['成交合同的金额之和', 'Amount of the contracts signed and not cancelled'],
      ['deal_amount'],
    ),
    isMoney: true,
  },
  {
    ...deal(
      'average_deal',
      ['单均成交金额（元）', 'Amount per deal (CNY)'],
      ['成交金额 ÷ 成交', 'Amount sold ÷ deals'],
      ['deal_amount'],
    ),
    denominator: ['deals'],
    isMoney: true,
  },
  {
    ...deal(
      'average_discount',
      ['单均优惠（元）', 'Discount per deal (CNY)'],
      ['成交合同的优惠之和 ÷ 成交', 'Discount of the contracts ÷ deals'],
      ['deal_discount'],
    ),
    denominator: ['deals'],
    isMoney: true,
  },
  deal(
    'cancellations',
    ['退订', 'Cancellations'],
    ['期内取消的合同，按取消日计', 'Contracts cancelled in the period, by the day of cancelling'],
    ['cancellations'],
  ),
  deal(
    'deliveries',
    ['交车', 'Deliveries'],
    ['期内交车的合同', 'Contracts whose car was handed over in the period'],
    ['deliveries'],
  ),
  deal(
    'cars_delivered',
    ['交车台数', 'Cars delivered'],
    ['期内交车合同的台数之和', 'Cars of the contracts delivered in the period'],
    ['cars_delivered'],
  ),
  {
    key: 'filed_close_rate',
    group: 'deals',
    names: ['留档成交率', 'Prospect close rate'],
    formula: [
      '期内成交 ÷ 期内新建档；未到店建卡的成交也在分子中',
      'Deals of the period ÷ newly filed of the period; deals of cards made without a visit count too',
    ],
    numerator: ['deals'],
    denominator: ['newly_filed'],
    breakdowns: filedCloseBreakdowns,
    hasPast: true,
  },
  {
    key: 'traffic_close_rate',
    group: 'deals',
    names: ['集客成交率', 'Traffic close rate'],
    formula: ['期内成交 ÷ 期内集客量', 'Deals of the period ÷ traffic of the period'],
    numerator: ['deals'],
    denominator: traffic,
    breakdowns: closeRateBreakdowns,
    hasPast: true,
  },
  {
    key: 'cohort_close_rate',
    group: 'deals',
    names: ['批次成交率', 'Cohort close rate'],
    formula: [
      '期内新建档中至今已成交的 ÷ 期内新建档',
      'Of those newly filed in the period, how many have a deal by now',
    ],
    numerator: ['cohort_signed'],
    denominator: ['cohort_filed'],
    breakdowns: filedBreakdowns,
    hasPast: false,
  },
]

/** How cards end without a car. */
export const endingMetrics: readonly Metric[] = [
  ending(
    'defeated',
    ['战败', 'Defeated'],
    [
      '期内确认购买他处或放弃的潜客卡',
      'Cards confirmed in the period as bought elsewhere or given up',
    ],
    ['defeated'],
  ),
  ending(
    'lost_contact',
    ['失控', 'Lost contact'],
    ['期内确认联系不上的潜客卡', 'Cards confirmed in the period as not reachable any more'],
    ['lost_contact'],
  ),
  ending(
    'loss',
    ['流失', 'Loss'],
    ['战败 + 失控，按确认日计', 'Defeated + lost contact, by the day confirmed'],
    ['defeated', 'lost_contact'],
  ),
]

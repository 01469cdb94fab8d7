import type { Phrase } from '#shared/words.ts'
import { cardBreakdowns, filedBreakdowns, leadBreakdowns } from './breakdown-sets.ts'
import type { Measure } from './measures.ts'
import type { Metric, RecordSet } from './metric.ts'

const onRoad = (key: string, names: Phrase, formula: Phrase, measure: Measure): Metric => ({
  key,
  group: 'funnel',
  names,
  formula,
  numerator: [measure],
  breakdowns: cardBreakdowns,
  hasPast: false,
})

const ofLeads = (key: string, names: Phrase, formula: Phrase, numerator: RecordSet): Metric => ({
  key,
  group: 'leads',
  names,
  formula,
  numerator,
  breakdowns: leadBreakdowns,
  hasPast: false,
})

const ofCohort = (key: string, names: Phrase, formula: Phrase, measure: Measure): Metric => ({
  key,
  group: 'funnel',
  names,
  formula,
  numerator: [measure],
  breakdowns: filedBreakdowns,
  hasPast: false,
  isApart: true,
})

/** The road from the card to the contract (seed row 004-05). */
export const roadMetrics: readonly Metric[] = [
  onRoad(
    'test_drives',
    ['试驾', 'Test drives'],
    ['期内完成的试驾（次）', 'Test drives that took place in the period'],
    'test_drives',
  ),
  onRoad(
    'quotes',
    ['报价', 'Quotes'],
    [
      '期内制作并可给客户的报价单，修改不重复计；草稿、待批和作废的不算',
      'Quotes made in the period and fit to be given, each once; drafts, unapproved and withdrawn ones not',
    ],
    'quotes',
  ),
  ofCohort(
    'cohort_driven',
    ['批次：已试驾', 'Cohort: driven'],
    ['期内新建档中至今试驾过的', 'Of those newly filed in the period, who has had a test drive'],
    'cohort_driven',
  ),
  ofCohort(
    'cohort_quoted',
    ['批次：已报价', 'Cohort: quoted'],
    ['期内新建档中至今有报价单的', 'Of those newly filed in the period, who has got a quote'],
    'cohort_quoted',
  ),
  ofCohort(
    'cohort_signed',
    ['批次：已成交', 'Cohort: signed'],
    ['期内新建档中至今已成交的', 'Of those newly filed in the period, who has a deal'],
    'cohort_signed',
  ),
  ofCohort(
    'cohort_delivered',
    ['批次：已交车', 'Cohort: delivered'],
    ['期内新建档中至今已交车的', 'Of those newly filed in the period, who has the car'],
    'cohort_delivered',
  ),
  ofCohort(
    'cohort_lost',
    ['批次：已流失', 'Cohort: lost'],
    [
      '期内新建档中未成交且已流失的',
      'Of those newly filed in the period, who was lost without a deal',
    ],
    'cohort_lost',
  ),
]

/** Leads by the day they came, were called and came to the store (seed rows 002-69 and following). */
export const leadMetrics: readonly Metric[] = [
  ofLeads(
    'leads_received',
    ['收到线索', 'Leads received'],
    ['期内收到的线索', 'Leads that came in in the period'],
    ['leads_received'],
  ),
  ofLeads(
    'leads_called',
    ['首呼线索', 'Leads called'],
    [
      '期内首次致电的线索，按等级分解含未接通和无效',
      'Leads first called in the period; unreached and invalid are grades beside A to D',
    ],
    ['leads_called'],
  ),
  {
    ...ofLeads(
      'lead_a_rate',
      ['A 级率', 'Share of grade A'],
      ['首呼评为 A 级 ÷ 首呼线索', 'Graded A at the first call ÷ leads called'],
      ['leads_graded_a'],
    ),
    denominator: ['leads_called'],
  },
  ofLeads(
    'lead_arrivals',
    ['线索到店', 'Lead arrivals'],
    ['期内到店的线索，按到店日计', 'Leads that came to the store in the period'],
    ['lead_arrivals'],
  ),
  {
    ...ofLeads(
      'lead_arrival_rate',
      ['线索到店率', 'Lead arrival rate'],
      [
        '期内收到的线索中至今到店的 ÷ 收到线索',
        'Of the leads received, how many have come to the store',
      ],
      ['leads_in_store'],
    ),
    denominator: ['leads_received'],
  },
  {
    ...ofLeads(
      'lead_close_rate',
      ['线索成交率', 'Lead close rate'],
      ['期内收到的线索中至今成交的 ÷ 收到线索', 'Of the leads received, how many have bought'],
      ['leads_bought'],
    ),
    denominator: ['leads_received'],
  },
]

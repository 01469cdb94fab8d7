import { defineWords } from '#shared/words.ts'
import { metricTitles } from './titles.ts'
import { metricWords } from './words.ts'

/** Words of the breakdowns, the pivot tables and the funnel. */
export const analysisWords = defineWords({
  ...metricWords,
  ...metricTitles,
  who: ['看谁', 'Who'],
  filed: ['到店新建档', 'Filed at the door'],
  registered: ['全部新潜客', 'All new prospects'],
  open: ['在跟潜客', 'Open prospects'],
  buyers: ['购车客户', 'Buyers'],
  losses: ['流失客户', 'Losses'],
  parties: ['集客（批）', 'Parties at the door'],
  attribute: ['属性', 'Attribute'],
  splitBy: ['再按', 'Split by'],
  noSplit: ['不再分', 'Not split'],
  ofPeople: ['客户属性', 'Of the customer'],
  ofCars: ['车与来源', 'Car and source'],
  ofPlace: ['门店与人员', 'Store and people'],
  ofTime: ['时间', 'Time'],
  ofCourse: ['过程', 'Course'],
  shown: ['显示', 'Show'],
  counts: ['数量', 'Counts'],
  rowShare: ['行占比', 'Row %'],
  columnShare: ['列占比', 'Column %'],
  chartKind: ['图形', 'Chart'],
  bars: ['柱', 'Bars'],
  stacked: ['堆叠', 'Stacked'],
  lines: ['线', 'Lines'],
  compare: ['与上期比', 'Against the period before'],
  previous: ['上期', 'Before'],
  change: ['变化', 'Change'],
  share: ['占比', 'Share'],
  shareOfAll: ['占总数', 'Of all'],
  shareOfAnswers: ['占回答数', 'Of answers'],
  severalBase: [
    '共 {n} 个，其中 {a} 个有回答，{b} 项回答；一个客户可有几项，各项之和多于客户数',
    '{n} in all, {a} with an answer, {b} answers; one customer may have several, so rows add up to more',
  ],
  knownBase: ['共 {n} 个，{a} 个已注明（{p}）', '{n} in all, {a} stated ({p})'],
  fewMark: ['n < {n}，仅供参考', 'n < {n}: not reliable'],
  crossedHint: ['两个维度交叉：直接查门店记录', 'Two dimensions crossed: counted from the records'],
  moreLines: ['图中为前 {n} 项，其余见表', 'The chart shows the first {n}; the table has all'],
  print: ['打印', 'Print'],
  ofPeriod: ['期间', 'Period'],
  ofCohort: ['批次', 'Cohort'],
  ofPeriodHint: [
    '这段时间各环节发生了多少，不论是谁。',
    'What happened in the period at each step, whoever it was.',
  ],
  ofCohortHint: [
    '这段时间新建档的客户，至今走到哪一步。可以跳过一步，后一步可能更多。',
    'How far the prospects filed in the period have come by now. Steps may be skipped.',
  ],
  ofPrevious: ['占上一步', 'Of the step before'],
  ofFirst: ['占集客量', 'Of traffic'],
  notHere: ['未走到这一步', 'Not come so far'],
  fewerHere: ['比上一步少', 'Fewer by'],
  cohortLost: ['其中已流失', 'Of them lost'],
  cohortOpen: ['其中仍在跟踪', 'Of them still open'],
  printFunnel: ['打印统计表', 'Print as a table'],
  identity: ['销量恒等式', 'The volume identity'],
  times: ['×', '×'],
  identityNone: [
    '有集客和新建档后显示：集客量 × 留档率 × 留档成交率 = 成交',
    'Shown once there is traffic and somebody filed: traffic × filing rate × close rate = deals',
  ],
  identityHint: [
    '未到店建卡客户的成交也计入成交',
    'Deals of cards made without a visit are among the deals',
  ],
})

/** The groups of the board, in their order. */
export const groupWords = defineWords({
  door: ['进店', 'At the door'],
  funnel: ['过程', 'On the way'],
  deals: ['成交与交车', 'Deals and deliveries'],
  cards: ['潜客卡与跟踪', 'Cards and promises'],
  losses: ['流失', 'Losses'],
  leads: ['线索', 'Leads'],
})

import type { Phrase } from '#shared/words.ts'

/**
 * How numbers are broken down. `time` is the day a record counts on, `record` what it carries itself,
 * `customer` and `card` what is known of its customer or card, `fold` a coarser view of another one.
 */
export const breakdownWords = {
  day: ['日', 'Day'],
  week: ['周', 'Week'],
  month: ['月', 'Month'],
  quarter: ['季度', 'Quarter'],
  year: ['年', 'Year'],
  weekday: ['星期', 'Weekday'],
  store: ['门店', 'Store'],
  region: ['大区', 'Region'],
  consultant: ['顾问', 'Consultant'],
  team: ['组', 'Team'],
  brand: ['品牌', 'Brand'],
  series: ['车系', 'Series'],
  model: ['车型', 'Model'],
  channel: ['渠道', 'Channel'],
  family: ['四大类', 'Family'],
  source: ['来源', 'Source'],
  media: ['媒体名称', 'Media name'],
  level: ['级别', 'Level'],
  stage: ['阶段', 'Stage'],
  age: ['建卡天数', 'Age of the card'],
  returning: ['是否再建档', 'Returning'],
  customer_kind: ['客户类型', 'Kind of customer'],
  sex: ['性别', 'Sex'],
  age_band: ['年龄', 'Age'],
  occupation: ['职业', 'Occupation'],
  industry: ['行业', 'Industry'],
  hobby: ['爱好', 'Hobby'],
  household: ['家庭结构', 'Household'],
  area: ['区县', 'District'],
  city: ['城市', 'City'],
  purchase_type: ['购车类型', 'Kind of purchase'],
  purpose: ['购车用途', 'Use of the car'],
  budget: ['预算', 'Budget'],
  payment: ['付款方式', 'Way of paying'],
  reason: ['流失原因', 'Reason'],
  competitor: ['竞品', 'Competitor'],
  rival: ['竞品车型', "Rival's model"],
  verified: ['是否核实', 'Verified'],
  grade: ['线索等级', 'Grade'],
  origin: ['线索入口', 'Inlet'],
  caller: ['电销专员', 'Caller'],
} as const satisfies Record<string, Phrase>

export type Breakdown = keyof typeof breakdownWords
export const breakdowns = Object.keys(breakdownWords) as [Breakdown, ...Breakdown[]]

/** The value of a record on which a dimension is not stated. */
export const notStated = '-'

/** A record may have several of these: each counts once, so the rows add up to more than the total. */
export const severalOf: readonly Breakdown[] = ['hobby']

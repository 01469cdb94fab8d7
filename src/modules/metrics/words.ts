import { defineWords } from '#shared/words.ts'

/** Words of the numbers that both the server (exports) and the screens say. */
export const metricWords = defineWords({
  numbers: ['数据看板', 'Numbers'],
  notStated: ['未注明', 'Not stated'],
  walkIn: ['来店', 'Walk-in'],
  callIn: ['来电', 'Call-in'],
  day: ['日', 'Day'],
  week: ['周', 'Week'],
  month: ['月', 'Month'],
  consultant: ['顾问', 'Consultant'],
  series: ['车系', 'Series'],
  channel: ['渠道', 'Channel'],
  source: ['来源', 'Source'],
  store: ['门店', 'Store'],
  total: ['合计', 'Total'],
  value: ['数值', 'Value'],
  n: ['样本数', 'n'],
  numerator: ['分子', 'Numerator'],
  denominator: ['分母', 'Denominator'],
  asOfTime: ['截至 {time} 所知', 'As known at {time}'],
})

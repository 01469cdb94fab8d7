import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const metricTitles = defineWords({
  lifeCycle: ['四阶段', 'Four stages'],
  numbers: ['数据看板', 'Numbers'],
  openRecords: ['查看明细', 'See the records'],
  attributes: ['客户属性分析', 'Customer attributes'],
  salesFunnel: ['成交漏斗', 'Conversion funnel'],
  numberPapers: ['统计报表', 'Printed tables'],
})

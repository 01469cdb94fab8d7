import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const forecastTitles = defineWords({
  funnel: ['销售漏斗', 'Sales funnel'],
  forecast: ['销售预测', 'Forecast'],
  priorities: ['客户分级', 'Customer priority'],
})

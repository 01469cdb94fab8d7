import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const roadTitles = defineWords({
  road: ['销售流程', 'Road to the sale'],
  roadWords: ['流程与话术', 'Steps and words'],
  rivals: ['竞品', 'Rivals'],
  market: ['市场定位', 'Market positioning'],
  tradeIns: ['置换评估', 'Trade-ins'],
  costs: ['活动费用', 'Activity costs'],
  effort: ['跟踪策略', 'Effort policy'],
})

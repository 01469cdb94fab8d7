import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const lifeTitles = defineWords({
  approvals: ['潜客卡审批', 'Card approvals'],
  changes: ['变动记录', 'Changes'],
  closedCards: ['已结束与存档', 'Closed and archived'],
  machine: ['状态与审批', 'States and approvals'],
})

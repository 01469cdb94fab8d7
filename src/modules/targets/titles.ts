import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const targetTitles = defineWords({
  targets: ['目标与进度', 'Targets and pace'],
  leaderBoard: ['销售排行榜', 'Leader board'],
  appraisals: ['业绩考核', 'Appraisals'],
  workload: ['负荷与分配', 'Workload'],
})

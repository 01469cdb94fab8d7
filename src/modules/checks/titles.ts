import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const checkTitles = defineWords({
  acquisition: ['集客活动', 'Acquisition work'],
  activities: ['营业活动', 'Activities'],
  duties: ['执行与检核', 'Who does, who checks'],
  oneToOne: ['一对一检核', 'One-to-one check'],
  spotChecks: ['抽查', 'Spot checks'],
})

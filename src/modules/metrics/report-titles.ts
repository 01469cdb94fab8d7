import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const reportTitles = defineWords({
  trafficReport: ['集客量报表', 'Traffic report'],
})

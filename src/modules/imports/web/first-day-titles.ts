import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const firstDayTitles = defineWords({
  firstDay: ['开店向导', 'First day'],
  storeExport: ['整店导出', 'Export the store'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const dictionaryTitles = defineWords({
  calendar: ['日历', 'Calendar'],
  dictionaries: ['字典', 'Dictionaries'],
})

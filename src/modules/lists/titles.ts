import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const listTitles = defineWords({
  exports: ['导出记录', 'Export log'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const offlineTitles = defineWords({
  pending: ['待处理', 'Not sent'],
})

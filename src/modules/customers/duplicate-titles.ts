import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const duplicateTitles = defineWords({
  duplicates: ['疑似重复客户', 'Suspected duplicates'],
  merge: ['合并客户', 'Merge customers'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const operationTitles = defineWords({
  operation: ['批量操作', 'Operation'],
  operations: ['批量操作', 'Operations'],
})

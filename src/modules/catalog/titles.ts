import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const catalogTitles = defineWords({
  catalog: ['车系与车型', 'Series and models'],
})

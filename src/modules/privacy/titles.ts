import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const privacyTitles = defineWords({
  privacy: ['隐私', 'Privacy'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const loginTitles = defineWords({
  firstStart: ['开始使用客源', 'Start with Keyuan'],
  invitation: ['欢迎使用客源', 'Welcome to Keyuan'],
})

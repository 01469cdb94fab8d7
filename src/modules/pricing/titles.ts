import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const pricingTitles = defineWords({
  prices: ['价格表', 'Price list'],
  items: ['选装与费用', 'Options and fees'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const quoteTitles = defineWords({
  quotes: ['报价', 'Quotes'],
  quote: ['报价单', 'Quote'],
  newQuote: ['新报价', 'New quote'],
  limits: ['优惠审批权限', 'Discount limits'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const cardTitles = defineWords({
  cards: ['潜客卡', 'Cards'],
  customer: ['客户', 'Customer'],
  newCard: ['建卡', 'New card'],
  prospects: ['潜客', 'Prospects'],
  today: ['今天', 'Today'],
})

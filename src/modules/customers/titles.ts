import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const customerTitles = defineWords({
  customers: ['客户', 'Customers'],
  search: ['搜索', 'Search'],
})

import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const neverLostTitles = defineWords({
  claims: ['撞单申诉', 'Claims'],
  handOver: ['移交客户', 'Hand over'],
  pool: ['公海', 'Public pool'],
})

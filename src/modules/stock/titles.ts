import { defineWords } from '#shared/words.ts'

export const stockTitles = defineWords({ stock: ['库存车', 'Cars in stock'] })

export { itemNames } from './server/item-names.ts'
export { readFloor, readPriceBook } from './server/price-book.ts'
export { listPriceChanges, type PriceChange } from './server/price-changes.queries.ts'

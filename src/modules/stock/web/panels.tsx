/** What screens of the modules above may show of the stock. */
export { StockHint } from './StockHint.tsx'

/** What screens of the modules above may show of the prices. */
export { PriceTabs } from './PriceTabs.tsx'

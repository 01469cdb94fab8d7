export { rankStoreByItself } from './server/priorities.ts'
export { forecastStore } from './server/stores-forecast.ts'

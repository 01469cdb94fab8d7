export { forecastStore } from './server/period-forecast.ts'
export { rankStoreByItself } from './server/priorities.ts'

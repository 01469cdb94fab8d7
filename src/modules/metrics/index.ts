export { rebuildFacts, settleFacts } from './server/facts.ts'
export { metricTable } from './server/metric-table.ts'

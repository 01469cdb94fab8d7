export { metrics as metricDefinitions } from './server/definitions.ts'
export { rebuildFacts, recomputeDay, settleFacts } from './server/facts.ts'
export { metricTable } from './server/metric-table.ts'

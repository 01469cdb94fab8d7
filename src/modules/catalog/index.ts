export { seedCatalog } from './server/seed-catalog.ts'
export { listSeries, matchSeries } from './server/series.ts'
export { standardCatalog } from './server/standard-catalog.ts'
export { listModels } from './server/models.ts'

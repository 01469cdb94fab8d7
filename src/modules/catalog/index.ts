export { listModels } from './server/models.ts'
export { seedCatalog } from './server/seed-catalog.ts'
export { listSeries } from './server/series.ts'

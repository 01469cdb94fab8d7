import type { App } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import type { Series } from './contract.ts'
import { seedCatalog } from './server/seed-catalog.ts'
import { listSeries } from './server/series.ts'

/** Gives a test's group the standard brands and series; returns the series. */
export function seedCars(app: App, groupId: number): Promise<Series[]> {
  return inStores(app.db, [], async (tx) => {
    await seedCatalog(tx, groupId)
    return listSeries(tx, groupId)
  })
}

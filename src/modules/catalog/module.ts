import type { Module } from '#foundation/module.ts'
import { giveSeriesWords } from '#modules/imports/index.ts'
import { catalogRoutes } from './server/catalog.routes.ts'
import { seedCatalog } from './server/seed-catalog.ts'
import { seriesWords } from './server/series-words.ts'

giveSeriesWords(seriesWords)

export const catalogModule: Module = {
  name: 'catalog',
  routes: catalogRoutes,
  listeners: [
    {
      event: 'access.group_started',
      name: 'catalog.start-group-cars',
      handle: (ctx) => seedCatalog(ctx.tx, ctx.store.groupId),
    },
  ],
}

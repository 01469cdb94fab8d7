import type { Module } from '#foundation/module.ts'
import { rebuildFacts, settleFacts } from './server/facts.ts'
import { metricsRoutes } from './server/metrics.routes.ts'

export const metricsModule: Module = {
  name: 'metrics',
  routes: metricsRoutes,
  timers: [
    {
      name: 'metrics.facts',
      cron: '* * * * *',
      run: async (app, store) => {
        await settleFacts(app, store)
      },
    },
    // At night in China: what was written past the product, by hand or by a restore, counts next day.
    { name: 'metrics.facts_anew', cron: '20 18 * * *', run: rebuildFacts },
  ],
}

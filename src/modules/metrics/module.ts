import type { Listener, Module } from '#foundation/module.ts'
import { showroomEvents } from '#modules/showroom/contract.ts'
import { recomputeDirtyDays, settleFacts } from './server/facts.ts'
import { metricsRoutes } from './server/metrics.routes.ts'

/** A past day that changed is computed anew as soon as the news is handled. */
const keepUpWith = (event: string): Listener => ({
  event,
  name: 'metrics.facts',
  handle: async (ctx) => {
    await recomputeDirtyDays(ctx)
  },
})

export const metricsModule: Module = {
  name: 'metrics',
  routes: metricsRoutes,
  listeners: [keepUpWith(showroomEvents.closed), keepUpWith(showroomEvents.corrected)],
  timers: [
    {
      name: 'metrics.facts',
      cron: '* * * * *',
      run: async (app, store) => {
        await settleFacts(app, store)
      },
    },
  ],
}

import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import { numberPapers } from './contracts/number-papers.ts'
import { paperWords } from './paper-words.ts'
import { rebuildFacts, settleFacts } from './server/facts.ts'
import { metricsRoutes } from './server/metrics.routes.ts'
import { metricTitles } from './titles.ts'

nameExport('numbers.table', metricTitles.numbers)
nameExport('numbers.traffic-report', paperWords.trafficReport)
for (const paper of numberPapers) nameExport(`numbers.${paper}`, paperWords[paper])

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

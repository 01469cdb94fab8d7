import type { Job, Module } from '#foundation/module.ts'
import { giveOpenWork } from '#modules/access/index.ts'
import { giveMergeStep } from '#modules/customers/index.ts'
import { givePromiseCount } from '#modules/dictionaries/index.ts'
import { importOperation, offerImportKind } from '#modules/imports/index.ts'
import { newRulesJob } from './server/cadence.jobs.ts'
import { cardListRoutes } from './server/card-lists.routes.ts'
import { claimRoutes } from './server/claims/claims.routes.ts'
import { closedDaysListener } from './server/closed-days.listeners.ts'
import { countDueOn } from './server/closed-days.queries.ts'
import { archiveKind, keepPurged } from './server/archive/archive.ts'
import { cardLifeRoutes } from './server/card-life.routes.ts'
import { cardTables } from './server/customer-tables.ts'
import { driftLevels } from './server/drift.ts'
import { cardEditKind } from './server/edit-cards.ts'
import { escalateOverdue } from './server/escalations.ts'
import { handOverRoutes } from './server/hand-overs/hand-over.routes.ts'
import { countHeld } from './server/hand-overs/holdings.queries.ts'
import { handOverKind } from './server/hand-overs/run-hand-over.ts'
import { cardsKind } from './server/import/cards-kind.ts'
import { contactsKind } from './server/import/contacts-kind.ts'
import { closedCardsList } from './server/archive/closed-cards-list.ts'
import { prospectsList } from './server/list-cards.source.ts'
import { cardsMergeStep } from './server/merge-cards.ts'
import { machineRoutes } from './server/machine/machine.routes.ts'
import { opportunityRoutes } from './server/opportunities.routes.ts'
import { letCardsFall } from './server/pool/fall.ts'
import { poolKind } from './server/pool/move-cards.ts'
import { poolRoutes } from './server/pool/pool.routes.ts'
import { promiseCareRoutes } from './server/promise-care.routes.ts'
import { checkPromises } from './server/promise-check.ts'
import { promiseTables } from './server/promise-tables.ts'
import { shareOutKind } from './server/stand-ins.ts'

// The calendar tells how many promises a closed day would touch.
givePromiseCount(countDueOn)
// Nobody leaves with open cards unless a manager says so.
giveOpenWork(countHeld)
// Of two customers that become one, one open card stays.
giveMergeStep(cardsMergeStep)

offerImportKind(cardsKind)
offerImportKind(contactsKind)

export const opportunitiesModule: Module = {
  name: 'opportunities',
  routes: [
    ...cardListRoutes,
    ...opportunityRoutes,
    ...machineRoutes,
    ...cardLifeRoutes,
    ...promiseCareRoutes,
    ...handOverRoutes,
    ...poolRoutes,
    ...claimRoutes,
  ],
  listeners: [closedDaysListener],
  jobs: [newRulesJob as unknown as Job<never>],
  lists: [prospectsList, closedCardsList],
  operations: [
    handOverKind,
    poolKind,
    shareOutKind,
    cardEditKind,
    archiveKind,
    importOperation(cardsKind),
    importOperation(contactsKind),
  ],
  customerTables: [...cardTables, ...promiseTables],
  timers: [
    // Hourly, since stores turn to a new day at different hours.
    {
      name: 'opportunities.drift',
      cron: '5 * * * *',
      run: async (app, store) => void (await driftLevels(app, store)),
    },
    {
      name: 'opportunities.escalate',
      cron: '15 * * * *',
      run: async (app, store) => void (await escalateOverdue(app, store)),
    },
    {
      name: 'opportunities.pool',
      cron: '25 * * * *',
      run: async (app, store) => void (await letCardsFall(app, store)),
    },
    {
      name: 'opportunities.keep-purged',
      cron: '45 * * * *',
      run: async (app, store) => void (await keepPurged(app, store)),
    },
    {
      name: 'opportunities.promise-check',
      cron: '35 * * * *',
      run: async (app, store) => void (await checkPromises(app, store)),
    },
  ],
}

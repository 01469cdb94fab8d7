import { serve } from '#foundation/http/serve.ts'
import type { Job, Listener, Module } from '#foundation/module.ts'
import * as contract from './contract.ts'
import * as priorities from './contracts/priorities.ts'
import { readFunnelCheck } from './server/funnel-check.ts'
import { listLines, readFunnel } from './server/funnel.ts'
import { funnelList, prioritiesList } from './server/lists.ts'
import { readOutlook, readOutlooks } from './server/outlook.ts'
import { readBacktest, readForecast } from './server/period-forecast.ts'
import {
  listRankedCustomers,
  rankConcerned,
  rankStoreByItself,
  readPriorityFormula,
  readPriorityOf,
  writeFormula,
} from './server/priorities.ts'
import {
  askStores,
  forecastAsked,
  forecastStore,
  readStoresForecast,
} from './server/stores-forecast.ts'

/** What moves somebody's priority: their card, their contract, a test drive, what is known of them. */
const moving = [
  'opportunities.opened',
  'opportunities.changed',
  'opportunities.follow_up_completed',
  'opportunities.handed_over',
  'opportunities.shared_out',
  'opportunities.pool_changed',
  'opportunities.imported',
  'opportunities.import_taken_back',
  'orders.signed',
  'orders.changed',
  'orders.cancelled',
  'orders.delivered',
  'orders.undelivered',
  'test_drives.done',
  'customers.changed',
  'customers.merged',
  'customers.split',
  'customers.imported',
  'customers.import_taken_back',
]

const rankAnew = (event: string): Listener => ({
  event,
  name: 'forecast.priorities',
  handle: rankConcerned,
})

export const forecastModule: Module = {
  name: 'forecast',
  routes: [
    serve(contract.getFunnel, (ctx, { query }) => readFunnel(ctx, query)),
    serve(contract.listFunnelLines, (ctx, { query }) => listLines(ctx, query)),
    serve(contract.getFunnelCheck, (ctx) => readFunnelCheck(ctx)),
    serve(contract.getOutlook, (ctx, { params }) => readOutlook(ctx, params.id)),
    serve(contract.outlooksOfCustomer, (ctx, { params }) => readOutlooks(ctx, params.id)),
    serve(contract.getForecast, (ctx, { query }) => readForecast(ctx, query)),
    serve(contract.getBacktest, (ctx) => readBacktest(ctx)),
    serve(contract.askStoresForecast, (ctx) => askStores(ctx)),
    serve(contract.getStoresForecast, (ctx, { query }) => readStoresForecast(ctx, query.month)),
    serve(priorities.listPriorities, (ctx, { query }) => listRankedCustomers(ctx, query)),
    serve(priorities.getCustomerPriority, (ctx, { params }) => readPriorityOf(ctx, params.id)),
    serve(priorities.getPriorityFormula, (ctx) => readPriorityFormula(ctx)),
    serve(priorities.setPriorityFormula, (ctx, { body }) => writeFormula(ctx, body)),
  ],
  lists: [funnelList, prioritiesList],
  listeners: moving.map(rankAnew),
  jobs: [forecastAsked as unknown as Job<never>],
  timers: [
    // At night in China; stores further off are forecast in their day.
    {
      name: 'forecast.nightly',
      cron: '40 18 * * *',
      run: forecastStore,
    },
    {
      name: 'forecast.priorities',
      cron: '10 19 * * *',
      run: rankStoreByItself,
    },
  ],
  customerTables: [
    {
      table: 'customer_priorities',
      computed: true,
      customerColumn: 'customer_id',
      title: ['客户分级', 'Customer priority'],
      shown: [
        { column: 'class', title: ['分类', 'Class'] },
        { column: 'priority', title: ['优先级', 'Priority'] },
        { column: 'points', title: ['得分', 'Points'] },
        { column: 'ranked_on', title: ['评定日', 'Ranked on'] },
      ],
      merged: 'stay',
      erased: 'delete',
    },
  ],
}

import type { Module } from '#foundation/module.ts'
import { importOperation, offerFirstDayStep, offerImportKind } from '#modules/imports/index.ts'
import { checkOrders } from './server/check-orders.ts'
import { listTemplateRows } from './server/contracts/contracts.queries.ts'
import { orderTables } from './server/customer-tables.ts'
import { stepsKind } from './server/import/steps-kind.ts'
import { orderListeners } from './server/orders.listeners.ts'
import { allOrderRoutes } from './server/orders.routes.ts'
import { contractsList, ordersList, paymentsList } from './server/orders-list.ts'
import { winDealsList } from './server/win-deals-list.ts'

offerImportKind(stepsKind)
offerFirstDayStep('contracts', async (ctx) => (await listTemplateRows(ctx)).length)

export const ordersModule: Module = {
  name: 'orders',
  routes: allOrderRoutes,
  listeners: orderListeners,
  lists: [ordersList, contractsList, paymentsList, winDealsList],
  operations: [importOperation(stepsKind)],
  timers: [
    {
      name: 'orders.check',
      cron: '45 * * * *',
      run: async (app, store) => void (await checkOrders(app, store)),
    },
  ],
  customerTables: orderTables,
  ownedTables: [
    {
      table: 'orders',
      customerColumn: 'customer_id',
      ownerColumn: 'keeper_id',
      open: { column: 'state', values: ['draft', 'signed'] },
      title: ['订单', 'Orders'],
    },
  ],
}

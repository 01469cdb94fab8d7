import type { Module } from '#foundation/module.ts'
import { giveCustomers } from '#foundation/operations/customer-keys.ts'
import { customerModuleTables } from './server/customer-tables.ts'
import { customerRoutes } from './server/customers.routes.ts'

import { readCustomerKeys, readCustomerNames } from './server/merge/keys.queries.ts'
import { recordRoutes } from './server/record.routes.ts'

// What operations keep of a customer is sealed with the customer's own key.
giveCustomers({ keys: readCustomerKeys, names: readCustomerNames })

export const customersModule: Module = {
  name: 'customers',
  routes: [...customerRoutes, ...recordRoutes],
  customerTables: customerModuleTables,
}

import { giveFollow } from '#foundation/http/follow-merged.ts'
import type { Module } from '#foundation/module.ts'
import { giveCustomers } from '#foundation/operations/customer-keys.ts'
import { importOperation, offerImportKind } from '#modules/imports/index.ts'
import { customerModuleTables } from './server/customer-tables.ts'
import { customerRoutes } from './server/customers.routes.ts'
import { duplicateRoutes } from './server/duplicates/duplicates.routes.ts'
import { findDuplicates } from './server/duplicates/find-duplicates.ts'
import { customersKind } from './server/import/customers-kind.ts'
import { vehiclesKind } from './server/import/vehicles-kind.ts'
import { customersList } from './server/list.source.ts'
import { readCustomerKeys, readCustomerNames } from './server/merge/keys.queries.ts'
import { findMergedInto } from './server/merge/merge.queries.ts'
import { mergeKind } from './server/merge/merge-customers.ts'
import { readAddresses } from './server/read-addresses.ts'
import { recordRoutes } from './server/record.routes.ts'

// What operations keep of a customer is sealed with the customer's own key.
giveCustomers({ keys: readCustomerKeys, names: readCustomerNames })
// A link to a record that was merged leads to the one that stays.
giveFollow(findMergedInto)

offerImportKind(customersKind)
offerImportKind(vehiclesKind)

export const customersModule: Module = {
  name: 'customers',
  routes: [...customerRoutes, ...recordRoutes, ...duplicateRoutes],
  customerTables: customerModuleTables,
  lists: [customersList],
  operations: [importOperation(customersKind), importOperation(vehiclesKind), mergeKind],
  timers: [
    {
      name: 'customers.duplicates',
      cron: '*/5 * * * *',
      run: async (app, store) => void (await findDuplicates(app, store)),
    },
    {
      name: 'customers.addresses',
      cron: '10 18 * * *',
      run: async (app, store) => void (await readAddresses(app, store)),
    },
  ],
}

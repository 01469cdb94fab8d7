import type { Module } from '#foundation/module.ts'
import { orderTables } from './server/customer-tables.ts'

export const ordersModule: Module = {
  name: 'orders',
  customerTables: [...orderTables],
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

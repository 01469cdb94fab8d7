import type { Module } from '#foundation/module.ts'
import { orderTables } from './server/customer-tables.ts'

export const ordersModule: Module = {
  name: 'orders',
  customerTables: [...orderTables],
}

import type { CustomerTable } from '#foundation/customer-tables.ts'
import type { Module } from '#foundation/module.ts'
import { offlineRoutes } from './server/offline.routes.ts'

const keptEntries: CustomerTable = {
  table: 'kept_entries',
  customerColumn: 'customer_id',
  title: ['离线录入（未采用）', 'Entered without network, not taken over'],
  shown: [
    { column: 'recorded_at', title: ['记录时间', 'Recorded'] },
    { column: 'content_sealed', title: ['内容', 'Content'], sealed: 'customer' },
  ],
  merged: 'move',
  erased: 'delete',
}

export const offlineModule: Module = {
  name: 'offline',
  routes: [...offlineRoutes],
  customerTables: [keptEntries],
}

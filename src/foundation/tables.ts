import type { CustomerTable } from './customer-tables.ts'
import type { Module } from './module.ts'
import type { OwnedTable } from './owned-tables.ts'

const declared: { customers: CustomerTable[]; owned: OwnedTable[] } = { customers: [], owned: [] }

/** Wiring, once at start: what the modules declared of their tables. */
export function giveTables(modules: readonly Module[]): void {
  declared.customers = modules.flatMap((module) => module.customerTables ?? [])
  declared.owned = modules.flatMap((module) => module.ownedTables ?? [])
}

/** Every table that keeps rows about customers. */
export function customerTables(): readonly CustomerTable[] {
  return declared.customers
}

/** Every table whose open rows go with a customer to another consultant. */
export function ownedTables(): readonly OwnedTable[] {
  return declared.owned
}

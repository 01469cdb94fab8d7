import type { z } from 'zod'
import type { App } from './app.ts'
import type { Ctx, StoreInfo } from './ctx.ts'
import type { CustomerTable } from './customer-tables.ts'
import type { ServedRoute } from './http/serve.ts'
import type { ListSource } from './lists/define-list.ts'
import type { OperationKind } from './operations/operation.ts'
import type { OwnedTable } from './owned-tables.ts'

export interface EventRow {
  id: string
  storeId: number
  type: string
  recordId: string
  data: Record<string, unknown>
  at: Date
  actorId: string | null
}

/** Reacts to events, inside the store of the event; at least once, so it must be idempotent. */
export interface Listener {
  event: string
  name: string
  handle(ctx: Ctx, event: EventRow): Promise<void>
}

/** Long work outside one transaction; made by the worker from an event row. Idempotent. */
export interface Job<T = unknown> {
  name: string
  /** The event that asks for it; its data is the payload. */
  event: string
  schema: z.ZodType<T>
  run(app: App, store: StoreInfo, payload: T, event: EventRow): Promise<void>
}

/** Work that recurs, run for every store in turn. */
export interface Timer {
  name: string
  /** Five-field cron, in UTC. */
  cron: string
  run(app: App, store: StoreInfo): Promise<void>
}

/** One module's wiring: everything it serves, hears and repeats. */
export interface Module {
  name: string
  routes?: ServedRoute[]
  listeners?: Listener[]
  jobs?: Job<never>[]
  timers?: Timer[]
  operations?: OperationKind[]
  /** Lists that can leave as a file. */
  lists?: ListSource[]
  /** The tables of this module that keep rows about customers. */
  customerTables?: CustomerTable[]
  /** Rows that belong to a consultant because of a customer, and go with the customer to another. */
  ownedTables?: OwnedTable[]
}

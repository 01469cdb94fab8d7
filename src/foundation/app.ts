import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Actor, Ctx, StoreInfo } from './ctx.ts'
import { type Database, inStores } from './db/database.ts'
import { flushLedger } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

/** What a running process holds; made once at start, handed to everything. */
export interface App {
  config: Config
  db: Database
  vault: Vault
  clock: Clock
  log: Log
  /** Reads a store, whoever asks; undefined when there is none. Given by access. */
  findStore(db: Database, storeId: number): Promise<StoreInfo | undefined>
  /** Every store of the installation, for the worker. */
  listStores(db: Database): Promise<StoreInfo[]>
}

/** The product itself as the actor, in one store. */
export function systemActor(store: StoreInfo): Actor {
  return {
    kind: 'system',
    personId: null,
    name: 'Keyuan',
    groupId: store.groupId,
    homeStoreId: store.id,
    regionId: store.regionId,
    teamId: null,
    locale: 'zh',
    grants: {},
    stores: [store],
    sessionId: null,
  }
}

/**
 * Runs work of the product itself in one store, in one transaction, with its audit and events.
 * `actor` is given when the work is done in a person's name (an import they started).
 */
export async function runInStore<T>(
  app: App,
  store: StoreInfo,
  work: (ctx: Ctx) => Promise<T>,
  actor: Actor = systemActor(store),
): Promise<T> {
  return inStores(app.db, [store.id], async (tx) => {
    const ctx: Ctx = {
      actor,
      store,
      tx,
      now: app.clock.now(),
      locale: actor.locale ?? 'zh',
      log: app.log,
      requestId: `job-${randomUUID()}`,
      vault: app.vault,
      pending: { audit: [], events: [] },
    }
    const result = await work(ctx)
    await flushLedger(ctx)
    return result
  })
}

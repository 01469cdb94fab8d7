import type { App } from '#foundation/app.ts'
import { type Clock, systemClock } from '#foundation/clock.ts'
import type { Config } from '#foundation/config.ts'
import { type OnStatement, type OpenDatabase, openDatabase } from '#foundation/db/database.ts'
import type { Log } from '#foundation/log.ts'
import { createVault, loadKey } from '#foundation/vault.ts'
import { keepErasuresIn } from '#modules/privacy/index.ts'
import { findStore, listStores } from '#modules/access/index.ts'
import { factsWatch } from '#modules/metrics/index.ts'

export interface OpenApp {
  app: App
  database: OpenDatabase
}

/** Opens the database as the application role and gathers what a process holds. */
export function openApp(
  config: Config,
  log: Log,
  databaseUrl: string,
  options: { clock?: Clock; onStatement?: OnStatement; key?: Buffer } = {},
): OpenApp {
  const database = openDatabase({
    url: databaseUrl,
    role: 'keyuan_app',
    max: config.poolSize,
    watch: factsWatch,
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
  })
  keepErasuresIn(config.dataDir)
  const app: App = {
    config,
    db: database.db,
    vault: createVault(options.key ?? loadKey(config.dataDir, config.key)),
    clock: options.clock ?? systemClock,
    log,
    findStore,
    listStores: (db) => listStores(db, {}),
  }
  return { app, database }
}

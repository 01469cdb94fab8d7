import { createDatabase, withDatabase } from '#foundation/embedded-postgres/connection.ts'
import { findRunningPostgres } from '#foundation/embedded-postgres/running-postgres.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#foundation/embedded-postgres/supervisor.ts'
import type { Config } from '#foundation/config.ts'
import { waitForDatabase } from '#foundation/db/wait-for-database.ts'
import type { Log } from '#foundation/log.ts'

const databaseName = 'keyuan'
const patienceMs = 30_000

export interface OwnedDatabase {
  /** Connects as the owner of the tables. */
  ownerUrl: string
  embedded: EmbeddedPostgres | undefined
  stop(): Promise<void>
}

/** The database a server works on: DATABASE_URL, or the embedded one, started and kept alive here. */
export async function databaseForServer(config: Config, log: Log): Promise<OwnedDatabase> {
  if (config.databaseUrl) {
    await waitForDatabase(config.databaseUrl, patienceMs)
    return { ownerUrl: config.databaseUrl, embedded: undefined, stop: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  await createDatabase(embedded.superuserUrl, databaseName)
  return { ownerUrl: embedded.databaseUrl(databaseName), embedded, stop: () => embedded.stop() }
}

/** The same for a command: beside a running server its database, else the embedded one for the time it takes. */
export async function databaseForCommand(config: Config, log: Log): Promise<OwnedDatabase> {
  const running = config.databaseUrl ? undefined : await findRunningPostgres(config.dataDir)
  if (!running) return databaseForServer(config, log)
  await createDatabase(running, databaseName)
  return {
    ownerUrl: withDatabase(running, databaseName),
    embedded: undefined,
    stop: async () => {},
  }
}

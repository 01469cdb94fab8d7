import { fastSettings, makeDataDir, silentLog } from '#foundation/embedded-postgres/testing.ts'
import { createDatabase, startEmbeddedPostgres } from '#foundation/embedded-postgres/supervisor.ts'
import { migrate } from '#foundation/db/migrate.ts'

/** Before all tests: a migrated database, the given one or an embedded one of their own. */
export default async function setUp(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    await migrate(given)
    return async () => {}
  }
  const directory = makeDataDir()
  const postgres = await startEmbeddedPostgres({
    dataDir: directory.dataDir,
    log: silentLog,
    settings: { ...fastSettings, max_connections: '300' },
  })
  await createDatabase(postgres.superuserUrl, 'keyuan_test')
  process.env.TEST_DATABASE_URL = postgres.databaseUrl('keyuan_test')
  await migrate(process.env.TEST_DATABASE_URL)
  return async () => {
    await postgres.stop()
    await directory.remove()
  }
}

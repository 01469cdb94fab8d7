// Makes src/foundation/db/schema.ts from the migrations: an embedded PostgreSQL is started in a
// temporary folder, migrated and read, so that the types cannot drift from the tables.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { migrate } from '../src/foundation/db/migrate.ts'
import { createDatabase } from '../src/foundation/embedded-postgres/connection.ts'
import { startEmbeddedPostgres } from '../src/foundation/embedded-postgres/supervisor.ts'
import {
  fastSettings,
  makeDataDir,
  silentLog,
} from '../src/foundation/embedded-postgres/testing.ts'
import { root } from './bootstrap.mjs'

const file = path.join(root, 'src', 'foundation', 'db', 'schema.ts')
const directory = makeDataDir()
const postgres = await startEmbeddedPostgres({
  dataDir: directory.dataDir,
  log: silentLog,
  settings: fastSettings,
})
try {
  await createDatabase(postgres.superuserUrl, 'keyuan')
  const url = postgres.databaseUrl('keyuan')
  await migrate(url)
  const { status } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'kysely-codegen'),
    [
      '--dialect',
      'postgres',
      '--url',
      url,
      '--default-schema',
      'keyuan',
      '--include-pattern',
      'keyuan.*',
      '--exclude-pattern',
      'keyuan.migrations',
      '--out-file',
      file,
      '--numeric-parser',
      'number',
      '--log-level',
      'error',
    ],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error('kysely-codegen failed')
  // The driver reads int8 as a number (src/foundation/db/database.ts).
  const text = readFileSync(file, 'utf8').replace(
    /^export type Int8 = .*$/m,
    'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;',
  )
  writeFileSync(file, text)
} finally {
  await postgres.stop()
  await directory.remove()
}

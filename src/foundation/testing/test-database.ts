import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../db/migrate.ts'

/**
 * The database the tests share: TEST_DATABASE_URL as given, else one made by the global set-up.
 * Every test makes its own group and stores in it, so they run side by side.
 */
export function testDatabaseUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests through vitest')
  return url
}

/** Makes an empty, migrated database beside the shared one, for tests that need an empty product. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `keyuan_t_${randomBytes(6).toString('hex')}`
  const shared = testDatabaseUrl()
  const run = async (text: string) => {
    const client = new pg.Client({ connectionString: shared })
    await client.connect()
    await client.query(text).finally(() => client.end())
  }
  await run(`create database ${name} template template0`)
  const url = new URL(shared)
  url.pathname = `/${name}`
  await migrate(url.href)
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}

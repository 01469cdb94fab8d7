import pg from 'pg'

const CONNECT_TIMEOUT_MS = 5_000

/** Connection URL of a database on the embedded server, as its superuser. */
export function connectionUrl(port: number, password: string, database = 'postgres'): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(database)}`
  return changed.href
}

/**
 * Makes a database unless it is there.
 * @param url of any database of the server, as a user who may create databases
 * @returns whether it was made now
 */
export async function createDatabase(url: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  // Without a listener a server that goes away would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return false
    await client.query(`create database ${pg.escapeIdentifier(name)}`)
    return true
  } catch (error) {
    const code = (error as { code?: string }).code
    // 42P04 duplicate_database, 23505 unique_violation: somebody made it in the same moment.
    if (code === '42P04' || code === '23505') return false
    throw error
  } finally {
    await client.end()
  }
}

/** What a try to connect came to: `starting` also means nobody listens yet. */
export type Probe = 'ready' | 'starting' | 'refused'

/** Tries to log in once. `refused` is a server that is not ours: it does not know our password. */
export async function probe(url: string): Promise<Probe> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    return code.startsWith('28') ? 'refused' : 'starting'
  } finally {
    await client.end().catch(() => {})
  }
}

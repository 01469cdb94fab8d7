import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * A connection outside the pool, not yet open. A server that goes away makes its next query fail;
 * without a listener of its error event it would end the process.
 */
export function newClient(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  return client
}

import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * A connection outside the pool, not yet open. A server that goes away makes its next query fail;
 * without a listener of its error event it would end the process.
 */
export function newClient(url: string, name = 'keyuan'): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: name,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  return client
}

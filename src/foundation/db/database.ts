import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'
import { type WriteWatch, watchWrites } from './write-watch.ts'

export type Database = Kysely<DB>
export type Tx = Transaction<DB>

// Numbers the product uses stay below 2^53; dates stay the text of their day.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

const sessionOptions = [
  '-c search_path=keyuan,public',
  '-c timezone=UTC',
  '-c citus.propagate_set_commands=local',
  // Compiling a statement takes seconds where running it takes milliseconds: the policies look dear.
  '-c jit=off',
]

export interface DatabaseOptions {
  url: string
  /** The role statements run as; undefined runs as the owner (migrations only). */
  role?: 'keyuan_app' | undefined
  max?: number
  /** Called with each statement that is sent; used by the scale check and the bench. */
  onStatement?: OnStatement
  /** Told what each transaction writes, within it. */
  watch?: WriteWatch
}

export type OnStatement = (text: string, values: readonly unknown[]) => void

export interface OpenDatabase {
  db: Database
  pool: pg.Pool
  close(): Promise<void>
}

/** Opens a pool and a query builder on it. The application role owns nothing and is under RLS. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    options: [...sessionOptions, ...(options.role ? [`-c role=${options.role}`] : [])].join(' '),
  })
  // A lost server must not end the process: the next query reports it.
  pool.on('error', () => {})
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => prepared(await pool.connect(), options),
        end: () => pool.end(),
        options: pool.options,
      },
    }),
  })
  return { db, pool, close: () => db.destroy() }
}

const names = new Map<string, string>()
const wrapped = new WeakSet<pg.PoolClient>()

/** Lets the server keep the plan of every parameterised statement: its name is its text's number. */
function prepared(
  client: pg.PoolClient,
  { onStatement, watch }: Pick<DatabaseOptions, 'onStatement' | 'watch'>,
): pg.PoolClient {
  if (wrapped.has(client)) return client
  wrapped.add(client)
  // The pool listens only to idle connections: one lost in use would end the process.
  client.on('error', () => {})
  const send = client.query.bind(client) as (
    ...args: unknown[]
  ) => Promise<{ rows: { month: string }[] }>
  const writes = watch && watchWrites(watch)
  const watched = (text: unknown, values?: unknown[], ...rest: unknown[]): unknown => {
    if (typeof text !== 'string') return send(text, values, ...rest)
    const go = () => named(text, values, ...rest)
    const before = writes?.note(text, values ?? []) ?? []
    if (before.length > 0) return writes?.askBefore(before, named).then(go)
    return writes?.isDue(text) ? writes.keep(named).then(go) : go()
  }
  const named = (text: string, values?: unknown[], ...rest: unknown[]) => {
    onStatement?.(text, values ?? [])
    if (!values || values.length === 0 || text.length > 8_000) return send(text, values, ...rest)
    let name = names.get(text)
    if (!name && names.size < 2_000) {
      name = `k${names.size}`
      names.set(text, name)
    }
    return name ? send({ name, text, values }, ...rest) : send(text, values, ...rest)
  }
  Object.assign(client, { query: watched })
  return client
}

/**
 * Runs `work` in one transaction that sees the given stores only (row-level security).
 * Store ids are integers and are joined into the statement, since `set` takes no parameters.
 */
export async function inStores<T>(
  db: Database,
  stores: readonly number[],
  work: (tx: Tx) => Promise<T>,
  readOnly = false,
): Promise<T> {
  const list = stores.map((id) => Math.trunc(id)).join(',')
  const transaction = readOnly ? db.transaction().setAccessMode('read only') : db.transaction()
  return transaction.execute(async (tx) => {
    await sql.raw(`set local app.stores = '${list}'`).execute(tx)
    return work(tx)
  })
}

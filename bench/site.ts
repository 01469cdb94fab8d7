import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#foundation/config.ts'
import { inStores } from '#foundation/db/database.ts'
import { ensureKeyFits } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { createDatabase } from '#foundation/embedded-postgres/connection.ts'
import { startEmbeddedPostgres } from '#foundation/embedded-postgres/supervisor.ts'
import { createLog } from '#foundation/log.ts'
import { simulateGroup } from '../simulator/simulate-group.ts'
import { type OpenApp, openApp } from '../src/create-app.ts'
import { openSessions, type SessionOf } from './people.queries.ts'

const root = join(import.meta.dirname, '..')

export interface Site {
  open: OpenApp
  ownerUrl: string
  dataDir: string
  port: number
  server: ChildProcess
  /** One store of ten years, and the large group. */
  one: SessionOf
  many: SessionOf
  customers: number
  generationSeconds: number
  stop(): Promise<void>
}

export interface Sizes {
  oneStoreYears: number
  stores: number
  years: number
}

/** What was simulated in a folder: the groups of the single store and of the many, and how long it took. */
interface Made {
  one: number
  many: number
  seconds: number
}

/**
 * Starts PostgreSQL and the product as it is run, on simulated data: in a temporary folder, or in
 * `kept`, where they are made the first time and measured again from then on.
 */
export async function openSite(
  sizes: Sizes,
  say: (text: string) => void,
  kept?: string,
): Promise<Site> {
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'keyuan-bench-'))
  const port = await freePort()
  const config = readConfig({ KEYUAN_DATA: dataDir, PORT: String(port), KEYUAN_LOG: 'error' })
  const log = createLog('error')
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  await createDatabase(postgres.superuserUrl, 'keyuan')
  const ownerUrl = postgres.databaseUrl('keyuan')
  await migrate(ownerUrl)
  const open = openApp(config, log, ownerUrl)
  await ensureKeyFits(ownerUrl, open.app.vault.fingerprint)

  const made = await simulated(open, ownerUrl, { dataDir, sizes, say })

  const newToken = () => randomBytes(32).toString('base64url')
  const one = await inStores(open.app.db, [], (tx) =>
    openSessions(tx, made.one, open.app.clock.now(), newToken),
  )
  const many = await inStores(open.app.db, [], (tx) =>
    openSessions(tx, made.many, open.app.clock.now(), newToken),
  )
  const customers = await countCustomers(open, [...one.storeIds, ...many.storeIds])
  const lean = JSON.parse(readFileSync(join(root, 'scripts/server-process.json'), 'utf8')) as {
    options: string[]
    environment: Record<string, string>
  }
  const server = spawn(process.execPath, [...lean.options, join(root, 'src/main.ts')], {
    cwd: root,
    env: {
      ...lean.environment,
      ...process.env,
      KEYUAN_DATA: dataDir,
      DATABASE_URL: ownerUrl,
      KEYUAN_DEMO: 'off',
      PORT: String(port),
      KEYUAN_LOG: 'error',
      KEYUAN_RATE: '1000000000',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await ready(port, server)
  return {
    open,
    ownerUrl,
    dataDir,
    port,
    server,
    one,
    many,
    customers,
    generationSeconds: made.seconds,
    stop: async () => {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      await open.database.close()
      await postgres.stop()
      if (!kept) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The groups of this folder, simulated unless they were before. */
async function simulated(
  { app }: OpenApp,
  ownerUrl: string,
  { dataDir, sizes, say }: { dataDir: string; sizes: Sizes; say: (text: string) => void },
): Promise<Made> {
  const note = join(dataDir, 'bench.json')
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as Made
  const started = Date.now()
  const { oneStoreYears, stores, years } = sizes
  const one = await simulateGroup(app, ownerUrl, { stores: 1, years: oneStoreYears, seed: 1 }, say)
  const many = await simulateGroup(app, ownerUrl, { stores, years, seed: 2 }, say)
  const made = {
    one: one.groupId,
    many: many.groupId,
    seconds: (Date.now() - started) / 1000,
  }
  writeFileSync(note, JSON.stringify(made))
  return made
}

function countCustomers({ app }: OpenApp, storeIds: number[]): Promise<number> {
  return inStores(app.db, storeIds, async (tx) => {
    const row = await tx
      .selectFrom('customers')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirst()
    return row?.n ?? 0
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function ready(port: number, server: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error('The server ended while starting')
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The server was not ready within 60 s')
}

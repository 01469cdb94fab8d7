import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, prepareBinaries, type RunAs } from './binaries.ts'
import { chooseUser, ensureCluster } from './cluster.ts'
import { connectionUrl, withDatabase } from './connection.ts'
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts'
import { DataDirectoryInUse, EmbeddedPostgresError } from './errors.ts'
import { choosePort } from './port.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'
import type { RuntimeRecord } from './running-postgres.ts'
import { killServerProcesses, stopStrayServer } from './server-processes.ts'
import { type PostgresSettings, postgresSettings } from './settings.ts'
import {
  type DataPaths,
  dataPaths,
  ensurePrivateFolder,
  readIfThere,
  writePrivateFile,
} from './state-files.ts'

export { createDatabase } from './connection.ts'

const SHORTEST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
const STEADY_MS = 60_000
const FAST_SHUTDOWN_MS = 30_000
const IMMEDIATE_SHUTDOWN_MS = 5_000
/** What PostgreSQL tells clients while it starts or stops. */
const EXPECTED_REFUSAL =
  /the database system is (?:starting up|not yet accepting|not accepting|shutting down|in recovery)|due to administrator command/

/** The part of a structured logger that is used here (pino's order of arguments). */
export interface SupervisorLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface EmbeddedPostgresOptions {
  /** The product's data directory; made if missing. */
  dataDir: string
  /** Otherwise the last one used while free, else a free one. */
  port?: number
  log: SupervisorLog
  /** Told each time the server ended without being asked to; it is restarted all the same. */
  onExit?: (end: { code: number | null; signal: string | null }) => void
  /** Extra PostgreSQL settings; they win over the built-in ones. */
  settings?: PostgresSettings
}

/** A supervised PostgreSQL. While it is held, no other process can start one on the directory. */
export interface EmbeddedPostgres {
  readonly superuserUrl: string
  readonly port: number
  /** Process number of the present postmaster; another one after each restart. */
  readonly pid: number
  /** The superuser's URL of another database on the server. */
  databaseUrl(database: string): string
  /** Says where the product is served, for the message a second start prints. */
  announce(address: string): void
  /** To be called when a shutdown begins: a start that follows waits instead of refusing. */
  announceStopping(): void
  /** Shuts the server down (fast, then immediate, then by force) and lets go of the directory. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL 18 on a data directory and keeps it running: it listens on
 * 127.0.0.1 only, is restarted on the same port when it dies, and what an earlier start left
 * running is stopped first. As root it runs as an unprivileged user.
 * @throws DataDirectoryInUse where another process holds the directory
 * @throws EmbeddedPostgresError where it cannot run here
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const paths = dataPaths(options.dataDir)
  const lock = await takeDirectory(paths)
  try {
    const runAs = chooseUser(paths)
    const binaries = prepareBinaries(runAs)
    await stopStrayServer(paths.cluster, (message, fields) => options.log.warn(fields, message))
    await ensureCluster(paths, binaries, runAs)
    const port = await choosePort(paths, options.port)
    const supervisor = new Supervisor({ options, paths, lock, binaries, runAs, port })
    await supervisor.start()
    return supervisor
  } catch (error) {
    await killServerProcesses(paths.cluster)
    lock.release()
    throw error
  }
}

async function takeDirectory(paths: DataPaths): Promise<DataDirectoryLock> {
  try {
    ensurePrivateFolder(paths.dataDir)
    ensurePrivateFolder(paths.home)
    return await lockDataDirectory(paths.dataDir)
  } catch (cause) {
    if (cause instanceof DataDirectoryInUse) throw cause
    const reason = (cause as Error).message
    throw new EmbeddedPostgresError(
      'data_directory_unusable',
      {
        zh: `数据目录 ${paths.dataDir} 不可用：${reason}`,
        en: `The data directory ${paths.dataDir} cannot be used: ${reason}`,
      },
      { cause },
    )
  }
}

interface Parts {
  options: EmbeddedPostgresOptions
  paths: DataPaths
  lock: DataDirectoryLock
  binaries: Binaries
  runAs: RunAs | undefined
  port: number
}

class Supervisor implements EmbeddedPostgres {
  readonly port: number
  readonly superuserUrl: string
  readonly #parts: Parts
  readonly #stopRequest = new AbortController()
  #postmaster: Postmaster | undefined
  #watch: Promise<void> = Promise.resolve()
  #stopped: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.port = parts.port
    const password = readIfThere(parts.paths.password)?.trim() ?? ''
    this.superuserUrl = connectionUrl(parts.port, password)
  }

  get pid(): number {
    return this.#postmaster?.pid ?? 0
  }

  databaseUrl(database: string): string {
    return withDatabase(this.superuserUrl, database)
  }

  announce(address: string): void {
    this.#parts.lock.describe({ address })
  }

  announceStopping(): void {
    this.#parts.lock.describe({ stopping: true })
  }

  async start(): Promise<void> {
    const first = await this.#launch()
    process.once('exit', this.#onProcessExit)
    this.#watch = this.#keepRunning(first)
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopOnce()
    return this.#stopped
  }

  async #launch(): Promise<Postmaster> {
    const { paths, binaries, runAs, port, options } = this.#parts
    const postmaster = await startPostmaster({
      binaries,
      cluster: paths.cluster,
      runAs,
      settings: postgresSettings(port, options.settings),
      url: this.superuserUrl,
      onLine: (line) => this.#passOn(line),
    })
    this.#postmaster = postmaster
    const record: RuntimeRecord = {
      superuserUrl: this.superuserUrl,
      port,
      postmasterPid: postmaster.pid,
      supervisorPid: process.pid,
    }
    writePrivateFile(paths.runtime, JSON.stringify(record))
    options.log.info({ port, postmaster: postmaster.pid }, 'PostgreSQL is ready')
    return postmaster
  }

  /** Runs as long as the server shall: each time it ends, it is started again. */
  async #keepRunning(first: Postmaster): Promise<void> {
    const { log, onExit } = this.#parts.options
    let postmaster: Postmaster | undefined = first
    let pause = SHORTEST_PAUSE_MS
    while (!this.#isStopping()) {
      const startedAt = Date.now()
      if (postmaster !== undefined) {
        const end = await postmaster.ended
        this.#postmaster = undefined
        if (this.#isStopping()) return
        log.error(end, 'PostgreSQL ended unexpectedly; starting it again')
        onExit?.(end)
      }
      if (Date.now() - startedAt > STEADY_MS) pause = SHORTEST_PAUSE_MS
      await this.#pauseUnlessStopping(pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      if (this.#isStopping()) return
      postmaster = await this.#launch().catch((error: unknown) => {
        log.error({ err: error }, 'PostgreSQL does not start; trying again')
        return undefined
      })
    }
  }

  async #stopOnce(): Promise<void> {
    const { paths, lock } = this.#parts
    this.announceStopping()
    this.#stopRequest.abort()
    if (this.#postmaster === undefined) await this.#watch
    await this.#shutDown()
    await this.#watch
    process.off('exit', this.#onProcessExit)
    rmSync(paths.runtime, { force: true })
    lock.release()
  }

  async #shutDown(): Promise<void> {
    const postmaster = this.#postmaster
    if (postmaster === undefined) return
    const over = postmaster.ended.then(() => true)
    this.#askToStop(postmaster)
    if (await Promise.race([over, sleep(FAST_SHUTDOWN_MS, false, { ref: false })])) return
    postmaster.signal('SIGQUIT')
    if (await Promise.race([over, sleep(IMMEDIATE_SHUTDOWN_MS, false, { ref: false })])) return
    await killServerProcesses(this.#parts.paths.cluster)
  }

  #askToStop(postmaster: Postmaster): void {
    if (process.platform !== 'win32') {
      postmaster.signal('SIGINT')
      return
    }
    const { binaries, paths } = this.#parts
    execFileSync(binaries.pgCtl, ['stop', '-D', paths.cluster, '-m', 'fast', '-W'])
  }

  readonly #onProcessExit = (): void => {
    this.#postmaster?.signal('SIGINT')
  }

  #isStopping(): boolean {
    return this.#stopRequest.signal.aborted
  }

  async #pauseUnlessStopping(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopRequest.signal }).catch(() => {})
  }

  #passOn(line: string): void {
    const { log } = this.#parts.options
    const fields = { source: 'postgresql' }
    if (/\b(?:FATAL|PANIC):/.test(line) && !EXPECTED_REFUSAL.test(line)) log.warn(fields, line)
    else log.debug(fields, line)
  }
}

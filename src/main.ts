import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Config, ConfigError, readConfig } from '#foundation/config.ts'
import type { OpenDatabase } from '#foundation/db/database.ts'
import { ensureKeyFits, KeyDoesNotFit } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { DatabaseUnreachable } from '#foundation/db/wait-for-database.ts'
import { DataDirectoryInUse, EmbeddedPostgresError } from '#foundation/embedded-postgres/errors.ts'
import { type Listening, listenForEvents } from '#foundation/events/listen.ts'
import { createLiveHub } from '#foundation/http/live.ts'
import { createServer } from '#foundation/http/server.ts'
import { startWorker, type Worker } from '#foundation/jobs/worker.ts'
import { createLog, type Log } from '#foundation/log.ts'
import { crashStatus, outlastFailures } from '#foundation/process-failures.ts'
import { renewOwnCertificate } from '#foundation/tls/own-authority.ts'
import { serveTrustPage } from '#foundation/tls/trust-page.ts'
import { authenticate, grantNewPermissions } from '#modules/access/index.ts'
import { addMissingKinds } from '#modules/dictionaries/index.ts'
import { openApp } from './create-app.ts'
import { modules } from './modules.ts'
import { databaseForServer, type OwnedDatabase } from './open-database.ts'
import { prepareDemo, sayHowToLogIn } from './prepare-installation.ts'

const uiFolder = join(import.meta.dirname, '../dist/ui')

/** How long running requests may take to end before their connections are cut. */
const longestGoodbyeMs = 8_000
const longestShutdownMs = 40_000

/** What is open so far; a stop may be asked for at any moment of the start. */
interface Running {
  database?: OwnedDatabase
  pool?: OpenDatabase
  hub?: ReturnType<typeof createLiveHub>
  listening?: Listening
  server?: FastifyInstance
  worker?: Worker
  trustPage?: Server | undefined
  isStopping: boolean
}

/** Starts the product with the roles of the settings and serves until it is asked to stop. */
async function main(running: Running): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  outlastFailures(log)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void stop(running, log, signal))

  const database = await databaseForServer(config, log)
  running.database = database
  await migrate(database.ownerUrl)
  const { app, database: pool } = openApp(config, log, database.ownerUrl)
  running.pool = pool
  await ensureKeyFits(database.ownerUrl, app.vault.fingerprint)
  await grantNewPermissions(app)
  await addMissingKinds(app)
  await prepareDemo(app, database.ownerUrl)

  if (config.isOwnAuthority && (await renewOwnCertificate(config.dataDir, app.clock.now())))
    log.info('the certificate of this server was renewed')
  const hub = createLiveHub()
  running.hub = hub
  running.listening = listenForEvents(database.ownerUrl, log, (notice) => hub.tell(notice))
  const server = await createServer({
    app,
    routes: [...modules.flatMap((m) => m.routes ?? []), hub.route],
    authenticate,
    uiFolder,
  })
  running.server = server
  let address = ''
  if (config.roles.has('web')) {
    await server.listen({ host: config.host, port: config.port })
    address = addressOf(config, server)
    database.embedded?.announce(address)
    if (config.isOwnAuthority) running.trustPage = await tellHowToTrust(config, log)
  }
  if (config.roles.has('worker'))
    running.worker = await startWorker(app, modules, database.ownerUrl)
  if (address !== '') await sayHowToLogIn(app, address)
  // Starting leaves much behind that is never needed again; scripts/server-process.json allows this.
  globalThis.gc?.()
}

function addressOf(config: Config, server: FastifyInstance): string {
  const { port } = server.server.address() as AddressInfo
  const isLocal = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(config.host)
  const host = isLocal ? 'localhost' : config.host
  return config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${port}`
}

/** The page for phones; a port that is taken must not keep the product from serving. */
async function tellHowToTrust(config: Config, log: Log): Promise<Server | undefined> {
  const { dataDir, host, trustPort, port } = config
  try {
    const page = await serveTrustPage({ dataDir, host, port: trustPort, productPort: port })
    console.log(
      `\n  手机信任证书 Trust the certificate on phones: http://${host === '0.0.0.0' ? '本机地址' : host}:${trustPort}`,
    )
    return page
  } catch (error) {
    log.warn({ err: error, trustPort }, 'the page about the certificate is not served')
    return undefined
  }
}

/** Answers what is being asked, hands over nothing new, and puts everything down in order. */
async function stop(running: Running, log: Log, signal: string): Promise<void> {
  if (running.isStopping) return
  running.isStopping = true
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), longestShutdownMs).unref()
  const { database, server, worker, listening, pool, hub, trustPage } = running
  const cut = setTimeout(() => server?.server.closeAllConnections(), longestGoodbyeMs)
  // A browser keeps its connection after the last answer; it must not hold up the end.
  const idle = setInterval(() => server?.server.closeIdleConnections(), 100)
  const steps = [
    async () => {
      database?.embedded?.announceStopping()
      hub?.close()
      trustPage?.closeAllConnections()
      trustPage?.close()
      await Promise.all([server?.close(), worker?.stop()])
    },
    async () => listening?.close(),
    async () => pool?.close(),
    async () => database?.stop(),
  ]
  for (const step of steps)
    await step().catch((error: unknown) => log.warn({ err: error }, 'stopping was not clean'))
  clearTimeout(cut)
  clearInterval(idle)
  process.exit(0)
}

const refusals = [
  ConfigError,
  DataDirectoryInUse,
  DatabaseUnreachable,
  EmbeddedPostgresError,
  KeyDoesNotFit,
]

const running: Running = { isStopping: false }
main(running).catch((error: unknown) => {
  if (running.isStopping) return
  if (refusals.some((known) => error instanceof known)) {
    console.error((error as Error).message)
    process.exit(1)
  }
  if ((error as { code?: string }).code === 'EADDRINUSE') {
    const { port } = error as { port?: number }
    console.error(
      `端口 ${port} 已被占用，请用 PORT 指定另一个端口。\nPort ${port} is in use; choose another one with PORT.`,
    )
    process.exit(1)
  }
  console.error(error)
  process.exit(crashStatus)
})

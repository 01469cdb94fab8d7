import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ConfigError, readConfig } from '#foundation/config.ts'
import { ensureKeyFits, KeyDoesNotFit } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { DataDirectoryInUse, EmbeddedPostgresError } from '#foundation/embedded-postgres/errors.ts'
import { listenForEvents } from '#foundation/events/listen.ts'
import { createLiveHub } from '#foundation/http/live.ts'
import { createServer } from '#foundation/http/server.ts'
import { startWorker } from '#foundation/jobs/worker.ts'
import { createLog } from '#foundation/log.ts'
import { authenticate } from '#modules/access/index.ts'
import { openApp } from './create-app.ts'
import { modules } from './modules.ts'
import { databaseForServer } from './open-database.ts'
import { prepareDemo, sayHowToLogIn } from './prepare-installation.ts'

const uiFolder = join(import.meta.dirname, '../dist/ui')

/** Starts the product with the roles of the settings and serves until it is asked to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const database = await databaseForServer(config, log)
  await migrate(database.ownerUrl)
  const { app, database: pool } = openApp(config, log, database.ownerUrl)
  await ensureKeyFits(database.ownerUrl, app.vault.fingerprint)

  await prepareDemo(app, database.ownerUrl)

  const hub = createLiveHub()
  const listening = listenForEvents(database.ownerUrl, log, hub.tell)
  const server = await createServer({
    app,
    routes: [...modules.flatMap((m) => m.routes ?? []), hub.route],
    authenticate,
    uiFolder,
  })
  let address = ''
  if (config.roles.has('web')) {
    await server.listen({ host: config.host, port: config.port })
    const bound = server.server.address() as AddressInfo
    const host =
      config.host === '127.0.0.1' || config.host === '0.0.0.0' ? 'localhost' : config.host
    address = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${bound.port}`
    database.embedded?.announce(address)
  }
  const worker = config.roles.has('worker')
    ? await startWorker(app, modules, database.ownerUrl)
    : undefined
  if (address !== '') await sayHowToLogIn(app, address)

  let isStopping = false
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    database.embedded?.announceStopping()
    hub.close()
    await server.close()
    await worker?.stop()
    await listening.close()
    await pool.close()
    await database.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}

main().catch((error: unknown) => {
  const isExpected = [ConfigError, DataDirectoryInUse, EmbeddedPostgresError, KeyDoesNotFit].some(
    (known) => error instanceof known,
  )
  console.error(isExpected ? (error as Error).message : error)
  process.exit(1)
})

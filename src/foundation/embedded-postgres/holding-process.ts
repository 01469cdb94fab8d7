import { startEmbeddedPostgres } from './supervisor.ts'
import { fastSettings, silentLog } from './testing.ts'

// A process of its own for the tests: holds a data directory until it is ended.
const server = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  log: silentLog,
  settings: fastSettings,
})
server.announce('http://localhost:3000')
process.send?.({ pid: server.pid, url: server.superuserUrl })
process.once('SIGTERM', () => {
  void server.stop().then(() => process.exit(0))
})

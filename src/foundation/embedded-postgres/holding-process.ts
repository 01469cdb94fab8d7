import { startEmbeddedPostgres } from './supervisor.ts'
import { fastSettings, silentLog } from './testing.ts'

// A process of its own for the tests: holds a data directory until it is ended.
const server = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  log: silentLog,
  settings: fastSettings,
})
server.announce('http://localhost:3000')
process.once('SIGTERM', () => {
  void server.stop().then(() => process.exit(0))
})
// Last: whoever hears this may ask it to stop at once.
process.send?.({ pid: server.pid, url: server.superuserUrl })

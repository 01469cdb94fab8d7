// `npm test`: installs what is missing, then runs the whole check under Node 24.
import path from 'node:path'
import { ensureInstalled, node24, root, run } from './bootstrap.mjs'

await ensureInstalled()
process.exitCode = run(node24(), [
  path.join(root, 'scripts', 'check.mjs'),
  ...process.argv.slice(2),
])

// `npm run keyuan -- COMMAND …`: the administrator's command line, under Node 24.
import path from 'node:path'
import { ensureInstalled, node24, root, run } from './bootstrap.mjs'

await ensureInstalled()
process.exitCode = run(node24(), [path.join(root, 'src', 'main-cli.ts'), ...process.argv.slice(2)])

// `npm run bench [-- --quick] [-- --json]`: measures the budgets under Node 24, on data made for it.
import path from 'node:path'
import { ensureInstalled, fail, node24, root, run } from './bootstrap.mjs'
import { ensureUiBuilt } from './build-ui.mjs'

await ensureInstalled()
const node = node24()
if (!(await ensureUiBuilt(node))) fail('Building the interface failed; the reason is above.')
run(node, [
  '--disable-warning=ExperimentalWarning',
  path.join(root, 'scripts', 'plain-sources.mjs'),
])
process.exitCode = run(node, [path.join(root, 'bench', 'run.ts'), ...process.argv.slice(2)])

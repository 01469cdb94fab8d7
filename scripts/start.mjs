// `npm start`: installs what is missing, builds the interface when its sources changed,
// and runs src/main.ts under Node 24; a server killed from outside is started again.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled, fail, node24, root, run, superviseChild } from './bootstrap.mjs'
import { ensureUiBuilt } from './build-ui.mjs'

const SHORTEST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const STEADY_MS = 60_000
/** The server's own status after a failure while it ran; every other status is a refusal to start. */
const CRASHED = 70
const MOST_CRASHES_IN_A_ROW = 5

/** What keeps the server small at rest: little room for young objects, plain sources, few heaps of the C library. */
const lean = JSON.parse(readFileSync(new URL('./server-process.json', import.meta.url), 'utf8'))

await ensureInstalled()
const node = node24()
if (!(await ensureUiBuilt(node))) {
  fail('界面构建失败，原因见上。Building the interface failed; the reason is above.')
}
run(node, [
  '--disable-warning=ExperimentalWarning',
  path.join(root, 'scripts', 'plain-sources.mjs'),
])
process.exitCode = await serve()

async function serve() {
  let crashes = 0
  for (let pause = SHORTEST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const startedAt = Date.now()
    const { code, signal, asked } = await superviseChild(
      node,
      [
        ...lean.options,
        '--import',
        new URL('./end-with-parent.mjs', import.meta.url).href,
        path.join(root, 'src', 'main.ts'),
        ...process.argv.slice(2),
      ],
      lean.environment,
    )
    if (signal === null && (asked || code !== CRASHED)) return code ?? 1
    if (asked) return 128 + (constants.signals[signal] ?? 0)
    const wasSteady = Date.now() - startedAt > STEADY_MS
    if (wasSteady) pause = SHORTEST_PAUSE_MS
    crashes = signal === null && !wasSteady ? crashes + 1 : 0
    if (crashes === MOST_CRASHES_IN_A_ROW) return CRASHED
    const cause = signal ?? `status ${code}`
    console.error(
      `服务中断（${cause}），${pause / 1000} 秒后重新启动… The server was ended by ${cause}; starting it again in ${pause / 1000} s…`,
    )
    await sleep(pause)
  }
}

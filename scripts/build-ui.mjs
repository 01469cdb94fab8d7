// Builds the interface into dist/ui when it is missing or its sources changed since; used by
// `npm start`, and run by itself as a step of the check.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, run, takeLock } from './bootstrap.mjs'

const output = path.join(root, 'dist', 'ui')
const stamp = path.join(root, 'dist', '.ui-sources')

/** Takes the path of Node 24; gives whether dist/ui is now built from the present sources. */
export async function ensureUiBuilt(node) {
  if (isFresh(sourceKey())) return true
  const release = await takeLock('build')
  try {
    return build(node)
  } finally {
    release()
  }
}

function build(node) {
  const key = sourceKey()
  if (isFresh(key)) return true
  console.error('正在构建界面… Building the interface…')
  rmSync(stamp, { force: true })
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  if (run(node, [vite, 'build', '--logLevel', 'warn']) !== 0) return false
  writeFileSync(stamp, key)
  return true
}

const isFresh = (key) => existsSync(path.join(output, 'index.html')) && readStamp() === key

/** One hash over the path, size and time of every file the browser's code is made from. */
function sourceKey() {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')))
  for (const name of ['index.html', 'vite.config.ts', 'src', 'public']) addToHash(hash, name)
  return hash.digest('hex')
}

function addToHash(hash, name) {
  const file = path.join(root, name)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined || isServerOnly(name)) return
  if (!stat.isDirectory()) {
    hash.update(`${name}\0${stat.size}\0${stat.mtimeMs}\n`)
    return
  }
  for (const entry of readdirSync(file).sort()) addToHash(hash, path.posix.join(name, entry))
}

function isServerOnly(name) {
  return (
    name === 'src/foundation' ||
    /^src\/modules\/[^/]+\/server$/.test(name) ||
    /\.test\.tsx?$/.test(name)
  )
}

function readStamp() {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = (await ensureUiBuilt(process.execPath)) ? 0 : 1

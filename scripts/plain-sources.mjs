// The sources without their types, made once and kept: what takes the types away weighs more than
// all else the server holds at rest. As `--import` it hands them to Node; run by itself it makes them.
import { createHash } from 'node:crypto'
import {
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, '.cache', 'plain')

if (process.argv[1] === import.meta.filename) makeAll()
else
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context)
      return { format: 'module', source: plain(new URL(url)), shortCircuit: true }
    },
  })

/** Makes those that are missing; forgets those whose source is gone. */
function makeAll() {
  mkdirSync(folder, { recursive: true })
  const files = globSync(['src/**/*.ts', 'simulator/**/*.ts'], { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  const made = new Set(readdirSync(folder))
  const wanted = new Set()
  for (const file of files) {
    const source = readFileSync(path.join(root, file))
    wanted.add(nameOf(source))
    if (!made.has(nameOf(source))) make(source)
  }
  for (const name of made) if (!wanted.has(name)) rmSync(path.join(folder, name), { force: true })
}

function plain(file) {
  const source = readFileSync(file)
  try {
    return readFileSync(path.join(folder, nameOf(source)), 'utf8')
  } catch {
    return make(source)
  }
}

function make(source) {
  const text = stripTypeScriptTypes(source.toString('utf8'))
  const file = path.join(folder, nameOf(source))
  try {
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // Where nothing can be kept, it is made anew each time.
  }
  return text
}

function nameOf(source) {
  return `${createHash('sha256').update(source).digest('hex').slice(0, 32)}-${process.version}.js`
}

// Runs under the machine's own Node (20 or newer), before anything is installed:
// nothing here may import a package or use what Node 20 does not have.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

const modules = path.join(root, 'node_modules')
const lockfile = path.join(root, 'package-lock.json')
const LONGEST_INSTALL_MS = 20 * 60_000
const stamp = path.join(modules, '.keyuan-installed')

/** Prints one sentence to standard error and ends the process with status 1. */
export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

/**
 * Installs the packages of package-lock.json with `npm ci` unless exactly those are there.
 * Install scripts are left out: the product needs none, and so every machine gets the same files.
 */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(
      `需要 Node.js 20 或更高版本，当前是 ${process.version}。Node.js 20 or newer is needed; this is ${process.version}.`,
    )
  }
  if (isInstalled()) return
  const release = await takeLock('install')
  try {
    if (isInstalled()) return
    console.error('正在安装依赖，首次需要一两分钟… Installing packages, a minute or two at first…')
    const status = runNpm([
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--engine-strict=false',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ])
    if (status !== 0) {
      fail('依赖安装失败，原因见上。Installing the packages failed; the reason is above.')
    }
    writeFileSync(stamp, installKey())
  } finally {
    release()
  }
}

/**
 * The path of a Node 24 or newer that runs on this machine: the one installed as a package,
 * else the machine's own. Ends the process with a clear sentence where there is neither.
 */
export function node24() {
  const name = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidates = [
    path.join(modules, `node-${name}-${process.arch}`, 'bin', file),
    path.join(modules, '.bin', file),
    process.execPath,
  ]
  for (const candidate of candidates) {
    if (candidate !== process.execPath && !existsSync(candidate)) continue
    const answer = spawnSync(candidate, ['--version'], { encoding: 'utf8' })
    if (answer.status === 0 && Number(/^v(\d+)/.exec(answer.stdout)?.[1]) >= 24) return candidate
  }
  return fail(
    `本机（${process.platform} ${process.arch}）需要自行安装 Node.js 24 或更高版本（https://nodejs.org），当前是 ${process.version}。\n` +
      `On this machine (${process.platform} ${process.arch}) please install Node.js 24 or newer yourself (https://nodejs.org); this is ${process.version}.`,
  )
}

/**
 * Runs a program in the repository with the packages' commands first in the PATH.
 * Gives its status, 128 + signal number where a signal ended it; ends nothing by itself.
 */
export function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment() })
  if (result.error) throw result.error
  return result.status ?? 128 + (constants.signals[result.signal] ?? 0)
}

/** The environment for children: `node` means Node 24 there too. */
export function environment() {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const bin = path.join(modules, '.bin')
  return { ...process.env, [key]: [bin, process.env[key]].filter(Boolean).join(path.delimiter) }
}

/**
 * Runs a long-lived child, passes SIGINT and SIGTERM on to it, and ends it when npm is gone.
 * `more`: its environment where nobody set it otherwise. Resolves with { code, signal, asked } when it ends; `asked` tells whether we passed a signal on.
 */
export function superviseChild(command, args, more = {}) {
  return new Promise((resolve, reject) => {
    // A session of its own: Ctrl+C in a terminal would otherwise reach the child twice.
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...more, ...environment() },
      detached: process.platform !== 'win32',
    })
    let asked = false
    const forward = (signal) => {
      asked = true
      child.kill(signal)
    }
    // Not SIGHUP: `nohup` must stay in force; where it is not, the lost channel ends the child.
    const signals = ['SIGINT', 'SIGTERM']
    for (const signal of signals) process.on(signal, forward)
    const watch = watchForLostLauncher(() => forward('SIGTERM'))
    const settle = () => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, forward)
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      settle()
      resolve({ code, signal, asked })
    })
  })
}

/**
 * npm passes a signal on to the shell between it and us, which dies of it and tells nobody: a
 * server started by npm ends once npm, or that shell, is gone. Gives the timer of the watch.
 */
function watchForLostLauncher(tell) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const shell = process.ppid
  const npm = parentOf(shell)
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return
    clearInterval(timer)
    tell()
  }, 250)
  return timer
}

/** The parent of a process on Linux; undefined elsewhere, and once that process is gone. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function installKey() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  return `${hash} ${process.platform}-${process.arch}\n`
}

function isInstalled() {
  if (!existsSync(path.join(modules, '.package-lock.json'))) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === installKey()) return true
  if (!installedMatchesLockfile()) return false
  try {
    writeFileSync(stamp, installKey())
  } catch {
    // Installed by another user: the comparison is simply made again next time.
  }
  return true
}

/** True where npm's own record of what it installed agrees with the lockfile. */
function installedMatchesLockfile() {
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  const found = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages
  const missing = Object.entries(wanted).some(
    ([name, entry]) => name !== '' && (!entry.optional || isForHere(entry)) && !found[name],
  )
  const foreign = Object.entries(found).some(
    ([name, entry]) => entry.integrity !== wanted[name]?.integrity,
  )
  return !missing && !foreign && existsSync(path.join(modules, 'vite', 'package.json'))
}

/** True for a package made for this very platform, such as Node 24 or PostgreSQL. */
function isForHere({ os, cpu, libc }) {
  const names = (value, wanted) => value !== undefined && [value].flat().includes(wanted)
  return names(os, process.platform) && names(cpu, process.arch) && libc === undefined
}

/** Runs npm itself: the one that runs this script, else the one in the PATH. */
function runNpm(args) {
  const npm = process.env.npm_execpath
  const own = npm !== undefined && /npm-cli\.[cm]?js$/.test(npm) && existsSync(npm)
  const result = own
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, {
        cwd: root,
        stdio: 'inherit',
        shell: process.platform === 'win32',
      })
  if (result.error) {
    fail(`找不到 npm：${result.error.message}。npm cannot be run: ${result.error.message}.`)
  }
  return result.status
}

/**
 * Two commands started side by side on a fresh clone must not install, or build, over each other.
 * Gives the function that lets go again.
 */
export async function takeLock(name) {
  const cache = path.join(root, '.cache')
  const lock = path.join(cache, `${name}.lock`)
  mkdirSync(cache, { recursive: true })
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(lock)) {
      rmSync(lock, { force: true })
      continue
    }
    if (!told)
      console.error('另一个命令正在准备，请稍候… Another command is preparing this, waiting…')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    const age = Date.now() - statSync(lock).mtimeMs
    // Between creating and writing the file is empty; only an old empty one is abandoned.
    if (!pid) return age > 5000
    if (age > LONGEST_INSTALL_MS) return true
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#foundation/config.ts'
import { killServerProcesses } from '#foundation/embedded-postgres/server-processes.ts'
import { dataPaths } from '#foundation/embedded-postgres/state-files.ts'
import { createLog } from '#foundation/log.ts'
import { loadKey } from '#foundation/vault.ts'
import { openApp } from '../../src/create-app.ts'

const root = join(import.meta.dirname, '../..')
const longestStartMs = 60_000
const pollMs = 50

/** A data directory and a free port, as an installation has them; `remove` ends what still runs there. */
export async function newInstallation(): Promise<{
  dataDir: string
  port: number
  remove(): Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-product-'))
  const dataDir = join(folder, 'data')
  return {
    dataDir,
    port: await freePort(),
    remove: async () => {
      await killServerProcesses(dataPaths(dataDir).cluster)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Product {
  url: string
  process: ChildProcess
  /** Everything it has printed so far. */
  output: () => string
  /** Resolves once the server answers as ready. */
  ready(): Promise<void>
  /** Process number of the server itself, as its lock says. */
  serverPid(): number
  postmasterPid(): number
  /** Asks it to stop and gives its exit status. */
  stop(): Promise<number | null>
}

/** Starts the product as `npm start` does, with the demo off unless `env` says otherwise. */
export function startProduct(
  { dataDir, port }: { dataDir: string; port: number },
  env: Record<string, string> = {},
): Product {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    cwd: root,
    env: {
      ...cleanEnvironment(),
      KEYUAN_DATA: dataDir,
      KEYUAN_DEMO: 'off',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const output = () => Buffer.concat(chunks).toString('utf8')
  const url = `${env.KEYUAN_TLS_CERT ? 'https' : 'http'}://127.0.0.1:${port}`
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    url,
    process: child,
    output,
    ready: () =>
      waitUntil(async () => {
        if (child.exitCode !== null) throw new Error(`It ended:\n${output()}`)
        return (await fetch(`${url}/readyz`)).ok
      }, output),
    serverPid: () => readRecord<{ pid: number }>(dataPaths(dataDir).lock).pid,
    postmasterPid: () =>
      readRecord<{ postmasterPid: number }>(dataPaths(dataDir).runtime).postmasterPid,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

export interface CommandEnd {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs a command of the administrator's command line on a data directory. */
export async function keyuan(
  dataDir: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<CommandEnd> {
  const child = spawn(process.execPath, [join(root, 'src', 'main-cli.ts'), ...args], {
    cwd: root,
    env: { ...cleanEnvironment(), KEYUAN_DATA: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ])
  return { status, stdout, stderr }
}

/** The product's own doors on the database of an installation, beside its server. */
export function openBeside(dataDir: string, databaseUrl = superuserUrl(dataDir)) {
  const config = readConfig({ KEYUAN_DATA: dataDir, KEYUAN_LOG: 'silent', KEYUAN_POOL: '4' })
  return openApp(config, createLog('silent'), databaseUrl, { key: loadKey(dataDir, undefined) })
}

/** The embedded database of a running installation, as its owner. */
export function superuserUrl(dataDir: string): string {
  const url = new URL(readRecord<{ superuserUrl: string }>(dataPaths(dataDir).runtime).superuserUrl)
  url.pathname = '/keyuan'
  return url.href
}

/** Tries until it is true; errors count as not yet. Fails after a minute, showing `context`. */
export async function waitUntil(
  isSo: () => Promise<boolean>,
  context: () => string = () => '',
): Promise<void> {
  let last: unknown
  for (const deadline = Date.now() + longestStartMs; Date.now() < deadline; await sleep(pollMs)) {
    try {
      if (await isSo()) return
    } catch (error) {
      last = error
      if ((error as Error).message.startsWith('It ended')) throw error
    }
  }
  throw new Error(`Waited in vain (${String(last)}):\n${context()}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Without what the test runner sets, and without a database that belongs to others. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|VITEST|TEST|NODE_|KEYUAN_|DATABASE_URL|HOST$|PORT$|INIT_CWD)/.test(name),
    ),
  )
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const readRecord = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

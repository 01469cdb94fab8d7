import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const readyWithinMs = 120_000

export interface Product {
  baseUrl: string
  /** Everything the product has printed so far, its one-time links among it. */
  said: () => string
  stop: () => Promise<void>
}

/**
 * Starts the product as its user does, on a free port with a data directory of its own, and waits
 * until it serves. Throws with what it printed when it ends before that.
 */
export async function startProduct(options: { demo: boolean }): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-e2e-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      HOST: '127.0.0.1',
      KEYUAN_DATA: join(folder, 'data'),
      KEYUAN_DEMO: options.demo ? 'on' : 'off',
      KEYUAN_LOG: 'warn',
      PORT: String(port),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const baseUrl = `http://127.0.0.1:${port}`
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(baseUrl, child, () => said)
  } catch (error) {
    await stop()
    throw error
  }
  return { baseUrl, said: () => said, stop }
}

async function untilReady(baseUrl: string, child: ChildProcess, said: () => string) {
  const until = Date.now() + readyWithinMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The product ended at its start:\n${said()}`)
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`The product is not ready after ${readyWithinMs / 1000} s:\n${said()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

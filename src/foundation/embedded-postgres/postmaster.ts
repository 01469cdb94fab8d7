import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries, RunAs } from './binaries.ts'
import { probe } from './connection.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { findServerProcesses, killServerProcesses } from './server-processes.ts'
import { type PostgresSettings, settingArguments } from './settings.ts'
import { spawnOpened } from './spawn-opened.ts'

const POLL_MS = 40
const LAST_WORDS = 5

export interface PostmasterTask {
  binaries: Binaries
  cluster: string
  runAs: RunAs | undefined
  settings: PostgresSettings
  url: string
  /** Gets every line the server logs. */
  onLine: (line: string) => void
}

/** A PostgreSQL that was ready to answer when it was handed out. */
export interface Postmaster {
  pid: number
  /** Resolves when it ended, for whatever reason. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  signal(name: NodeJS.Signals): void
}

/**
 * Starts PostgreSQL on a cluster and waits until it answers, crash recovery included.
 * What a dead predecessor left (orphaned backends, its pid file) is cleared away first.
 * @throws EmbeddedPostgresError start_failed, with the server's last words
 */
export async function startPostmaster(task: PostmasterTask): Promise<Postmaster> {
  await killServerProcesses(task.cluster)
  if (process.platform === 'linux' && findServerProcesses(task.cluster).length === 0) {
    // Its number may belong to a stranger by now, which PostgreSQL would take for a live server.
    rmSync(path.join(task.cluster, 'postmaster.pid'), { force: true })
  }
  const child = spawnOpened(task.binaries.postgres, {
    opened: [task.cluster],
    runAs: task.runAs,
    args: ([cluster = '']) => ['-D', cluster, ...settingArguments(task.settings)],
  })
  const lastWords = listen(child, task.onLine)
  let over = false
  const ended = waitForEnd(child).finally(() => (over = true))
  await waitUntilReady(task.url, () => over)
  if (over || child.pid === undefined) {
    const { code, signal } = await ended
    throw startFailed(lastWords.join('\n') || (signal ?? `exit status ${code}`))
  }
  return { pid: child.pid, ended, signal: (name) => child.kill(name) }
}

function listen(child: ChildProcess, onLine: (line: string) => void): string[] {
  const lastWords: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    readline.createInterface({ input: stream }).on('line', (line) => {
      lastWords.push(line)
      if (lastWords.length > LAST_WORDS) lastWords.shift()
      onLine(line)
    })
  }
  return lastWords
}

async function waitForEnd(child: ChildProcess): Promise<Awaited<Postmaster['ended']>> {
  try {
    // Not "close": backends that outlive a killed postmaster keep its output open.
    const [code, signal] = await once(child, 'exit')
    return { code, signal }
  } catch (error) {
    throw startFailed((error as Error).message)
  }
}

async function waitUntilReady(url: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const answer = await probe(url)
    if (answer === 'ready') return
    if (answer === 'refused') throw startFailed('another server answers on the port')
    await sleep(POLL_MS)
  }
}

function startFailed(reason: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('start_failed', {
    zh: `内置 PostgreSQL 无法启动：${reason}`,
    en: `The embedded PostgreSQL does not start: ${reason}`,
  })
}

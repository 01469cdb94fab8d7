import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './process-identity.ts'
import { readIfThere } from './state-files.ts'

const FAST_SHUTDOWN_MS = 20_000
const IMMEDIATE_SHUTDOWN_MS = 5_000
const KILL_MS = 10_000
const POLL_MS = 30

/**
 * The process numbers of every PostgreSQL process working in a cluster's directory, the
 * postmaster first if it lives. On Linux this looks at the processes themselves, so a number
 * given to a stranger is never taken for ours; elsewhere the one of postmaster.pid, by its name.
 */
export function findServerProcesses(cluster: string): number[] {
  const postmaster = readPostmasterPid(cluster)
  if (process.platform !== 'linux') {
    return postmaster !== undefined && isPostmasterByName(postmaster, cluster) ? [postmaster] : []
  }
  const pids = processesWorkingIn(cluster)
  return pids.sort((a, b) => Number(b === postmaster) - Number(a === postmaster))
}

/**
 * Ends every PostgreSQL process of a cluster that an earlier start left behind: a fast
 * shutdown first, then an immediate one, then by force. Resolves when none is left.
 */
export async function stopStrayServer(
  cluster: string,
  note: (message: string, fields: object) => void,
): Promise<void> {
  const steps: Array<[NodeJS.Signals, number]> = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ]
  const postmaster = readPostmasterPid(cluster)
  for (const [signal, patience] of steps) {
    const pids = findServerProcesses(cluster)
    if (pids.length === 0) return
    const head = pids.find((pid) => pid === postmaster)
    // Without their postmaster the rest only wait for work that will never come.
    if (head === undefined) break
    note('stopping a PostgreSQL left over from an earlier start', { pid: head, signal })
    sendSignal(head, signal)
    await waitUntilGone(cluster, patience)
  }
  await killServerProcesses(cluster)
}

/** Ends what is left of a cluster's processes by force. Crash recovery puts the data right. */
export async function killServerProcesses(cluster: string): Promise<void> {
  for (const pid of findServerProcesses(cluster)) sendSignal(pid, 'SIGKILL')
  if (!(await waitUntilGone(cluster, KILL_MS))) {
    throw new Error(`PostgreSQL processes of ${cluster} do not end`)
  }
}

async function waitUntilGone(cluster: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (findServerProcesses(cluster).length > 0) {
    if (Date.now() > deadline) return false
    await sleep(POLL_MS)
  }
  return true
}

function processesWorkingIn(cluster: string): number[] {
  const wanted = statSync(cluster, { throwIfNoEntry: false })
  if (wanted === undefined) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresIn(pid, wanted))
}

function isPostgresIn(pid: number, folder: { dev: number; ino: number }): boolean {
  try {
    const cwd = statSync(`/proc/${pid}/cwd`)
    if (cwd.ino !== folder.ino || cwd.dev !== folder.dev) return false
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && isAlive(pid)
  } catch {
    return false
  }
}

function isPostmasterByName(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  const windows = process.platform === 'win32'
  const answer = windows
    ? spawnSync('tasklist', ['/NH', '/FI', `PID eq ${pid}`], { encoding: 'utf8' })
    : spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return (answer.stdout ?? '').includes(windows ? 'postgres.exe' : cluster)
}

function readPostmasterPid(cluster: string): number | undefined {
  const pid = Number(readIfThere(path.join(cluster, 'postmaster.pid'))?.split('\n')[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

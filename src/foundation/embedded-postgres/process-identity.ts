import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One process, not merely a number that a later process may carry again. */
export interface ProcessIdentity {
  pid: number
  /** Changes whenever the number is given to another process; undefined where it cannot be known. */
  startedAt: string | undefined
}

/** The identity of a process that is alive now; undefined where there is none. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined
  return { pid, startedAt: startMark(pid) }
}

/** True where that very process still runs; a zombie does not. */
export function isSameProcessAlive(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid)
  return now !== undefined && now.startedAt === identity.startedAt
}

/** True where a process of that number runs, whoever owns it; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return process.platform !== 'linux' || statFields(pid)?.[0] !== 'Z'
}

function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') {
    // Ticks since boot repeat after a reboot, so the boot belongs to the mark.
    const ticks = statFields(pid)?.[19]
    return ticks === undefined ? undefined : `${bootId()}/${ticks}`
  }
  if (process.platform === 'win32') return undefined
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** The fields of /proc/<pid>/stat from the third (state) on; the second may itself hold blanks. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

import { linkSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataDirectoryInUse } from './errors.ts'
import { identifyProcess, isSameProcessAlive } from './process-identity.ts'
import { dataPaths, readIfThere, writePrivateFile } from './state-files.ts'

const STOPPING_HOLDER_WAIT_MS = 60_000
const POLL_MS = 100

/** What the lock file says about the process that holds the data directory. */
export interface LockHolder {
  pid: number
  startedAt: string | undefined
  address?: string | undefined
  /** Set once the holder has begun to shut down: the next start may wait for it. */
  stopping?: boolean
}

export interface DataDirectoryLock {
  /** Adds to what others read in the lock file. */
  describe(change: { address?: string; stopping?: boolean }): void
  release(): void
}

/**
 * Takes the lock of a data directory for this process. A lock whose process is gone is
 * replaced; a holder that is shutting down is waited for.
 * @throws DataDirectoryInUse where another process (or this one) holds it.
 */
export async function lockDataDirectory(dataDir: string): Promise<DataDirectoryLock> {
  const { lock } = dataPaths(dataDir)
  const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: undefined }
  let mine: LockHolder = { ...self }
  const deadline = Date.now() + STOPPING_HOLDER_WAIT_MS
  while (!tryTake(lock, mine)) {
    const holder = findLockHolder(dataDir)
    if (holder === undefined) {
      discardStale(lock)
    } else if (holder.stopping && Date.now() < deadline) {
      await sleep(POLL_MS)
    } else {
      throw new DataDirectoryInUse(dataPaths(dataDir).dataDir, holder)
    }
  }
  return {
    describe(change) {
      mine = { ...mine, ...change }
      writePrivateFile(lock, JSON.stringify(mine))
    },
    release: () => rmSync(lock, { force: true }),
  }
}

/** The live process that holds a data directory; undefined where none does. */
export function findLockHolder(dataDir: string): LockHolder | undefined {
  const text = readIfThere(dataPaths(dataDir).lock)
  const holder = text === undefined ? undefined : parseHolder(text)
  return holder !== undefined && isSameProcessAlive(holder) ? holder : undefined
}

/** A hard link is made in one step with its content, so that no one ever reads half a lock. */
function tryTake(lock: string, holder: LockHolder): boolean {
  const draft = `${lock}.${process.pid}`
  writePrivateFile(draft, JSON.stringify(holder))
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Two starts may find the same stale lock: only the one that moves away that very file goes on. */
function discardStale(lock: string): void {
  const seen = readIfThere(lock)
  if (seen === undefined) return
  const holder = parseHolder(seen)
  if (holder !== undefined && isSameProcessAlive(holder)) return
  const aside = `${lock}.stale-${process.pid}`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (readIfThere(aside) !== seen) linkSync(aside, lock)
  rmSync(aside, { force: true })
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text) as LockHolder
    return Number.isInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { probe } from './connection.ts'
import { findLockHolder } from './data-directory-lock.ts'
import { dataPaths, readIfThere } from './state-files.ts'

const PATIENCE_MS = 30_000
const POLL_MS = 100

/** What the supervisor writes for commands that run beside it; the file is as secret as the password. */
export interface RuntimeRecord {
  superuserUrl: string
  port: number
  postmasterPid: number
  supervisorPid: number
}

/**
 * The connection URL (as superuser) of the embedded server that a live process keeps on a data
 * directory, or undefined where none does. One that is just starting is waited for, at most 30 s.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const { runtime } = dataPaths(dataDir)
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const holder = findLockHolder(dataDir)
    if (holder === undefined || holder.stopping) return undefined
    const record = parseRecord(readIfThere(runtime))
    if (record?.supervisorPid === holder.pid && (await probe(record.superuserUrl)) === 'ready') {
      return record.superuserUrl
    }
    await sleep(POLL_MS)
  }
  return undefined
}

function parseRecord(text: string | undefined): RuntimeRecord | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as RuntimeRecord)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '../http/problem.ts'
import { newClient } from './client.ts'

const POLL_MS = 500

/** The database of DATABASE_URL cannot be used; the message says why, in both languages. */
export class DatabaseUnreachable extends Error {
  constructor(cause: Error) {
    super(
      `数据库无法连接（DATABASE_URL）：${cause.message}\n` +
        `The database of DATABASE_URL cannot be reached: ${cause.message}`,
      { cause },
    )
    this.name = 'DatabaseUnreachable'
  }
}

/**
 * Waits for a database that is still starting, as after a power cut when both start together.
 * Throws DatabaseUnreachable after `patienceMs`, or at once where it refuses us.
 */
export async function waitForDatabase(url: string, patienceMs: number): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; ) {
    const client = newClient(url)
    try {
      await client.connect()
      return
    } catch (error) {
      const { code, message } = error as Error & { code?: string }
      const reason = message === '' ? new Error(code ?? 'no answer') : (error as Error)
      if (!isDatabaseAway(code, message) || Date.now() > deadline)
        throw new DatabaseUnreachable(reason)
      await sleep(POLL_MS)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

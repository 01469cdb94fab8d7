import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { newClient } from '../db/client.ts'
import type { Log } from '../log.ts'

export const eventChannel = 'keyuan_events'

/** A notice that something happened: ids and words only. */
export interface Notice {
  storeId: number
  type: string
  id: string
  /** Who did it; null for the product. */
  by: string | null
}

export interface Listening {
  close(): Promise<void>
}

/** Listens for events of every process on this database; reconnects by itself. */
export function listenForEvents(
  url: string,
  log: Log,
  onNotice: (notice: Notice) => void,
  onReconnect?: () => void,
): Listening {
  let client: pg.Client | undefined
  let isClosed = false
  // Anyone who may log in may notify: what is not understood must not end the process.
  const pass = (payload: string): void => {
    try {
      onNotice(JSON.parse(payload) as Notice)
    } catch (error) {
      log.warn({ err: error }, 'a notice could not be passed on')
    }
  }
  const connect = async (): Promise<void> => {
    for (let wait = 100; !isClosed; wait = Math.min(wait * 2, 5_000)) {
      const next = newClient(url, 'keyuan-live')
      try {
        await next.connect()
        await next.query(`listen ${eventChannel}`)
        next.on('notification', ({ payload }) => pass(payload ?? ''))
        next.on('end', () => {
          if (!isClosed) void connect()
        })
        if (isClosed) return await next.end()
        client = next
        onReconnect?.()
        return
      } catch (error) {
        log.debug({ err: error }, 'listening for events failed; trying again')
        await next.end().catch(() => {})
        await sleep(wait, undefined, { ref: false })
      }
    }
  }
  void connect()
  return {
    close: async () => {
      isClosed = true
      await client?.end().catch(() => {})
    },
  }
}

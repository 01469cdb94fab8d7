import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
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
  const connect = async (): Promise<void> => {
    for (let wait = 100; !isClosed; wait = Math.min(wait * 2, 5_000)) {
      const next = new pg.Client({ connectionString: url, keepAlive: true })
      try {
        next.on('error', () => {})
        await next.connect()
        await next.query(`listen ${eventChannel}`)
        next.on('notification', (message) =>
          onNotice(JSON.parse(message.payload ?? '{}') as Notice),
        )
        next.on('end', () => {
          if (!isClosed) void connect()
        })
        client = next
        onReconnect?.()
        return
      } catch (error) {
        log.debug({ err: error }, 'listening for events failed; trying again')
        await next.end().catch(() => {})
        await sleep(wait)
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

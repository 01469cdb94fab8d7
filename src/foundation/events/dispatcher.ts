import type { App } from '../app.ts'
import type { StoreInfo } from '../ctx.ts'
import { inStores } from '../db/database.ts'
import { listStoresWithOpenEvents } from './events.queries.ts'

interface Dispatcher {
  /** A store has news: its events are handed out now, or once more after the present run. */
  wake(storeId: number): void
  /** Wakes every store that has open events; finds what a lost notice or a crash left behind. */
  sweep(): void
  /** Takes nothing new; resolves when what runs has ended. */
  stop(): Promise<void>
}

/**
 * Runs `dispatch` for one store at a time each, for a few stores at once: a run holds one
 * connection for its lock and needs a second one, so all together must leave the pool half free.
 */
export function createDispatcher(
  app: App,
  dispatch: (store: StoreInfo) => Promise<unknown>,
): Dispatcher {
  const most = Math.max(1, Math.floor(app.config.poolSize / 5))
  const running = new Map<number, Promise<void>>()
  const waiting = new Set<number>()
  let isStopped = false

  const runNext = (): void => {
    for (const storeId of waiting) {
      if (isStopped || running.size >= most) return
      if (running.has(storeId)) continue
      waiting.delete(storeId)
      running.set(storeId, run(storeId))
    }
  }
  const run = async (storeId: number): Promise<void> => {
    try {
      const store = await app.findStore(app.db, storeId)
      if (store) await dispatch(store)
    } catch (error) {
      // Open events stay open: the next sweep comes back to them.
      app.log.debug({ err: error, storeId }, 'dispatch will be tried again')
    }
    running.delete(storeId)
    runNext()
  }
  const wake = (storeId: number): void => {
    if (isStopped) return
    waiting.add(storeId)
    runNext()
  }
  let isSweeping = false
  const sweep = async (): Promise<void> => {
    if (isSweeping || isStopped) return
    isSweeping = true
    try {
      const stores = await app.listStores(app.db)
      const ids = stores.map((s) => s.id)
      for (const id of await inStores(app.db, ids, listStoresWithOpenEvents)) wake(id)
    } catch (error) {
      app.log.debug({ err: error }, 'sweep will be tried again')
    }
    isSweeping = false
  }
  return {
    wake,
    sweep: () => void sweep(),
    stop: async () => {
      isStopped = true
      await Promise.all(running.values())
    },
  }
}

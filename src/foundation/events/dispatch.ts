import { type App, runInStore } from '../app.ts'
import type { StoreInfo } from '../ctx.ts'
import { inStores } from '../db/database.ts'
import { failureText } from '../failure-text.ts'
import type { EventRow, Job, Listener, Module } from '../module.ts'
import {
  listOpenEvents,
  markFailed,
  markHandled,
  type OpenEvent,
  tryLockStore,
} from './events.queries.ts'

const batch = 200
/** With the waits of `listOpenEvents`, the last attempt comes about a day after the first. */
const attemptsBeforeGivingUp = 14

/** Hands one event on as a job; throws when the job queue could not take it. */
export type SendJob = (job: Job<never>, store: StoreInfo, event: EventRow) => Promise<void>

/**
 * Hands a store's open events to their listeners and makes their jobs, oldest first, until none
 * is left that can be handled now; gives how many were. In order per record: while one waits for
 * its next attempt, the later events of that record wait with it.
 */
export async function dispatchEvents(
  app: App,
  modules: Module[],
  store: StoreInfo,
  sendJob: SendJob,
): Promise<number> {
  const listeners = modules.flatMap((m) => m.listeners ?? [])
  const jobs = modules.flatMap((m) => m.jobs ?? [])
  return inStores(app.db, [store.id], async (tx) => {
    // This transaction only holds the lock and reads; each listener works in its own.
    if (!(await tryLockStore(tx, store.id))) return 0
    const held = new Set<string>()
    let handled = 0
    for (;;) {
      const now = app.clock.now()
      const events = await listOpenEvents(tx, store.id, { now, except: [...held], limit: batch })
      if (events.length === 0) return handled
      const quiet: string[] = []
      for (const event of events) {
        if (held.has(event.recordId)) continue
        const mine = listeners.filter((l) => l.event === event.type)
        const asked = jobs.filter((j) => j.event === event.type)
        if (mine.length === 0 && asked.length === 0) quiet.push(event.id)
        else if (event.isWaiting) held.add(event.recordId)
        else if (await handleOne(app, store, event, { listeners: mine, jobs: asked, sendJob }))
          handled += 1
        else held.add(event.recordId)
      }
      if (quiet.length > 0)
        await inStores(app.db, [store.id], (own) => markHandled(own, store.id, quiet, now))
      handled += quiet.length
    }
  })
}

interface Reactions {
  listeners: Listener[]
  jobs: Job<never>[]
  sendJob: SendJob
}

async function handleOne(
  app: App,
  store: StoreInfo,
  event: OpenEvent,
  { listeners, jobs, sendJob }: Reactions,
): Promise<boolean> {
  try {
    for (const job of jobs) await sendJob(job, store, event)
    await runInStore(app, store, async (ctx) => {
      for (const listener of listeners) await listener.handle(ctx, event)
      await markHandled(ctx.tx, store.id, [event.id], ctx.now)
    })
    return true
  } catch (error) {
    const isLast = event.attempts + 1 >= attemptsBeforeGivingUp
    app.log.error(
      { err: error, event: event.id, type: event.type, isLast },
      'an event could not be handled',
    )
    // Where the database itself is gone this throws too: the attempt then does not count.
    await inStores(app.db, [store.id], async (tx) => {
      await markFailed(tx, store.id, event.id, failureText(error))
      if (isLast) await markHandled(tx, store.id, [event.id], app.clock.now())
    })
    return false
  }
}

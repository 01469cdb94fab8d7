import { type App, runInStore } from '../app.ts'
import type { StoreInfo } from '../ctx.ts'
import { inStores } from '../db/database.ts'
import type { EventRow, Job, Listener, Module } from '../module.ts'
import { listOpenEvents, markFailed, markHandled, tryLockStore } from './events.queries.ts'

const batch = 200
const attemptsBeforeGivingUp = 20

/** Hands one event on as a job; gives false when the job queue could not take it. */
export type SendJob = (job: Job<never>, store: StoreInfo, event: EventRow) => Promise<void>

/**
 * Hands a store's open events to their listeners and makes their jobs, oldest first, until none
 * is left. In order per record: after a failure the later events of that record wait.
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
    let handled = 0
    for (;;) {
      const events = await listOpenEvents(tx, store.id, batch)
      if (events.length === 0) return handled
      const held = new Set<string>()
      const quiet: string[] = []
      let progress = 0
      for (const event of events) {
        if (held.has(event.recordId)) continue
        const mine = listeners.filter((l) => l.event === event.type)
        const asked = jobs.filter((j) => j.event === event.type)
        if (mine.length === 0 && asked.length === 0) {
          quiet.push(event.id)
          continue
        }
        if (await handleOne(app, store, event, mine, asked, sendJob)) progress += 1
        else held.add(event.recordId)
      }
      if (quiet.length > 0)
        await inStores(app.db, [store.id], (own) =>
          markHandled(own, store.id, quiet, app.clock.now()),
        )
      progress += quiet.length
      handled += progress
      if (progress === 0) return handled
    }
  })
}

async function handleOne(
  app: App,
  store: StoreInfo,
  event: EventRow & { attempts: number },
  listeners: Listener[],
  jobs: Job<never>[],
  sendJob: SendJob,
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
    await inStores(app.db, [store.id], async (tx) => {
      await markFailed(tx, store.id, event.id, (error as Error).message)
      if (isLast) await markHandled(tx, store.id, [event.id], app.clock.now())
    })
    return false
  }
}

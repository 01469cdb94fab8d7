import { PgBoss } from 'pg-boss'
import type { App } from '../app.ts'
import type { StoreInfo } from '../ctx.ts'
import { inStores } from '../db/database.ts'
import { dispatchEvents, type SendJob } from '../events/dispatch.ts'
import { listStoresWithOpenEvents } from '../events/events.queries.ts'
import { listenForEvents } from '../events/listen.ts'
import type { EventRow, Job, Module } from '../module.ts'

const jobsSchema = 'keyuan_jobs'
const sweepEveryMs = 10_000

export interface Worker {
  stop(): Promise<void>
}

interface JobEnvelope {
  storeId: number
  event: Omit<EventRow, 'at'> & { at: string }
}

/** Starts the worker: listeners of events, jobs and timers of every module. */
export async function startWorker(app: App, modules: Module[], ownerUrl: string): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema,
    max: 4,
    application_name: 'keyuan-jobs',
  })
  boss.on('error', (error) => app.log.debug({ err: error }, 'job queue'))
  await boss.start()
  await registerJobs(app, boss, modules)
  await registerTimers(app, boss, modules)

  const sendJob: SendJob = async (job, store, event) => {
    await boss.send(
      job.name,
      { storeId: store.id, event } satisfies { storeId: number; event: EventRow },
      {
        singletonKey: event.id,
        retryLimit: 5,
        retryBackoff: true,
      },
    )
  }
  const dispatcher = createDispatcher(app, modules, sendJob)
  const listening = listenForEvents(
    ownerUrl,
    app.log,
    (notice) => dispatcher.wake(notice.storeId),
    () => dispatcher.sweep(),
  )
  const timer = setInterval(() => dispatcher.sweep(), sweepEveryMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await listening.close()
      await dispatcher.idle()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

async function registerJobs(app: App, boss: PgBoss, modules: Module[]): Promise<void> {
  for (const job of modules.flatMap((m) => (m.jobs ?? []) as Job<unknown>[])) {
    await boss.createQueue(job.name)
    await boss.work<JobEnvelope>(job.name, { pollingIntervalSeconds: 0.5 }, async ([taken]) => {
      if (!taken) return
      const { storeId, event } = taken.data
      const store = await app.findStore(app.db, storeId)
      if (!store) return
      await job.run(app, store, job.schema.parse(event.data), { ...event, at: new Date(event.at) })
    })
  }
}

async function registerTimers(app: App, boss: PgBoss, modules: Module[]): Promise<void> {
  for (const timer of modules.flatMap((m) => m.timers ?? [])) {
    await boss.createQueue(timer.name)
    await boss.schedule(timer.name, timer.cron)
    await boss.work(timer.name, { pollingIntervalSeconds: 5 }, async () => {
      for (const store of await app.listStores(app.db)) {
        await timer.run(app, store).catch((error: unknown) => {
          app.log.error(
            { err: error, timer: timer.name, store: store.id },
            'a timer failed for a store',
          )
        })
      }
    })
  }
}

/** Runs one dispatch per store at a time; a wake during a run causes one more run. */
function createDispatcher(app: App, modules: Module[], sendJob: SendJob) {
  const running = new Map<number, Promise<void>>()
  const again = new Set<number>()

  const run = async (store: StoreInfo): Promise<void> => {
    do {
      again.delete(store.id)
      await dispatchEvents(app, modules, store, sendJob)
    } while (again.has(store.id))
  }
  const wake = (storeId: number): void => {
    if (running.has(storeId)) {
      again.add(storeId)
      return
    }
    const work = app
      .findStore(app.db, storeId)
      .then((store) => (store ? run(store) : undefined))
      .catch((error: unknown) =>
        app.log.debug({ err: error, storeId }, 'dispatch will be tried again'),
      )
      .finally(() => running.delete(storeId))
    running.set(storeId, work)
  }
  const sweep = (): void => {
    app
      .listStores(app.db)
      .then((stores) =>
        inStores(
          app.db,
          stores.map((s) => s.id),
          listStoresWithOpenEvents,
        ),
      )
      .then((ids) => ids.forEach(wake))
      .catch((error: unknown) => app.log.debug({ err: error }, 'sweep will be tried again'))
  }
  return { wake, sweep, idle: async () => void (await Promise.all(running.values())) }
}

import { PgBoss } from 'pg-boss'
import type { App } from '../app.ts'
import { dispatchEvents, type SendJob } from '../events/dispatch.ts'
import { createDispatcher } from '../events/dispatcher.ts'
import { listenForEvents } from '../events/listen.ts'
import { failureText } from '../failure-text.ts'
import type { EventRow, Job, Module, Timer } from '../module.ts'

const jobsSchema = 'keyuan_jobs'
const sweepEveryMs = 10_000
/** A job whose process was killed is taken up again after this silence. */
const heartbeatSeconds = 30

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
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
  })
  boss.on('error', (error) => app.log.debug({ err: error }, 'job queue'))
  await boss.start()
  for (const job of modules.flatMap((m) => (m.jobs ?? []) as Job<unknown>[]))
    await registerJob(app, boss, job)
  for (const timer of modules.flatMap((m) => m.timers ?? [])) await registerTimer(app, boss, timer)

  // The event's id is the job's: handed on twice (a crash in between), it is still one job.
  const sendJob: SendJob = async (job, store, event) => {
    await boss.send(job.name, { storeId: store.id, event } as object, {
      id: event.id,
      retryLimit: 5,
      retryBackoff: true,
    })
  }
  const dispatcher = createDispatcher(app, (store) => dispatchEvents(app, modules, store, sendJob))
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
      await dispatcher.stop()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

async function registerJob(app: App, boss: PgBoss, job: Job<unknown>): Promise<void> {
  await boss.createQueue(job.name, { heartbeatSeconds })
  await boss.work<JobEnvelope>(job.name, { pollingIntervalSeconds: 0.5 }, async ([taken]) => {
    if (!taken) return
    const { storeId, event } = taken.data
    const store = await app.findStore(app.db, storeId)
    if (!store) return
    await withoutValues(app, job.name, () =>
      job.run(app, store, job.schema.parse(event.data), { ...event, at: new Date(event.at) }),
    )
  })
}

async function registerTimer(app: App, boss: PgBoss, timer: Timer): Promise<void> {
  await boss.createQueue(timer.name, { heartbeatSeconds })
  await boss.schedule(timer.name, timer.cron)
  await boss.work(timer.name, { pollingIntervalSeconds: 5 }, async () => {
    const stores = await withoutValues(app, timer.name, () => app.listStores(app.db))
    for (const store of stores)
      await timer.run(app, store).catch((error: unknown) => {
        app.log.error(
          { err: error, timer: timer.name, store: store.id },
          'a timer failed for a store',
        )
      })
  })
}

/** The job queue keeps the whole error in its table, so it only gets what may be kept. */
async function withoutValues<T>(app: App, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    app.log.error({ err: error, job: name }, 'a job failed; it will be tried again')
    // oxlint-disable-next-line preserve-caught-error -- the cause would be kept with its values
    throw new Error(failureText(error))
  }
}

import { isDatabaseAway } from './http/problem.ts'
import type { Log } from './log.ts'

/** The status of a process that failed while it ran: `npm start` starts it again, unlike after a refusal. */
export const crashStatus = 70

/**
 * What no request or job caught: a lost connection is logged, the pool opens another one; after
 * anything else the state of the process is unknown, so it ends and is started anew.
 */
export function outlastFailures(log: Log): void {
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'a failure that nobody waited for')
  })
  process.on('uncaughtException', (error: Error & { code?: string }) => {
    if (isDatabaseAway(error.code, error.message)) {
      log.error({ err: error }, 'a connection was lost')
      return
    }
    log.fatal({ err: error }, 'a failure that nobody caught')
    process.exit(crashStatus)
  })
}

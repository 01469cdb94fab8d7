import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { listPromiseExceptions } from './promise-check.queries.ts'

const mostReported = 100

/**
 * Looks for open cards without exactly one promise (row 000-20) and reports each in the log and as
 * an event. There should never be any: every verb locks the card first.
 */
export async function checkPromises(app: App, store: StoreInfo): Promise<string[]> {
  return runInStore(app, store, async (ctx) => {
    const ids = await listPromiseExceptions(ctx, mostReported)
    if (ids.length === 0) return ids
    app.log.error({ store: store.id, opportunities: ids }, 'open cards without exactly one promise')
    for (const id of ids) announce(ctx, { type: 'opportunities.promise_exception', recordId: id })
    return ids
  })
}

import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { orderEvents } from '../contract.ts'
import { listOrderExceptions } from './check-orders.queries.ts'

const mostReported = 100

/**
 * Looks for cards and orders that say different things: a signed or delivered card has a standing
 * order in the same state, and the other way round (rules.md, Losing and ending: 90 and 100 % are
 * read from the order). There should never be any: every verb changes both in one transaction.
 */
export async function checkOrders(app: App, store: StoreInfo): Promise<string[]> {
  return runInStore(app, store, async (ctx) => {
    const ids = await listOrderExceptions(ctx, mostReported)
    if (ids.length === 0) return ids
    app.log.error({ store: store.id, opportunities: ids }, 'cards and orders that differ')
    for (const id of ids) announce(ctx, { type: orderEvents.exception, recordId: id })
    return ids
  })
}

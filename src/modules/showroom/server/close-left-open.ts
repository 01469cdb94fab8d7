import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import type { Timer } from '#foundation/module.ts'
import { instantOf } from '#shared/days.ts'
import { recordClosure } from './closures.ts'
import { listOpenUntil, type VisitRow } from './visits.queries.ts'

const graceMs = 60 * 60_000

/**
 * When an open visit closes by itself: an hour after the store's closing time on its business
 * day, or an hour after arrival where the party came later than that (rules.md, Counting at the door).
 */
export function closesByItselfAt(
  visit: Pick<VisitRow, 'arrived_at' | 'business_day'>,
  store: StoreInfo,
): Date {
  const closing = instantOf(visit.business_day, store.closesAt, store.timeZone).getTime()
  return new Date(Math.max(closing, visit.arrived_at?.getTime() ?? 0) + graceMs)
}

/** Closes the visits left open as unfiled, flagged, without a time out; gives how many. */
export async function closeLeftOpen(ctx: Ctx): Promise<number> {
  const candidates = await listOpenUntil(
    ctx.tx,
    ctx.store.id,
    new Date(ctx.now.getTime() - graceMs),
  )
  let closed = 0
  for (const visit of candidates) {
    if (closesByItselfAt(visit, ctx.store) > ctx.now) continue
    await recordClosure(
      ctx,
      visit,
      { outcome: 'unfiled', is_flagged: true },
      'left open after closing',
    )
    closed += 1
  }
  return closed
}

export const closeLeftOpenTimer: Timer = {
  name: 'showroom.close-left-open',
  cron: '*/5 * * * *',
  run: async (app: App, store: StoreInfo) => {
    if (!store.isHeadOffice) await runInStore(app, store, closeLeftOpen)
  },
}

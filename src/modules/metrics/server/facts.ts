import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import {
  findLastRecording,
  insertFacts,
  listDirtyDays,
  markAllDays,
  supersedeFacts,
  takeDirtyMarks,
} from './facts.queries.ts'

const daysAtOnce = 62
/** A request that began before midnight may still end: its day is left alone this long. */
const midnightGraceMs = 15 * 60_000

/**
 * Computes the facts of store-days anew from the records and appends them as a version; the
 * earlier one stays, superseded. Takes business days of ctx.store. Call in one transaction.
 */
async function recomputeDays(ctx: Ctx, days: string[]): Promise<void> {
  if (days.length === 0) return
  const { tx, store } = ctx
  await takeDirtyMarks(tx, store.id, days)
  const last = await findLastRecording(tx, store.id, days)
  const at = new Date(Math.max(ctx.now.getTime(), last ? last.getTime() + 1 : 0))
  await supersedeFacts(tx, store.id, days, at)
  await insertFacts(tx, store.id, days, at)
}

/** Computes the oldest dirty past days of ctx.store; gives how many, fewer than 62 when done. */
export async function recomputeDirtyDays(ctx: Ctx): Promise<number> {
  const before = dayInZone(new Date(ctx.now.getTime() - midnightGraceMs), ctx.store.timeZone)
  const days = await listDirtyDays(ctx.tx, ctx.store.id, before, daysAtOnce)
  await recomputeDays(ctx, days)
  return days.length
}

/** Brings the facts of a store up to date; gives the number of days computed. */
export async function settleFacts(app: App, store: StoreInfo): Promise<number> {
  for (let total = 0; ; ) {
    const done = await runInStore(app, store, recomputeDirtyDays)
    total += done
    if (done < daysAtOnce) return total
  }
}

/** Computes all facts of a store from its records, after a bulk load; gives the number of days. */
export async function rebuildFacts(app: App, store: StoreInfo): Promise<number> {
  await runInStore(app, store, (ctx) => markAllDays(ctx.tx, store.id, ctx.now))
  return settleFacts(app, store)
}

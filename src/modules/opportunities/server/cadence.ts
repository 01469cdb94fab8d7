import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { nextOpenDay } from '#shared/promise.ts'
import { listLongGaps } from './cadence.queries.ts'
import { closedFrom } from './calendar.ts'
import { driftLevels } from './drift.ts'
import { pullPromise } from './expectation.ts'
import { findAndLock } from './opportunities.queries.ts'
import { promiseGapsOf, stageGapsOf } from './settings.ts'

/** The rules of the store as everybody who chooses a level sees them. */
export function readCadence({ store }: Pick<Ctx, 'store'>) {
  const settings = storeSettings(store)
  return {
    levelLimits: settings.levelLimits,
    promiseGaps: settings.promiseGaps,
    stageGaps: stageGapsOf(store),
    escalationDays: settings.escalationDays,
    dailyCapacity: settings.dailyCapacity,
    dayEndsAt: store.closesAt,
  }
}

const batch = 200

/**
 * New limits and gaps hold from the day on: levels move towards H where the new limits say so, and
 * promises further away than the new gap come forward, never before the next open day. What was
 * kept or broken before stays as it was judged then.
 */
export async function followNewRules(
  app: App,
  store: StoreInfo,
  changed: readonly string[],
): Promise<void> {
  // The rules as they are now, not as they were when the event was read.
  const fresh = (await app.findStore(app.db, store.id)) ?? store
  if (changed.includes('levelLimits')) await driftLevels(app, fresh)
  if (!changed.includes('promiseGaps') && !changed.includes('effort')) return
  for (let after: string | null = null; ; ) {
    after = await runInStore(app, fresh, (ctx) => pullBatch(ctx, after))
    if (after === null) return
  }
}

async function pullBatch(ctx: Ctx, after: string | null): Promise<string | null> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const earliest = nextOpenDay(today, await closedFrom(ctx, today))
  const gaps = promiseGapsOf(ctx.store)
  const ids = await listLongGaps(ctx, {
    gaps,
    stageGaps: stageGapsOf(ctx.store),
    earliest,
    after,
    limit: batch,
  })
  for (const id of ids) {
    const row = await findAndLock(ctx, id, 'any')
    if (row?.state === 'active') await pullPromise(ctx, row, row.level, today)
  }
  return ids.length < batch ? null : (ids.at(-1) ?? null)
}

import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { driftSteps } from '#shared/intent-level.ts'
import { findLevelSince, listDrifting } from './drift.queries.ts'
import { pullPromise } from './expectation.ts'
import { changeOpportunity } from './history.ts'
import { findAndLock } from './opportunities.queries.ts'
import { levelLimitsOf } from './settings.ts'

const batch = 100

/**
 * Moves the levels of a store up to the day that has come: each step written with the day it
 * takes effect, the promise pulled forward (rules.md, The promise). Idempotent.
 */
export async function driftLevels(app: App, store: StoreInfo): Promise<number> {
  for (let moved = 0; ; ) {
    const done = await runInStore(app, store, driftBatch)
    moved += done
    if (done < batch) return moved
  }
}

async function driftBatch(ctx: Ctx): Promise<number> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const limits = levelLimitsOf(ctx.store)
  const ids = await listDrifting(
    ctx,
    { H: addDays(today, limits.H), A: addDays(today, limits.A), B: addDays(today, limits.B) },
    batch,
  )
  for (const id of ids) await driftOne(ctx, id)
  return ids.length
}

async function driftOne(ctx: Ctx, id: string): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  let row = await findAndLock(ctx, id, 'any')
  if (!row || row.state !== 'active') return
  const since = (await findLevelSince(ctx, id)) ?? row.opened_on
  const steps = driftSteps({
    level: row.level,
    expectedOn: row.expected_on,
    since,
    today,
    limits: levelLimitsOf(ctx.store),
  })
  for (const step of steps) {
    row = await changeOpportunity(
      ctx,
      row,
      { level: step.level },
      {
        action: 'opportunity.level_drifted',
        reason: 'drift',
        effectiveOn: step.effectiveOn,
        today,
      },
    )
  }
  if (steps.length > 0) await pullPromise(ctx, row, row.level, today)
}

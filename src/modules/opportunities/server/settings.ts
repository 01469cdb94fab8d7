import { z } from 'zod'
import type { StoreInfo } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import type { LevelLimits } from '#shared/intent-level.ts'
import type { PromiseGaps } from '#shared/promise.ts'

/** The store's limits of the levels. */
export function levelLimitsOf(store: StoreInfo): LevelLimits {
  return storeSettings(store).levelLimits
}

/**
 * The store's longest gaps between two contacts; at a funnel stage with a gap of its own never longer
 * than that (seed row 002-62).
 */
export function promiseGapsOf(store: StoreInfo, stage?: number): PromiseGaps {
  const gaps = storeSettings(store).promiseGaps
  const most = stage === undefined ? undefined : stageGapsOf(store)[stage]
  if (most === undefined) return gaps
  const capped = (gap: number) => Math.min(gap, most)
  return { H: capped(gaps.H), A: capped(gaps.A), B: capped(gaps.B), C: capped(gaps.C) }
}

const effortSchema = z.record(
  z.string(),
  z.object({ gapDays: z.int().min(1).nullable() }).transform(({ gapDays }) => gapDays),
)

/** Longest gaps by stage, for the stages that have one; module road keeps them. */
export function stageGapsOf(store: StoreInfo): Record<number, number> {
  const kept = effortSchema.safeParse(store.settings.effort)
  if (!kept.success) return {}
  return Object.fromEntries(
    Object.entries(kept.data).filter((entry): entry is [string, number] => entry[1] !== null),
  )
}

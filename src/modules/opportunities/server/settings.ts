import type { StoreInfo } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import type { LevelLimits } from '#shared/intent-level.ts'
import type { PromiseGaps } from '#shared/promise.ts'

/** The store's limits of the levels. */
export function levelLimitsOf(store: StoreInfo): LevelLimits {
  return storeSettings(store).levelLimits
}

/** The store's longest gaps between two contacts. */
export function promiseGapsOf(store: StoreInfo): PromiseGaps {
  return storeSettings(store).promiseGaps
}

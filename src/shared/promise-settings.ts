import { z } from 'zod'
import { INTENT_LEVELS } from '#shared/intent-level.ts'

// Apart from the rules themselves, so that the browser computes levels without zod.

export const intentLevelSchema = z.enum(INTENT_LEVELS)

const days = z.int().min(0).max(365)

/** A store's limits of the intent levels, in days; each level must reach further than the one before. */
export const levelLimitsSchema = z
  .object({ H: days, A: days, B: days, estimatedC: days })
  .refine((limits) => limits.H < limits.A && limits.A < limits.B && limits.B < limits.estimatedC, {
    message: 'limits must ascend: H < A < B < estimatedC',
  })

const gap = z.int().min(1).max(180)

/** A store's longest gap between contacts per level, in days; a hotter level is called as often or more. */
export const promiseGapsSchema = z
  .object({ H: gap, A: gap, B: gap, C: gap })
  .refine((gaps) => gaps.H <= gaps.A && gaps.A <= gaps.B && gaps.B <= gaps.C, {
    message: 'gaps must not shrink from H to C',
  })

import type { IntentLevel } from '#shared/intent-level.ts'

/** The longest gap in days at a level and stage: the sooner of the two. */
export function gapOf(
  cadence: { promiseGaps: Record<IntentLevel, number>; stageGaps?: Record<string, number> },
  level: IntentLevel,
  stage: number,
): number {
  // A phone may have kept an answer from before stages had gaps.
  return Math.min(
    cadence.promiseGaps[level],
    cadence.stageGaps?.[stage] ?? Number.POSITIVE_INFINITY,
  )
}

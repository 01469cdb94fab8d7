import type { Ctx } from '#foundation/ctx.ts'

/** Steps of the road to the sale that other modules begin. */
export type GuardedStep = 'test_drive' | 'quote' | 'delivery'
type Guard = (ctx: Ctx, opportunityId: string, step: GuardedStep) => Promise<void>

let guard: Guard | undefined

/** Wiring, once at start: the road says whether a step may begin. */
export function giveRoadGuard(given: Guard): void {
  guard = given
}

/** Throws where the store requires a step of the road before this one (seed row 001-03). */
export async function assertStepMayBegin(
  ctx: Ctx,
  opportunityId: string,
  step: GuardedStep,
): Promise<void> {
  await guard?.(ctx, opportunityId, step)
}

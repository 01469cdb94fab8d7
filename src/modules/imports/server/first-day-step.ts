import type { Ctx } from '#foundation/ctx.ts'
import type { FirstDayStep } from '../contracts/first-day.ts'

const counts = new Map<FirstDayStep, (ctx: Ctx) => Promise<number>>()

/** Wiring, once at start: the module a step of the first day is done in counts what is there. */
export function offerFirstDayStep(step: FirstDayStep, count: (ctx: Ctx) => Promise<number>): void {
  counts.set(step, count)
}

export function countOfStep(step: FirstDayStep): ((ctx: Ctx) => Promise<number>) | undefined {
  return counts.get(step)
}

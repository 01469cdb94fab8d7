import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** How many open promises of the request's store are due on any of the days. */
export type PromiseCount = (ctx: Ctx, days: readonly Day[]) => Promise<number>

const given: { count: PromiseCount | undefined } = { count: undefined }

/** Wiring, once at start: the module that keeps the promises says how they are counted. */
export function givePromiseCount(count: PromiseCount): void {
  given.count = count
}

/** Open promises due on the days; null where no module keeps promises. */
export async function countPromises(ctx: Ctx, days: readonly Day[]): Promise<number | null> {
  if (given.count === undefined) return null
  return days.length === 0 ? 0 : given.count(ctx, days)
}

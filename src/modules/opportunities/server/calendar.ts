import type { Ctx } from '#foundation/ctx.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, type Day } from '#shared/days.ts'
import type { IsClosed } from '#shared/promise.ts'

const daysAhead = 400
// A promise counts from the last contact, which may lie some weeks back.
const daysBack = 60

/** Answers for every day a promise made today could fall on. */
export async function closedFrom(ctx: Ctx, today: Day): Promise<IsClosed> {
  const closed = await closedDays(
    ctx.tx,
    ctx.store.id,
    addDays(today, -daysBack),
    addDays(today, daysAhead),
  )
  return (day) => closed.has(day)
}

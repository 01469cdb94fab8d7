import type { Ctx } from '#foundation/ctx.ts'
import { readFigures, readQuestion, sumOf } from '#modules/metrics/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import type { TargetNumber } from '../contract.ts'
import type { BoardNumber } from '../contracts/leader-board.ts'
import { creditedWhat, sumCredits, sumPromises } from './numbers.queries.ts'

interface Asked {
  from: Day
  to: Day
  by: 'store' | 'consultant' | 'series' | 'month' | 'weekday'
}

/**
 * A number of the store by bucket, as the board shows it; what contracts bring a person goes by the
 * share credited to them. The store's own total is under ''.
 */
export async function sumsOf(
  ctx: Ctx,
  metric: TargetNumber,
  asked: Asked,
): Promise<Map<string, number>> {
  const credited = creditedWhat(metric)
  if (asked.by === 'consultant' && credited) {
    const rows = await sumCredits(ctx, credited, asked)
    return new Map(rows.map((row) => [row.person_id, row.total]))
  }
  const { by, ...span } = asked
  const figures = await sumOf(ctx, metric, { ...span, ...(by === 'store' ? {} : { by }) })
  return new Map([...figures].map(([key, figure]) => [key, figure.numerator]))
}

/** The total of a number over a period. */
export async function totalOf(
  ctx: Ctx,
  metric: TargetNumber,
  span: { from: Day; to: Day },
): Promise<number> {
  return (await sumsOf(ctx, metric, { ...span, by: 'store' })).get('') ?? 0
}

/** A number of every store the caller may see, by the store's id. */
export async function sumsOfStores(
  ctx: Ctx,
  metric: TargetNumber,
  span: { from: Day; to: Day },
): Promise<Map<string, number>> {
  const question = await readQuestion(ctx, { ...span, by: 'store', stores: 'all' })
  const { rows } = await readFigures(ctx, metric, question)
  return new Map(rows.map((row) => [row.key, row.numerator]))
}

/** What a number is made of: above the line and, for rates, below it; teams add both up. */
export async function partsOf(
  ctx: Ctx,
  metric: BoardNumber,
  asked: Asked,
): Promise<Map<string, { above: number; below: number | null }>> {
  if (metric === 'promise_keeping') {
    const today = dayInZone(ctx.now, ctx.store.timeZone)
    const rows = await sumPromises(ctx, asked, today)
    return new Map(rows.map((row) => [row.person_id, { above: row.kept, below: row.due }]))
  }
  if (metric === 'filing_rate' || metric === 'filed_close_rate') {
    const [above, below] =
      metric === 'filing_rate'
        ? [await sumsOf(ctx, 'newly_filed', asked), await sumsOf(ctx, 'traffic', asked)]
        : [await sumsOf(ctx, 'deals', asked), await sumsOf(ctx, 'newly_filed', asked)]
    return new Map(
      [...new Set([...above.keys(), ...below.keys()])].map((key) => [
        key,
        { above: above.get(key) ?? 0, below: below.get(key) ?? 0 },
      ]),
    )
  }
  const sums = await sumsOf(ctx, metric, asked)
  return new Map([...sums].map(([key, above]) => [key, { above, below: null }]))
}

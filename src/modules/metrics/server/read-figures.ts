import type { Ctx } from '#foundation/ctx.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import type { Figure, MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { assertBreakdowns, getDefinition } from './definitions.ts'
import { assertPast, countFor, figureOf, leastNOf } from './figures.ts'
import type { Question } from './question.ts'
import { byOf, readPart } from './tables.ts'

/** A number for the modules above: in total, by its breakdown, and by two crossed; nothing compared. */
export type Figures = Pick<MetricTable, 'rows' | 'columns' | 'cells' | 'addsUp'> & { total: Figure }

/**
 * A number over the question's period and stores, as the board shows it, without comparison. Takes a
 * question of `readQuestion` (with the caller's scope) or one made by hand. Throws as `readTable`.
 */
export async function readFigures(ctx: Ctx, key: string, question: Question): Promise<Figures> {
  const metric = getDefinition(key)
  assertBreakdowns(metric, byOf(question))
  assertPast(metric, question)
  return readPart(ctx, metric, question)
}

/**
 * A number of ctx.store by the values of one breakdown (`''` holds the total where none is asked),
 * whoever asks: for targets, forecasts and jobs, which answer for the whole store. Throws as `readTable`.
 */
export async function sumOf(
  ctx: Ctx,
  key: string,
  asked: { from: Day; to: Day; by?: Breakdown | undefined; asOf?: Date | undefined },
): Promise<Map<string, Figure>> {
  const metric = getDefinition(key)
  const by = asked.by ? [asked.by] : []
  const question: Question = {
    stores: [ctx.store],
    from: asked.from,
    to: asked.to,
    today: dayInZone(ctx.now, ctx.store.timeZone),
    by: asked.by,
    filters: {},
    asOf: asked.asOf,
  }
  assertBreakdowns(metric, by)
  assertPast(metric, question)
  const counts = await countFor(ctx, [metric], question, by)
  const leastN = leastNOf(ctx)
  return new Map(
    [...counts.keys()].map((value) => [value, figureOf(metric, counts, value, leastN)]),
  )
}

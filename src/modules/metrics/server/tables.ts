import type { Ctx } from '#foundation/ctx.ts'
import { listCalendarMarks } from '#modules/dictionaries/index.ts'
import type { Figure, MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { assertBreakdowns, getDefinition, metrics, unitOf } from './definitions.ts'
import {
  addsUp,
  assertPast,
  bucketsOf,
  cellKey,
  comparedQuestions,
  type Counts,
  countFor,
  figureOf,
  leastNOf,
  sumOver,
} from './figures.ts'
import { labelOf, labelsOf, orderOf } from './labels.ts'
import type { Metric } from './metric.ts'
import type { Question } from './question.ts'

/**
 * A number over a period: in total, by the rows of its breakdown, crossed with a second one where
 * asked, and compared with the period before and with the same period a year before. Throws
 * `metrics.unknown`, `metrics.no_such_breakdown`, `metrics.no_past`.
 */
export async function readTable(ctx: Ctx, key: string, question: Question): Promise<MetricTable> {
  const metric = getDefinition(key)
  assertBreakdowns(metric, byOf(question))
  assertPast(metric, question)
  const leastN = leastNOf(ctx)
  const { total, ...parts } = await readPart(ctx, metric, question)
  const { value, ...rest } = total
  return {
    ...asked(question, leastN),
    key,
    unit: unitOf(metric),
    by: question.by ?? null,
    by2: question.by2 ?? null,
    total: value,
    ...rest,
    ...parts,
    compare: (await readComparison(ctx, [metric], question, leastN))(metric),
    marks: question.by === 'day' ? await readMarks(ctx, question) : [],
  }
}

/** A number in total, by the rows of its breakdown, and crossed with a second one where asked. */
export async function readPart(ctx: Ctx, metric: Metric, question: Question) {
  const by = byOf(question)
  const leastN = leastNOf(ctx)
  const counts = await countFor(ctx, [metric], question, by)
  const over = async (places: readonly number[]): Promise<Counts> => {
    const dropped = by.filter((_, place) => !places.includes(place))
    const kept = places.flatMap((place) => by[place] ?? [])
    return addsUp(dropped) ? sumOver(counts, places) : countFor(ctx, [metric], question, kept)
  }
  return {
    total: figureOf(metric, await over([]), '', leastN),
    addsUp: addsUp(by),
    rows: by[0] ? await readRows(ctx, metric, question, by[0], await over([0])) : [],
    columns: by[1] ? await readRows(ctx, metric, question, by[1], await over([1])) : [],
    cells: by[1] ? cellsOf(metric, counts, leastN) : [],
  }
}

/** The breakdowns of a question, in their order. */
export const byOf = ({ by, by2 }: Question): Breakdown[] => [
  ...(by ? [by] : []),
  ...(by && by2 ? [by2] : []),
]

async function readRows(
  ctx: Ctx,
  metric: Metric,
  question: Question,
  by: Breakdown,
  counts: Counts,
): Promise<MetricTable['rows']> {
  const leastN = leastNOf(ctx)
  const figureAt = (key: string) => figureOf(metric, counts, key, leastN)
  const keys =
    bucketsOf(by, question) ??
    [...counts.keys()]
      .filter((key) => isSomething(figureAt(key)))
      .sort((a, b) => orderOf(by, a, b) || mostFirst(figureAt(a), figureAt(b)))
  const labels = await labelsOf(ctx, by, keys)
  return keys.map((key) => {
    const { label, labelEn } = labelOf(labels, key)
    return { key, label, labelEn, ...figureAt(key) }
  })
}

// A rate of two kinds of record may have deals and nobody filed: it is shown, without a value.
const isSomething = ({ n, numerator }: Figure) => n !== 0 || numerator !== 0

/** Most first; of equal ones the one on more records. */
const mostFirst = (a: Figure, b: Figure): number => b.n - a.n || (b.value ?? 0) - (a.value ?? 0)

function cellsOf(metric: Metric, counts: Counts, leastN: number): MetricTable['cells'] {
  return [...counts.keys()].flatMap((combined) => {
    const [key = '', key2 = ''] = combined.split('\n')
    const figure = figureOf(metric, counts, cellKey([key, key2]), leastN)
    return isSomething(figure) ? [{ key, key2, ...figure }] : []
  })
}

/** All numbers of a period with their comparisons; each kind of record is asked once per period. */
export async function readBoard(ctx: Ctx, question: Question) {
  const leastN = leastNOf(ctx)
  const plain: Question = { ...question, by: undefined, by2: undefined }
  const shown = metrics.filter((metric) => !metric.isApart && (metric.hasPast || !question.asOf))
  const now = await countFor(ctx, shown, plain, [])
  const compared = await readComparison(ctx, shown, plain, leastN)
  return {
    ...asked(question, leastN),
    tiles: shown.map((metric) => ({
      key: metric.key,
      unit: unitOf(metric),
      ...figureOf(metric, now, '', leastN),
      compare: compared(metric),
    })),
  }
}

async function readComparison(ctx: Ctx, of: readonly Metric[], question: Question, leastN: number) {
  const { previous, lastYear } = comparedQuestions(question)
  const before = await countFor(ctx, of, previous, [])
  const yearAgo = await countFor(ctx, of, lastYear, [])
  const figure = (metric: Metric, counts: Counts, { from, to }: Question) => ({
    ...figureOf(metric, counts, '', leastN),
    from,
    to,
  })
  return (metric: Metric) => ({
    previous: figure(metric, before, previous),
    lastYear: figure(metric, yearAgo, lastYear),
  })
}

async function readMarks(ctx: Ctx, { from, to }: Question): Promise<MetricTable['marks']> {
  const marks = await listCalendarMarks(ctx.tx, ctx.actor.groupId, from, to)
  return marks.map(({ day, kind, name, nameEn }) => ({ day, kind, name, nameEn }))
}

function asked(question: Question, leastN: number) {
  const { from, to, asOf, stores } = question
  return { from, to, asOf: asOf?.toISOString() ?? null, stores: stores.length, leastN }
}

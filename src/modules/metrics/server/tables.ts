import type { Ctx } from '#foundation/ctx.ts'
import { listCalendarMarks } from '#modules/dictionaries/index.ts'
import type { Breakdown, Figure, MetricTable } from '../contract.ts'
import type { Counts } from './counting.queries.ts'
import {
  assertBreakdown,
  getDefinition,
  type Metric,
  metrics,
  type Source,
  unitOf,
} from './definitions.ts'
import {
  assertPast,
  bucketsOf,
  comparedQuestions,
  countSource,
  figureOf,
  leastNOf,
  totalOf,
} from './figures.ts'
import { foldFamilies } from './families.ts'
import { labelOf, labelsOf } from './labels.ts'
import type { Question } from './question.ts'

/**
 * A number over a period: in total, by the rows of its breakdown, and compared with the period
 * before and with the same period a year before. Throws `metrics.unknown`,
 * `metrics.no_such_breakdown`, `metrics.no_past`.
 */
export async function readTable(ctx: Ctx, key: string, question: Question): Promise<MetricTable> {
  const metric = getDefinition(key)
  assertBreakdown(metric, question.by)
  assertPast(metric, question)
  const leastN = leastNOf(ctx)
  const sums = await countBy(ctx, metric, question)
  const { value, ...rest } = figureOf(metric, totalOf(sums), '', leastN)
  return {
    ...asked(question, leastN),
    key,
    unit: unitOf(metric),
    by: question.by ?? null,
    total: value,
    ...rest,
    rows: question.by ? await readRows(ctx, metric, question, question.by, sums) : [],
    compare: (await readComparison(ctx, [metric], question, leastN))(metric),
    marks: question.by === 'day' ? await readMarks(ctx, question) : [],
  }
}

/** Sums by the breakdown; families are sums of their sources. */
async function countBy(ctx: Ctx, metric: Metric, question: Question): Promise<Counts> {
  if (question.by !== 'family') return countSource(ctx.tx, metric.source, question)
  return foldFamilies(ctx, await countSource(ctx.tx, metric.source, { ...question, by: 'source' }))
}

async function readRows(
  ctx: Ctx,
  metric: Metric,
  question: Question,
  by: Breakdown,
  sums: Counts,
): Promise<MetricTable['rows']> {
  const leastN = leastNOf(ctx)
  const figureAt = (key: string) => figureOf(metric, sums, key, leastN)
  const shown = bucketsOf(by, question)
  const keys =
    shown.length > 0
      ? shown
      : [...sums.keys()]
          .filter((key) => figureAt(key).n > 0)
          .sort((a, b) => order(figureAt(a), figureAt(b)))
  const labels = await labelsOf(ctx, by, keys)
  return keys.map((key) => {
    const { label, labelEn } = labelOf(labels, key)
    return { key, label, labelEn, ...figureAt(key) }
  })
}

/** Most first; of equal ones the one on more records. */
const order = (a: Figure, b: Figure): number => b.n - a.n || (b.value ?? 0) - (a.value ?? 0)

/** All numbers of a period with their comparisons; each source is asked once per period. */
export async function readBoard(ctx: Ctx, question: Question) {
  const leastN = leastNOf(ctx)
  const plain: Question = { ...question, by: undefined }
  const shown = metrics.filter((metric) => !metric.isApart && (metric.hasPast || !question.asOf))
  const now = await countAll(ctx, shown, plain)
  const compared = await readComparison(ctx, shown, plain, leastN)
  return {
    ...asked(question, leastN),
    tiles: shown.map((metric) => ({
      key: metric.key,
      unit: unitOf(metric),
      ...figureOf(metric, now.get(metric.source) as Counts, '', leastN),
      compare: compared(metric),
    })),
  }
}

async function readComparison(ctx: Ctx, of: readonly Metric[], question: Question, leastN: number) {
  const { previous, lastYear } = comparedQuestions(question)
  const before = await countAll(ctx, of, previous)
  const yearAgo = await countAll(ctx, of, lastYear)
  const figure = (metric: Metric, sums: Map<Source, Counts>, { from, to }: Question) => ({
    ...figureOf(metric, sums.get(metric.source) as Counts, '', leastN),
    from,
    to,
  })
  return (metric: Metric) => ({
    previous: figure(metric, before, previous),
    lastYear: figure(metric, yearAgo, lastYear),
  })
}

async function countAll(
  ctx: Ctx,
  of: readonly Metric[],
  question: Question,
): Promise<Map<Source, Counts>> {
  const sums = new Map<Source, Counts>()
  for (const source of new Set(of.map((metric) => metric.source)))
    sums.set(source, await countSource(ctx.tx, source, question))
  return sums
}

async function readMarks(ctx: Ctx, { from, to }: Question): Promise<MetricTable['marks']> {
  const marks = await listCalendarMarks(ctx.tx, ctx.actor.groupId, from, to)
  return marks.map(({ day, kind, name, nameEn }) => ({ day, kind, name, nameEn }))
}

function asked(question: Question, leastN: number) {
  const { from, to, asOf, stores } = question
  return { from, to, asOf: asOf?.toISOString() ?? null, stores: stores.length, leastN }
}

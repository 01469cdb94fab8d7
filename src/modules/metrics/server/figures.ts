import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { addDays, type Day, daysFromTo, monthOf, weekday } from '#shared/days.ts'
import { type Figure, metricsError } from '../contract.ts'
import { type Breakdown, severalOf } from '#shared/breakdowns.ts'
import { baseOf, isFolded } from './breakdowns.ts'
import { addSums, type Cell } from './counting.queries.ts'
import { sourcesOf } from './definitions.ts'
import { type Fold, foldOf } from './folds.ts'
import { type Measure, measuresOf, type SourceName } from './measures.ts'
import type { Metric, RecordSet } from './metric.ts'
import { previousPeriod, type Question, yearBefore } from './question.ts'
import { countSource } from './fact-answers.queries.ts'

/** The sums of each combination of values; without a breakdown the only one is ''. */
export type Counts = Map<string, Partial<Record<Measure, number>>>

/** The key of a combination of values; one value stands for itself. */
export const cellKey = (keys: readonly string[]): string => keys.join('\n')

/** The least n on which a rate of the store says something; below it the screens say so. */
export const leastNOf = (ctx: Ctx): number => storeSettings(ctx.store).minimumN

/** Throws `metrics.no_past` where a number is known for the present only. */
export function assertPast(metric: Metric, question: Question): void {
  if (question.asOf && !metric.hasPast) throw metricsError('metrics.no_past', { key: metric.key })
}

/** The sums of all the records that some numbers are made of, by up to three breakdowns. */
export async function countFor(
  ctx: Ctx,
  of: readonly Metric[],
  question: Question,
  by: readonly Breakdown[],
): Promise<Counts> {
  const counts: Counts = new Map()
  const wanted = new Set(of.flatMap((one) => [...one.numerator, ...(one.denominator ?? [])]))
  for (const source of new Set(of.flatMap(sourcesOf)))
    for (const cell of await countFolded(ctx, { source, wanted }, question, by)) {
      const key = cellKey(cell.keys)
      const held = counts.get(key)
      counts.set(key, held ? addSums(held, cell.sums) : cell.sums)
    }
  return counts
}

async function countFolded(
  ctx: Ctx,
  { source, wanted }: { source: SourceName; wanted: ReadonlySet<Measure> },
  question: Question,
  by: readonly Breakdown[],
): Promise<Cell[]> {
  const measures = measuresOf[source].filter((one: Measure) => wanted.has(one))
  const cells = await countSource(ctx.tx, source, question, by.map(baseOf), measures)
  if (!by.some(isFolded)) return cells
  const folds: (Fold | undefined)[] = []
  for (const one of by) folds.push(isFolded(one) ? await foldOf(ctx, one) : undefined)
  return cells.map(({ keys, sums }) => ({
    keys: keys.map((key, place) => folds[place]?.of(key) ?? key),
    sums,
  }))
}

/** The sums by some of the breakdowns they were counted by; `places` says which are kept. */
export function sumOver(counts: Counts, places: readonly number[]): Counts {
  const sums: Counts = new Map()
  for (const [key, row] of counts) {
    const keys = key.split('\n')
    const kept = cellKey(places.map((place) => keys[place] ?? ''))
    const held = sums.get(kept)
    sums.set(kept, held ? addSums(held, row) : row)
  }
  return sums
}

/** Whether no record has two values of these breakdowns, so that their rows add up to the total. */
export const addsUp = (by: readonly Breakdown[]): boolean =>
  !by.some((one) => severalOf.includes(one))

/** A number out of the sums of one combination; the money per record is in whole yuan, as fen. */
export function figureOf(metric: Metric, counts: Counts, key: string, leastN: number): Figure {
  const numerator = sumOf(counts, key, metric.numerator)
  if (!metric.denominator)
    return { value: numerator, n: numerator, numerator, denominator: null, tooFew: false }
  const denominator = sumOf(counts, key, metric.denominator)
  const share = denominator === 0 ? null : numerator / denominator
  return {
    value: share !== null && metric.isMoney ? Math.round(share / 100) * 100 : share,
    n: denominator,
    numerator,
    denominator,
    tooFew: denominator < leastN,
  }
}

function sumOf(counts: Counts, key: string, set: RecordSet): number {
  const row = counts.get(key)
  return set.reduce((total, measure) => total + (row?.[measure] ?? 0), 0)
}

/** The values of a breakdown that are shown even when nothing happened on them; in their order. */
export function bucketsOf(by: Breakdown, { from, to, stores }: Question): string[] | undefined {
  if (by === 'store') return stores.map((store) => String(store.id))
  if (by === 'weekday') return ['1', '2', '3', '4', '5', '6', '7']
  const nameOf = nameOfDay[by]
  return nameOf && [...new Set(daysFromTo(from, to).map(nameOf))]
}

const nameOfDay: Partial<Record<Breakdown, (day: Day) => string>> = {
  day: (day) => day,
  week: (day) => addDays(day, 1 - weekday(day)),
  month: monthOf,
  quarter: (day) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  year: (day) => day.slice(0, 4),
}

/** The two periods a number is compared with, as questions without a breakdown. */
export function comparedQuestions(question: Question): { previous: Question; lastYear: Question } {
  const plain = { ...question, by: undefined, by2: undefined }
  return {
    previous: { ...plain, ...previousPeriod(question) },
    lastYear: { ...plain, ...yearBefore(question) },
  }
}

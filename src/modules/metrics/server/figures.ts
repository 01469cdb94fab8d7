import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import type { Tx } from '#foundation/db/database.ts'
import { addDays, type Day, daysFromTo, monthOf, weekday } from '#shared/days.ts'
import { type Breakdown, type Figure, metricsError } from '../contract.ts'
import { countBase, countEndings } from './base.queries.ts'
import { countCards, countPromises } from './cards.queries.ts'
import type { Counts } from './counting.queries.ts'
import { countLife } from './life.queries.ts'
import type { Measure, Metric, RecordSet, Source } from './definitions.ts'
import { countDoor } from './door.queries.ts'
import { previousPeriod, type Question, yearBefore } from './question.ts'

const counters: Record<Source, (tx: Tx, question: Question) => Promise<Counts>> = {
  door: countDoor,
  cards: countCards,
  promises: countPromises,
  endings: countEndings,
  base: countBase,
  life: countLife,
}

/** The least n on which a rate of the store says something; below it the screens say so. */
export const leastNOf = (ctx: Ctx): number => storeSettings(ctx.store).minimumN

/** Throws `metrics.no_past` where a number is known for the present only. */
export function assertPast(metric: Metric, question: Question): void {
  if (question.asOf && !metric.hasPast) throw metricsError('metrics.no_past', { key: metric.key })
}

/** The sums of one source for a question; all its measures at once. */
export const countSource = (tx: Tx, source: Source, question: Question): Promise<Counts> =>
  counters[source](tx, question)

/** The sums of all buckets together, under the bucket ''; no record is in two. */
export function totalOf(sums: Counts): Counts {
  const total: Partial<Record<Measure, number>> = {}
  for (const row of sums.values())
    for (const [measure, count] of Object.entries(row) as [Measure, number][])
      total[measure] = (total[measure] ?? 0) + count
  return new Map([['', total]])
}

/** A number out of the sums of one bucket. */
export function figureOf(metric: Metric, sums: Counts, bucket: string, leastN: number): Figure {
  const numerator = sumOf(sums, bucket, metric.numerator)
  if (!metric.denominator)
    return { value: numerator, n: numerator, numerator, denominator: null, tooFew: false }
  const denominator = sumOf(sums, bucket, metric.denominator)
  return {
    value: denominator === 0 ? null : numerator / denominator,
    n: denominator,
    numerator,
    denominator,
    tooFew: denominator < leastN,
  }
}

function sumOf(sums: Counts, bucket: string, set: RecordSet): number {
  const row = sums.get(bucket)
  return set.reduce((total, measure) => total + (row?.[measure] ?? 0), 0)
}

/** The buckets of a period that are shown even when nothing happened in them; oldest first. */
export function bucketsOf(by: Breakdown | undefined, { from, to, stores }: Question): string[] {
  const days = by === 'day' || by === 'week' || by === 'month' ? daysFromTo(from, to) : []
  if (by === 'day') return days
  if (by === 'week') return [...new Set(days.map(weekOf))]
  if (by === 'month') return [...new Set(days.map(monthOf))]
  return by === 'store' ? stores.map((store) => String(store.id)) : []
}

/** The Monday of a day's week, which names the week. */
export const weekOf = (day: Day): Day => addDays(day, 1 - weekday(day))

/** The two periods a number is compared with, as questions without a breakdown. */
export function comparedQuestions(question: Question): { previous: Question; lastYear: Question } {
  const plain = { ...question, by: undefined }
  return {
    previous: { ...plain, ...previousPeriod(question) },
    lastYear: { ...plain, ...yearBefore(question) },
  }
}

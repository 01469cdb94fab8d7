import { metricsError } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { dealMetrics, endingMetrics } from './deal-definitions.ts'
import { cardMetrics, doorMetrics } from './door-definitions.ts'
import { type SourceName, sourceOf } from './measures.ts'
import type { Metric } from './metric.ts'
import { leadMetrics, roadMetrics } from './road-definitions.ts'

/** Every number of the product, in the order of the board. */
export const metrics: readonly Metric[] = [
  ...doorMetrics,
  ...roadMetrics,
  ...dealMetrics,
  ...cardMetrics,
  ...endingMetrics,
  ...leadMetrics,
]

const byKey = new Map(metrics.map((metric) => [metric.key, metric]))

/** The definition of a number; throws `metrics.unknown`. */
export function getDefinition(key: string): Metric {
  const metric = byKey.get(key)
  if (!metric) throw metricsError('metrics.unknown', { key })
  return metric
}

/** Throws unless the number can be broken down so; two breakdowns must differ. */
export function assertBreakdowns(metric: Metric, by: readonly Breakdown[]): void {
  for (const [place, one] of by.entries())
    if (!metric.breakdowns.includes(one) || by.indexOf(one) !== place)
      throw metricsError('metrics.no_such_breakdown', { key: metric.key, by: one })
}

export const unitOf = ({ isMoney, denominator }: Metric): 'count' | 'rate' | 'amount' =>
  isMoney ? 'amount' : denominator ? 'rate' : 'count'

/** The kinds of record a number is counted from: two where its parts are of two kinds. */
export function sourcesOf({ numerator, denominator }: Metric): SourceName[] {
  return [...new Set([...numerator, ...(denominator ?? [])].map(sourceOf))]
}

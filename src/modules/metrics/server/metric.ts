import type { Phrase } from '#shared/words.ts'
import type { metricGroups } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import type { Measure } from './measures.ts'

export type MetricGroup = (typeof metricGroups)[number]

/** A set of records: the sum of measures that no record is in twice. */
export type RecordSet = readonly Measure[]

/** One number, defined once (architecture.md section 6). A rate has a denominator. */
export interface Metric {
  key: string
  group: MetricGroup
  names: Phrase
  formula: Phrase
  numerator: RecordSet
  denominator?: RecordSet
  /** Money, in fen; with a denominator it is the money per record. */
  isMoney?: true
  breakdowns: readonly Breakdown[]
  /** Whether it can be asked as of a past time. */
  hasPast: boolean
  /** Shown on a page of its own, not among the tiles of the board. */
  isApart?: true
}

import type { RawBuilder } from 'kysely'
import type { RecordDimension } from './breakdowns.ts'
import type { Measure } from './measures.ts'
import type { Question } from './question.ts'

export type Fragment = RawBuilder<unknown>

/** When a record counts in a measure, and with how much; with one unless `part` says otherwise. */
export interface MeasureRule {
  counts: Fragment
  part?: Fragment
}

/** One kind of record that numbers are counted from, as SQL over rows `v`. */
export interface RecordSource {
  kind: 'visit' | 'card' | 'promise' | 'lead' | 'deal' | 'test_drive' | 'quote'
  /** The from item `v`; `of` says which measures are wanted. */
  from(question: Question, of: readonly Measure[]): Fragment
  /** The records of the question's stores and period, as known at its time. */
  where(question: Question): Fragment
  /** The business day a record counts on. */
  day: Fragment
  measures: Partial<Record<Measure, MeasureRule>>
  /** The dimensions a record carries itself, as text. */
  columns: Partial<Record<RecordDimension, Fragment>>
  /** What is shown of a record. */
  shown: {
    id: Fragment
    at: Fragment
    outcome: Fragment
    customer: Fragment
    card: Fragment
    /** Where the records are of more than one kind. */
    kind?: Fragment
  }
}

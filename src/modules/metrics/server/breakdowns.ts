import { type Breakdown, breakdowns } from '#shared/breakdowns.ts'

/** The breakdowns that are the day a record counts on, coarser or finer. */
export const timeBreakdowns = ['day', 'week', 'month', 'quarter', 'year', 'weekday'] as const
export type TimeBreakdown = (typeof timeBreakdowns)[number]

/** A coarser view of another breakdown, added up after counting. */
export const folds = {
  family: 'source',
  source: 'source',
  media: 'source',
  brand: 'series',
  region: 'store',
  team: 'consultant',
  city: 'area',
} as const satisfies Partial<Record<Breakdown, Breakdown>>
export type Folded = keyof typeof folds

/** What records are grouped and narrowed by in SQL. */
export const recordDimensions = [
  'consultant',
  'series',
  'channel',
  'source',
  'model',
  'level',
  'stage',
  'age',
  'returning',
  'customer_kind',
  'sex',
  'age_band',
  'occupation',
  'industry',
  'hobby',
  'household',
  'area',
  'purchase_type',
  'purpose',
  'budget',
  'payment',
  'reason',
  'competitor',
  'rival',
  'verified',
  'grade',
  'origin',
  'caller',
] as const satisfies readonly Breakdown[]
export type RecordDimension = (typeof recordDimensions)[number]

export const isTime = (by: Breakdown): by is TimeBreakdown =>
  (timeBreakdowns as readonly Breakdown[]).includes(by)

export const isFolded = (by: Breakdown): by is Folded => by in folds

/** The breakdown that records are counted by where `by` is asked. */
export const baseOf = (by: Breakdown): Breakdown => (isFolded(by) ? folds[by] : by)

export const isRecordDimension = (by: Breakdown): by is RecordDimension =>
  (recordDimensions as readonly Breakdown[]).includes(by)

/** Reads a breakdown's name; undefined where there is none such. */
export const findBreakdown = (name: string): Breakdown | undefined =>
  breakdowns.find((one) => one === name)

import { type Breakdown, breakdowns } from '#shared/breakdowns.ts'

/** How the breakdowns are grouped in a menu, so that one of thirty is found. */
export const breakdownGroups = {
  ofPeople: [
    'age_band',
    'sex',
    'occupation',
    'industry',
    'hobby',
    'household',
    'area',
    'city',
    'customer_kind',
    'returning',
    'purchase_type',
    'purpose',
    'budget',
    'payment',
  ],
  ofCars: ['series', 'model', 'brand', 'channel', 'source', 'media', 'family', 'origin'],
  ofPlace: ['consultant', 'team', 'store', 'region', 'caller'],
  ofCourse: ['level', 'stage', 'age', 'reason', 'competitor', 'rival', 'verified', 'grade'],
  ofTime: ['day', 'week', 'month', 'quarter', 'year', 'weekday'],
} as const satisfies Record<string, readonly Breakdown[]>
export type BreakdownGroup = keyof typeof breakdownGroups

/** Reads the name of a breakdown in an address. */
export const findBreakdown = (word: string | undefined): Breakdown | undefined =>
  breakdowns.find((one) => one === word)

/** Whether a breakdown is the day a record counts on, so that its rows have an order. */
export const isTimeBreakdown = (by: Breakdown): boolean =>
  (breakdownGroups.ofTime as readonly Breakdown[]).includes(by)

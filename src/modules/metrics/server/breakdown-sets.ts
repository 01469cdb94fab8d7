import type { Breakdown } from '#shared/breakdowns.ts'

const time: readonly Breakdown[] = ['day', 'week', 'month', 'quarter', 'year', 'weekday']
const place: readonly Breakdown[] = ['store', 'region']
const person: readonly Breakdown[] = ['consultant', 'team']
const car: readonly Breakdown[] = ['brand', 'series']
const origin: readonly Breakdown[] = ['family', 'source', 'media']
/** What is known of the customer. */
const traits: readonly Breakdown[] = [
  'customer_kind',
  'sex',
  'age_band',
  'occupation',
  'industry',
  'hobby',
  'household',
  'area',
  'city',
]
const card: readonly Breakdown[] = ['model', 'level', 'stage']
/** What is known of the needs. */
const needs: readonly Breakdown[] = ['purchase_type', 'purpose', 'budget', 'payment']

/** Parties at the door, whoever they were. */
export const doorBreakdowns: readonly Breakdown[] = [
  ...time,
  ...person,
  ...car,
  'channel',
  ...origin,
  ...place,
]
/** Parties at the door that are known people. */
export const filedBreakdowns: readonly Breakdown[] = [
  ...doorBreakdowns,
  'returning',
  ...card,
  ...traits,
  ...needs,
]
/** Cards, by a day of theirs. */
export const cardBreakdowns: readonly Breakdown[] = [
  ...time,
  ...person,
  ...car,
  ...origin,
  ...place,
  'returning',
  ...card,
  ...traits,
  ...needs,
]
export const lossBreakdowns: readonly Breakdown[] = [
  ...cardBreakdowns,
  'reason',
  'competitor',
  'rival',
  'verified',
]
/** A stock has no time of its own: it is asked for another day instead. */
export const stockBreakdowns: readonly Breakdown[] = [
  'level',
  'age',
  ...person,
  ...car,
  ...origin,
  ...place,
]
export const cardStockBreakdowns: readonly Breakdown[] = [
  ...stockBreakdowns,
  'returning',
  'model',
  'stage',
  ...traits,
  ...needs,
]
/** What deals and parties at the door have in common. */
export const closeRateBreakdowns: readonly Breakdown[] = [
  ...time,
  ...person,
  ...car,
  ...origin,
  ...place,
]
/** What deals and newly filed prospects have in common. */
export const filedCloseBreakdowns: readonly Breakdown[] = [
  ...closeRateBreakdowns,
  'returning',
  'model',
  ...traits,
]
/** Leads: mostly no card yet, so only what they carry and what is known of the customer. */
export const leadBreakdowns: readonly Breakdown[] = [
  ...time,
  ...person,
  'caller',
  ...car,
  ...origin,
  'origin',
  'grade',
  ...place,
  ...traits,
]

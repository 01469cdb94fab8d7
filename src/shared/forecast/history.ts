import { type Day, daysBetween } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'

/** A day as a whole number, days since 1970: histories are compared millions of times. */
export type DayNumber = number
export const dayNumber = (day: Day): DayNumber => daysBetween('1970-01-01', day)

/** A card's life as the forecast sees it: business days of the store as numbers. */
export interface HistoryCard {
  id: string
  openedOn: DayNumber
  /** The day the contract was signed that stands; null while there is none. */
  signedOn: DayNumber | null
  /** The day it was lost or terminated; null otherwise. */
  endedOn: DayNumber | null
  /** The level today, and each change with what it was before, oldest first. */
  level: IntentLevel
  levelChanges: readonly { on: DayNumber; from: IntentLevel }[]
  stage: number
  stageChanges: readonly { on: DayNumber; from: number }[]
  /** Days of reached contacts, oldest first; visits after the first one among them are counted apart. */
  contacts: readonly DayNumber[]
  visits: readonly DayNumber[]
  testDriveOn: DayNumber | null
  isReturning: boolean
  sourceId: string | null
  seriesId: string | null
  ownerId: string
  cars: number
  amountFen: number
}

/** Whether the card stood open at the end of a day. */
export const isOpenOn = (card: HistoryCard, day: DayNumber): boolean =>
  card.openedOn <= day &&
  (card.signedOn === null || card.signedOn > day) &&
  (card.endedOn === null || card.endedOn > day)

/** The level at the end of a day. */
export function levelOn(card: HistoryCard, day: DayNumber): IntentLevel {
  const later = card.levelChanges.find((change) => change.on > day)
  return later?.from ?? card.level
}

/** The funnel stage at the end of a day. */
export function stageOn(card: HistoryCard, day: DayNumber): number {
  const later = card.stageChanges.find((change) => change.on > day)
  return later?.from ?? card.stage
}

/** Whether it was signed in a span of days, both included. */
export const isSignedIn = (card: HistoryCard, from: DayNumber, to: DayNumber): boolean =>
  card.signedOn !== null && card.signedOn >= from && card.signedOn <= to

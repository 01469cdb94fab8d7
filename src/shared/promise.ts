import { addDays, type Day, earlierDay } from '#shared/days.ts'
import { compareLevels, type IntentLevel } from '#shared/intent-level.ts'

// The follow-up promise: seed row 003-55, product.md section 3, rules.md "The promise".

/** The longest gap between two contacts per level, in days. */
export type PromiseGaps = Record<IntentLevel, number>

export const DEFAULT_PROMISE_GAPS: PromiseGaps = { H: 2, A: 3, B: 7, C: 15 }

/** At most this many first promises per consultant and day for cards of an old register. */
export const FIRST_PROMISES_PER_DAY = 8

/** Whether the store is closed on a day: its own closed days, never public holidays. */
export type IsClosed = (day: Day) => boolean

// A calendar that closes longer than this is a mistake; a promise on a closed day beats none.
const LONGEST_CLOSURE = 400

/** The first open day after `day`. If the store never opens again, the day after. */
export function nextOpenDay(day: Day, isClosed: IsClosed): Day {
  for (let ahead = 1; ahead <= LONGEST_CLOSURE; ahead++) {
    const candidate = addDays(day, ahead)
    if (!isClosed(candidate)) return candidate
  }
  return addDays(day, 1)
}

/** `day` itself if the store is open on it, else the first open day after. */
export function openDayFrom(day: Day, isClosed: IsClosed): Day {
  return isClosed(day) ? nextOpenDay(day, isClosed) : day
}

/**
 * Moves a due day off a closed day: to the last open day before it that is after the day of
 * contact, else to the first open day after. An open day stays.
 */
export function settleOnOpenDay(due: Day, contactOn: Day, isClosed: IsClosed): Day {
  if (!isClosed(due)) return due
  for (let day = addDays(due, -1); day > contactOn; day = addDays(day, -1)) {
    if (!isClosed(day)) return day
  }
  return nextOpenDay(due, isClosed)
}

/** The first promise of a new card: the day after filing, or the first open day after that. */
export function firstDue(filedOn: Day, isClosed: IsClosed): Day {
  return settleOnOpenDay(addDays(filedOn, 1), filedOn, isClosed)
}

/**
 * The latest day for the next contact: the last contact (a reached call, an answered message, a
 * visit) plus the gap of the level, moved off closed days. A consultant may choose a sooner one.
 */
export function nextDue(promise: {
  lastContactOn: Day
  level: IntentLevel
  gaps?: PromiseGaps
  isClosed: IsClosed
}): Day {
  const { lastContactOn, level, gaps = DEFAULT_PROMISE_GAPS, isClosed } = promise
  return settleOnOpenDay(addDays(lastContactOn, gaps[level]), lastContactOn, isClosed)
}

/** An unanswered attempt does not restart the gap: the promise moves to the next open day. */
export function dueAfterUnanswered(today: Day, isClosed: IsClosed): Day {
  return nextOpenDay(today, isClosed)
}

/**
 * A level that became hotter pulls the promise forward to the sooner of `due` and last contact +
 * new gap, never before the next open day. A promise already due sooner stays where it is: a pull
 * never delays, and never hides one that is overdue.
 */
export function pullForward(promise: {
  due: Day
  lastContactOn: Day
  newGap: number
  today: Day
  isClosed: IsClosed
}): Day {
  const { due, lastContactOn, newGap, today, isClosed } = promise
  const earliest = nextOpenDay(today, isClosed)
  if (due <= earliest) return due
  const byNewGap = settleOnOpenDay(addDays(lastContactOn, newGap), lastContactOn, isClosed)
  const sooner = earlierDay(due, byNewGap)
  return sooner < earliest ? earliest : sooner
}

/** A card made from an old register, waiting for its first promise. */
export interface ImportedCard {
  id: string
  consultantId: string
  level: IntentLevel
}

/**
 * First promises of cards made from an old register: open days from `fromDay` (the day of import,
 * itself included) on, H first and then in the given order, at most `perDay` for each consultant
 * and day. `alreadyPlanned` tells how many such promises a consultant has on a day from before.
 * Gives the due day per card id.
 */
export function planFirstPromises(
  cards: readonly ImportedCard[],
  fromDay: Day,
  isClosed: IsClosed,
  perDay: number = FIRST_PROMISES_PER_DAY,
  alreadyPlanned: (consultantId: string, day: Day) => number = () => 0,
): Map<string, Day> {
  const openSlots = new Map<string, { day: Day; left: number }>()
  const dueOf = new Map<string, Day>()
  const room = (consultantId: string, day: Day) => ({
    day,
    left: Math.max(1, perDay) - alreadyPlanned(consultantId, day),
  })
  for (const card of [...cards].sort((a, b) => compareLevels(a.level, b.level))) {
    const { consultantId } = card
    let slot = openSlots.get(consultantId) ?? room(consultantId, openDayFrom(fromDay, isClosed))
    while (slot.left <= 0) slot = room(consultantId, nextOpenDay(slot.day, isClosed))
    dueOf.set(card.id, slot.day)
    openSlots.set(consultantId, { day: slot.day, left: slot.left - 1 })
  }
  return dueOf
}

/** A manager may put a promise off this many days from today; nobody further. */
export const LONGEST_MANAGER_SNOOZE = 30

/**
 * The last day to which a promise may be put off by hand: a consultant never past the longest gap of
 * the level counted from the last contact, a manager up to 30 days from today; either way an open day.
 */
export function latestSnooze(promise: {
  today: Day
  lastContactOn: Day
  level: IntentLevel
  gaps: PromiseGaps
  isClosed: IsClosed
  byManager: boolean
}): Day {
  if (!promise.byManager) return nextDue(promise)
  const { today, isClosed } = promise
  return settleOnOpenDay(addDays(today, LONGEST_MANAGER_SNOOZE), today, isClosed)
}

import type { Day } from '#shared/days.ts'
import { compareLevels, type IntentLevel } from '#shared/intent-level.ts'

/** A promise as the forecast sees it. */
export interface DuePromise {
  id: string
  dueOn: Day
  level: IntentLevel
}

export interface Forecast {
  /** Due today or before, and beyond what can still be done today. */
  left: string[]
  /** Still open at the end of the next open day, if that day goes as today does. */
  breaks: string[]
}

/** The order in which work is done: the longest overdue first, the hotter level first. */
export function byUrgency(a: DuePromise, b: DuePromise): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return compareLevels(a.level, b.level) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/**
 * What will break at today's load (product.md section 3, the morning meeting): open promises due by
 * the next open day, worked in the order of urgency, as many a day as the store says a consultant
 * can do; `done` were already done today. Gives ids, most urgent first; each break is named.
 */
export function forecastBreaks(
  promises: readonly DuePromise[],
  given: { today: Day; next: Day; capacity: number; done: number },
): Forecast {
  const { today, next, capacity, done } = given
  const queue = promises.filter((promise) => promise.dueOn <= next).sort(byUrgency)
  const now = queue.filter((promise) => promise.dueOn <= today)
  const left = now.slice(Math.max(0, capacity - done))
  const tomorrow = [...left, ...queue.filter((promise) => promise.dueOn > today)]
  const ids = (list: readonly DuePromise[]) => list.map((promise) => promise.id)
  return { left: ids(left), breaks: ids(tomorrow.slice(Math.max(0, capacity))) }
}

/** Somebody who may take work of a day, with what is already theirs. */
export interface Helper {
  id: string
  load: number
}

/**
 * Shares work out to those present: each piece to whoever has the least, so that the loads end as
 * even as they can; of equals the one named first. Gives the helper per piece of work.
 */
export function shareOut(work: readonly string[], helpers: readonly Helper[]): Map<string, string> {
  const loads = helpers.map((helper) => ({ ...helper }))
  const given = new Map<string, string>()
  if (loads.length === 0) return given
  for (const piece of work) {
    const least = loads.reduce((a, b) => (b.load < a.load ? b : a))
    least.load += 1
    given.set(piece, least.id)
  }
  return given
}

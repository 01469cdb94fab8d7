import type { TimelineEntry } from '../contract.ts'

export interface Gathered extends TimelineEntry {
  /** What was set when a card was opened: told as one step, not as five. */
  opening?: TimelineEntry[]
}

/** Joins the first values of a new card, written at one instant, into one entry. */
export function gathered(items: readonly TimelineEntry[]): Gathered[] {
  const entries: Gathered[] = []
  for (const item of items) {
    const last = entries.at(-1)
    if (item.kind !== 'change' || (item.data.from ?? null) !== null) entries.push(item)
    else if (last?.opening && last.at === item.at) last.opening.push(item)
    else entries.push({ ...item, opening: [item] })
  }
  return entries
}

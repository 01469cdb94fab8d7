import { type Ctx, personOf } from '#foundation/ctx.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import type { DayItem } from '../contract.ts'
import { listDone, listDue } from './day-list.queries.ts'
import { presentCard } from './opportunities.present.ts'

const mostPerDay = 500

/** A consultant's follow-ups of a day: overdue, due, and done on it (row 003-53). */
export async function readDay(ctx: Ctx, asked: { owner: string; day?: Day | undefined }) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = asked.day ?? today
  const ownerId = asked.owner === 'me' ? personOf(ctx) : asked.owner
  const due = await listDue(ctx, ownerId, day, mostPerDay)
  const done = await listDone(ctx, ownerId, day, mostPerDay)
  const dueIds = new Set(due.map((row) => row.id))
  const items: DayItem[] = [
    ...due.map((row) => ({
      ...presentCard(ctx, row, today),
      when: row.due_on !== null && row.due_on < day ? ('overdue' as const) : ('today' as const),
    })),
    ...done
      .filter((row) => !dueIds.has(row.id))
      .map((row) => ({ ...presentCard(ctx, row, today), when: 'done' as const })),
  ]
  const count = (when: DayItem['when']) => items.filter((item) => item.when === when).length
  return {
    day,
    counts: { overdue: count('overdue'), today: count('today'), done: count('done') },
    items,
  }
}

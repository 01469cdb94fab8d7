import { type Ctx, personOf } from '#foundation/ctx.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import type { DayItem } from '../contracts/find-cards.ts'
import { listChosen, listDone, listDue, listStandIns } from './day-list.queries.ts'
import { presentCard } from './opportunities.present.ts'
import type { CardRow } from './opportunities.queries.ts'
import { listPinned } from './pins.queries.ts'

const mostPerDay = 500

/**
 * A consultant's follow-ups of a day: pinned ones first, then overdue, due, and done on it (row
 * 003-53); with them the cards they stand in for on that day, while it lasts.
 */
export async function readDay(ctx: Ctx, asked: { owner: string; day?: Day | undefined }) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = asked.day ?? today
  const ownerId = asked.owner === 'me' ? personOf(ctx) : asked.owner
  const isOwn = ownerId === ctx.actor.personId
  const due = await listDue(ctx, ownerId, day, mostPerDay)
  const done = await listDone(ctx, ownerId, day, mostPerDay)
  const pinned = isOwn && day === today ? await listPinned(ctx, ownerId) : []
  const standIns = isOwn && day === today ? await listStandIns(ctx, ownerId, day) : []
  const known = new Set([...due, ...done].map((row) => row.id))
  const others = await listChosen(
    ctx,
    [...pinned, ...standIns.map((one) => one.opportunity_id)].filter((id) => !known.has(id)),
  )
  const standInOf = new Map(standIns.map((one) => [one.opportunity_id, one]))
  const item = (row: CardRow, when: DayItem['when']): DayItem => ({
    ...presentCard(ctx, row, today),
    when,
    isPinned: pinned.includes(row.id),
    standsInFor: standInOf.get(row.id)?.owner_name ?? null,
  })
  const whenDue = (row: CardRow): DayItem['when'] =>
    row.due_on === null || row.due_on > day ? 'later' : row.due_on < day ? 'overdue' : 'today'
  const dueIds = new Set(due.map((row) => row.id))
  const items = [
    ...due.map((row) => item(row, whenDue(row))),
    ...others.map((row) => item(row, standInOf.get(row.id)?.is_done ? 'done' : whenDue(row))),
    ...done.filter((row) => !dueIds.has(row.id)).map((row) => item(row, 'done')),
  ].sort((a, b) => Number(b.isPinned) - Number(a.isPinned))
  const count = (when: DayItem['when']) => items.filter((one) => one.when === when).length
  return {
    day,
    counts: { overdue: count('overdue'), today: count('today'), done: count('done') },
    items,
  }
}

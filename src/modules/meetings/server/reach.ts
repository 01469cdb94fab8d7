import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, type Day } from '#shared/days.ts'
import type { MorningDays, MorningScope } from './morning.queries.ts'

const longestClosure = 20

/** The last open day before the day and the first one after it. */
export async function daysAround({ tx, store }: Ctx, day: Day): Promise<MorningDays> {
  const first = addDays(day, -longestClosure)
  const last = addDays(day, longestClosure)
  const closed = await closedDays(tx, store.id, first, last)
  let since = addDays(day, -1)
  while (closed.has(since) && since > first) since = addDays(since, -1)
  let next = addDays(day, 1)
  while (closed.has(next) && next < last) next = addDays(next, 1)
  return { day, since, next }
}

/** Whose part of the meeting the actor sees: their own, their team's, or everybody's of the store. */
export async function scopeOfMorning(ctx: Ctx): Promise<MorningScope> {
  const scope = scopeOf(ctx, 'meetings.read')
  const storeId = ctx.store.id
  const { personId, teamId, groupId } = ctx.actor
  if (scope !== 'own' && scope !== 'team') return { storeId, people: undefined }
  if (scope === 'team' && teamId) {
    const people = await listPeopleOfStore(ctx.tx, groupId, storeId)
    return { storeId, people: people.filter((p) => p.teamId === teamId).map((p) => p.id) }
  }
  return { storeId, people: personId ? [personId] : [] }
}

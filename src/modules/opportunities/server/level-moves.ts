import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import type { Day } from '#shared/days.ts'
import { compareLevels } from '#shared/intent-level.ts'
import { countLevelMoves, listLevelMoveRows } from './level-moves.queries.ts'

const mostShown = 500

/** The moves of levels of a period by consultant (row 004-04): from, to, the day of effect, why. */
export async function readLevelMoves(
  ctx: Ctx,
  asked: { from: Day; to: Day; owner?: string | undefined },
) {
  const rows = await listLevelMoveRows(ctx, asked, mostShown)
  const counts = await countLevelMoves(ctx, asked)
  const people = new Map<string, { up: number; down: number; drifted: number }>()
  for (const row of counts) {
    const person = people.get(row.owner_id) ?? { up: 0, down: 0, drifted: 0 }
    const isUp = compareLevels(row.to_level, row.from_level) < 0
    person[row.is_drift ? 'drifted' : isUp ? 'up' : 'down'] += row.n
    people.set(row.owner_id, person)
  }
  const ids = [
    ...people.keys(),
    ...rows.flatMap((row) => [row.owner_id, row.actor_id ?? []].flat()),
  ]
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, ids)
  return {
    people: [...people].map(([id, one]) => ({ id, name: names.get(id) ?? null, ...one })),
    items: rows.map((row) => ({
      id: row.id,
      opportunityId: row.opportunity_id,
      customerId: row.customer_id,
      customerName: row.customer_name,
      ownerId: row.owner_id,
      ownerName: names.get(row.owner_id) ?? null,
      from: row.from_level,
      to: row.to_level,
      day: row.effective_on,
      reason: row.reason,
      isDrift: row.reason === 'drift',
      byName: row.actor_id ? (names.get(row.actor_id) ?? null) : null,
    })),
    count: counts.reduce((sum, row) => sum + row.n, 0),
  }
}

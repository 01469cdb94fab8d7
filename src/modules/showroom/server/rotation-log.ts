import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import type { CallOutput } from '#shared/contract.ts'
import type { Day } from '#shared/days.ts'
import type { getRotationLog } from '../contracts/rotation.ts'
import { listAssignmentsOn, listRotationChanges } from './rotation.queries.ts'

type Entry = CallOutput<typeof getRotationLog>['items'][number]

/** What happened in the rotation of a day: who received, how and why, and every change by hand. */
export async function readRotationLog(ctx: Ctx, day: Day): Promise<{ items: Entry[] }> {
  const changes = await listRotationChanges(ctx.tx, ctx.store.id, day)
  const given = await listAssignmentsOn(ctx.tx, ctx.store.id, day)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [
    ...changes.flatMap((row) => [row.person_id, row.by_person ?? row.person_id]),
    ...given.flatMap((row) => [row.person_id ?? '', row.assigned_by ?? '']).filter(Boolean),
  ])
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null)
  const items: Entry[] = [
    ...changes.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      person: nameOf(row.person_id),
      what: row.what as Entry['what'],
      how: null,
      why: null,
      from: row.from_value,
      to: row.to_value,
      reason: row.reason,
      by: nameOf(row.by_person),
      visitId: null,
    })),
    ...given.map((row) => ({
      id: row.id,
      at: row.assigned_at.toISOString(),
      person: nameOf(row.person_id),
      what: 'received' as const,
      how: row.how as Entry['how'],
      why: row.why,
      from: null,
      to: null,
      reason: row.reason,
      by: nameOf(row.assigned_by),
      visitId: row.visit_id,
    })),
  ]
  return { items: items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)) }
}

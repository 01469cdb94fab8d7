import { type Ctx, can, personOf, scopeOf } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { showroomError } from '../contract.ts'
import { listStaff } from './staff.queries.ts'
import { todayOf } from './standings.ts'
import type { VisitRow } from './visits.queries.ts'

/** Whose visits a person may see: undefined means everybody's, else those people's. */
export async function visibleReceivers(ctx: Ctx): Promise<string[] | undefined> {
  const scope = scopeOf(ctx, 'visits.read')
  if (scope === undefined) throw coreError('core.forbidden', { permission: 'visits.read' })
  if (scope === 'own') return [personOf(ctx)]
  if (scope !== 'team') return undefined
  const staff = await listStaff(ctx.tx, ctx.store.groupId, ctx.store.id)
  const team = staff.filter((p) => p.teamId !== null && p.teamId === ctx.actor.teamId)
  return [...new Set([personOf(ctx), ...team.map((p) => p.id)])]
}

/** Whether the person works on the visits of the whole door, not only on their own. */
export function runsTheDoor(ctx: Ctx): boolean {
  return can(ctx, 'visits.receive', 'store')
}

/** A visit outside the person's reach is not found. */
export function assertMayWorkOn(ctx: Ctx, visit: VisitRow | undefined): VisitRow {
  if (visit && (runsTheDoor(ctx) || visit.received_by === ctx.actor.personId)) return visit
  throw coreError('core.not_found')
}

/** Work on a visit somebody changed meanwhile is refused, with the version as it is now. */
export function assertVersion(visit: VisitRow, version: number): void {
  if (visit.version !== version)
    throw coreError('core.stale_version', {
      current: { version: visit.version, outcome: visit.outcome },
    })
}

/**
 * A closed visit is corrected with a reason, by those who correct the register, or by whoever
 * closed it on the same day.
 */
export function assertMayCorrect(ctx: Ctx, visit: VisitRow, reason: string | undefined): void {
  if (reason === undefined)
    throw showroomError('showroom.already_closed', { outcome: visit.outcome })
  const closedItToday =
    visit.business_day === todayOf(ctx) &&
    visit.closed_by !== null &&
    visit.closed_by === ctx.actor.personId
  if (!closedItToday && !can(ctx, 'visits.correct', 'store'))
    throw coreError('core.forbidden', { permission: 'visits.correct' })
}

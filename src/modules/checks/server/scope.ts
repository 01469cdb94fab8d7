import { type Ctx, can, scopeOf } from '#foundation/ctx.ts'
import { type Colleague, listPeopleOfStore } from '#modules/access/index.ts'
import { type Day, dayInZone, daysBetween } from '#shared/days.ts'
import type { Permission } from '#shared/permissions.ts'
import { checksError, longestPeriod } from '../contract.ts'

/** The consultants of the store whose work the actor may see by a permission. */
export async function consultantsWithin(ctx: Ctx, permission: Permission): Promise<Colleague[]> {
  const people = (await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)).filter(
    (person) => person.isConsultant,
  )
  const scope = scopeOf(ctx, permission)
  if (scope === 'own') return people.filter((person) => person.id === ctx.actor.personId)
  if (scope === 'team') return people.filter((person) => person.teamId === ctx.actor.teamId)
  return scope === undefined ? [] : people
}

export const mayNameCustomers = (ctx: Ctx) => can(ctx, 'customers.read')

/** Today unless asked; throws `checks.future_day`. */
export function dayAsked(ctx: Ctx, asked: Day | undefined): { day: Day; today: Day } {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  if (asked !== undefined && asked > today) throw checksError('checks.future_day')
  return { day: asked ?? today, today }
}

/** Throws `checks.too_long` for a period of more days than a quarter. */
export function assertPeriod(from: Day, to: Day): void {
  if (daysBetween(from, to) > longestPeriod)
    throw checksError('checks.too_long', { days: longestPeriod })
}

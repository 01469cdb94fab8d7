import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { ownersWithin } from '#modules/customers/index.ts'
import { coreError } from '#shared/errors.ts'
import { appointmentError } from '../contract.ts'
import type { AppointmentRow } from './appointments.queries.ts'

/** Whose appointments a person may see: undefined means everybody's, else those people's. */
export async function visiblePeople(ctx: Ctx): Promise<string[] | undefined> {
  return (await ownersWithin(ctx, 'appointments.read')) ?? undefined
}

/** An appointment outside what the person may change is not found. */
export async function assertMayChange(
  ctx: Ctx,
  row: AppointmentRow | undefined,
): Promise<AppointmentRow> {
  const people = await ownersWithin(ctx, 'appointments.write')
  if (row && (people === null || people.includes(row.person_id))) return row
  throw coreError('core.not_found')
}

/** Throws unless the person is active in this store and one the actor may make appointments for. */
export async function assertMayGiveTo(ctx: Ctx, personId: string): Promise<void> {
  if (!can(ctx, 'appointments.write', 'team') && personId !== personOf(ctx))
    throw appointmentError('appointments.only_own')
  const people = await ownersWithin(ctx, 'appointments.write')
  if (people !== null && !people.includes(personId))
    throw appointmentError('appointments.no_such_consultant')
  const staff = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!staff.some((person) => person.id === personId))
    throw appointmentError('appointments.no_such_consultant')
}

/** Work on an appointment somebody changed meanwhile is refused, with how it is now. */
export function assertVersion(row: AppointmentRow, version: number): void {
  if (row.version !== version)
    throw coreError('core.stale_version', { current: { version: row.version, state: row.state } })
}

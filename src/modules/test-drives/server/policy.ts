import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { ownersWithin } from '#modules/customers/index.ts'
import { coreError } from '#shared/errors.ts'
import type { Permission } from '#shared/permissions.ts'
import { say } from '#shared/words.ts'
import { type TestDriveState, testDriveError } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { customersOf, type DriveRow, findDrive } from './test-drives.queries.ts'

/** Which drives a person may do something to: their own, and those of customers they hold. */
export async function reachOf(ctx: Ctx, permission: Permission) {
  const people = await ownersWithin(ctx, permission)
  return (row: Pick<DriveRow, 'person_id'>, ownerId: string | null) =>
    people === null || people.includes(row.person_id) || people.includes(ownerId ?? '')
}

/** A drive the actor may see or do `permission` to, locked if asked; else `core.not_found`. */
export async function loadDrive(
  ctx: Ctx,
  id: string,
  permission: Permission,
  lock = false,
): Promise<DriveRow> {
  const row = await findDrive(ctx, id, lock)
  if (!row) throw coreError('core.not_found')
  const may = await reachOf(ctx, permission)
  const owner = (await customersOf(ctx, [row.customer_id])).get(row.customer_id)?.ownerId ?? null
  if (!may(row, owner)) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return row
}

/** The same, locked, as the actor saw it, in a state the step begins in. */
export async function loadForStep(
  ctx: Ctx,
  id: string,
  version: number,
  from: readonly TestDriveState[],
): Promise<DriveRow> {
  const row = await loadDrive(ctx, id, 'test_drives.write', true)
  if (row.version !== version)
    throw coreError('core.stale_version', { current: { version: row.version, state: row.state } })
  const state = row.state as TestDriveState
  if (!from.includes(state))
    throw testDriveError('test_drives.wrong_state', {
      state: say(testDriveWords[state], ctx.locale),
    })
  return row
}

/** Who goes along: the person named if the actor may, else the actor. */
export async function companionFor(
  ctx: Ctx,
  personId: string | undefined,
  ownerId: string | null | undefined,
): Promise<string> {
  const forOthers = can(ctx, 'test_drives.write', 'team')
  const chosen = personId ?? (forOthers ? (ownerId ?? personOf(ctx)) : personOf(ctx))
  if (chosen === ctx.actor.personId) return chosen
  const people = await ownersWithin(ctx, 'test_drives.write')
  const staff = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const isHere = staff.some((person) => person.id === chosen)
  if (!isHere || (people !== null && !people.includes(chosen)))
    throw testDriveError('test_drives.no_such_consultant')
  return chosen
}

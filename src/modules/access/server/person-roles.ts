import { type Ctx, can } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { accessError } from '../contract.ts'
import type { PersonRecord } from '../contracts/people.ts'
import { isAbove, mayGive, widestGrants } from './grants.ts'
import {
  countAdministrators,
  lockAdministration,
  replaceRoles,
  updatePerson,
} from './people.queries.ts'
import {
  getManagedPerson,
  managedStore,
  ownRoles,
  presentPersonRecord,
  stalePerson,
} from './person-record.ts'
import { listGrantsOfRoles } from './roles.queries.ts'

/**
 * Gives a person exactly these roles. Throws access.beyond_own_rights, also where somebody who does
 * not manage roles would give themselves one: what hangs on a role (discounts) comes from above.
 */
export async function setRolesOf(
  ctx: Ctx,
  id: string,
  given: { version: number; roleIds: string[] },
): Promise<PersonRecord> {
  const { person, store } = await getManagedPerson(ctx, id)
  await assertMayGiveRoles(ctx, store.id, given.roleIds)
  const added = given.roleIds.filter((roleId) => !person.roles.some((role) => role.id === roleId))
  if (id === ctx.actor.personId && added.length > 0 && !can(ctx, 'roles.manage', 'group'))
    throw accessError('access.beyond_own_rights')
  await keepingAdministrator(ctx, async () => {
    const saved = await updatePerson(
      ctx.tx,
      { groupId: person.group_id, id, version: given.version },
      {},
    )
    if (!saved) throw await stalePerson(ctx, id)
    await replaceRoles(ctx.tx, person.group_id, id, [...new Set(given.roleIds)])
  })
  audit(ctx, {
    action: 'person.roles_set',
    recordType: 'person',
    recordId: id,
    storeId: store.id,
    detail: { before: person.roles.map((role) => role.id), after: given.roleIds },
  })
  announce(ctx, { type: 'access.person_changed', recordId: id, storeId: store.id })
  return presentPersonRecord(ctx, id)
}

/**
 * Makes a change after which the group still has an administrator, if it had one before; such
 * changes wait for each other. Throws access.last_administrator.
 */
export async function keepingAdministrator(ctx: Ctx, change: () => Promise<void>): Promise<void> {
  const { groupId } = ctx.actor
  await lockAdministration(ctx.tx, groupId)
  const before = await countAdministrators(ctx.tx, groupId)
  await change()
  if (before > 0 && (await countAdministrators(ctx.tx, groupId)) === 0)
    throw accessError('access.last_administrator')
}

/** The roles exist here, and give nothing the actor does not hold in that store. */
export async function assertMayGiveRoles(
  ctx: Ctx,
  storeId: number,
  roleIds: string[],
): Promise<void> {
  const store = managedStore(ctx, storeId)
  if (!store) throw coreError('core.not_found')
  // A role is not deleted between this look and its being given.
  await lockAdministration(ctx.tx, ctx.actor.groupId)
  const rows = await listGrantsOfRoles(ctx.tx, ctx.actor.groupId, roleIds)
  if (new Set(rows.map((row) => row.role_id)).size !== new Set(roleIds).size)
    throw coreError('core.not_found')
  const grants = rows.flatMap((row) =>
    row.permission && row.scope ? [{ permission: row.permission, scope: row.scope }] : [],
  )
  const keys = rows.map((row) => row.key)
  if (
    !mayGive(ctx.actor, store, widestGrants(grants)) ||
    isAbove(ctx.actor, await ownRoles(ctx), keys)
  )
    throw accessError('access.beyond_own_rights')
}

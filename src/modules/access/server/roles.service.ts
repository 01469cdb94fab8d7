import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError } from '../contract.ts'
import type { Role } from '../contracts/roles.ts'
import { type Grants, impossibleGrants } from './grants.ts'
import { headOffice } from './head-office.ts'
import { lockAdministration } from './people.queries.ts'
import { keepingAdministrator } from './person-roles.ts'
import {
  countHolders,
  deleteRoleRow,
  findRoleRow,
  insertRole,
  type RoleRow,
  replaceGrants,
  updateRole,
} from './roles.queries.ts'

export function presentRole(row: RoleRow): Role {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    nameEn: row.name_en,
    isBuiltIn: row.is_built_in,
    grants: row.grants,
    people: row.people,
    version: row.version,
  }
}

/** Adds a role; a resent id gives the role as it is now. */
export async function addRole(
  ctx: Ctx,
  given: { id?: string | undefined; name: string; nameEn: string; grants: Grants },
): Promise<Role> {
  const { groupId } = ctx.actor
  assertPossible(given.grants)
  const id = given.id ?? uuidv7()
  const isNew = await insertRole(ctx.tx, {
    group_id: groupId,
    id,
    key: `own_${id.replaceAll('-', '')}`,
    name: given.name,
    name_en: given.nameEn,
  })
  if (!isNew) {
    const existing = await findRoleRow(ctx.tx, groupId, id)
    if (!existing) throw coreError('core.duplicate')
    return presentRole(existing)
  }
  await replaceGrants(ctx.tx, groupId, id, grantRows(groupId, id, given.grants))
  audit(ctx, {
    action: 'role.added',
    recordType: 'role',
    recordId: id,
    storeId: headOffice(ctx).id,
    detail: { name: given.name, grants: given.grants },
  })
  return getRole(ctx, id)
}

/** Renames a role or sets its rights. Throws core.stale_version, access.last_administrator. */
export async function editRole(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    name?: string | undefined
    nameEn?: string | undefined
    grants?: Grants | undefined
  },
): Promise<Role> {
  const { groupId } = ctx.actor
  if (given.grants) assertPossible(given.grants)
  const before = await getRole(ctx, id)
  await keepingAdministrator(ctx, async () => {
    const saved = await updateRole(
      ctx.tx,
      { groupId, id, version: given.version },
      {
        ...(given.name === undefined ? {} : { name: given.name }),
        ...(given.nameEn === undefined ? {} : { name_en: given.nameEn }),
      },
    )
    if (!saved) throw coreError('core.stale_version', { current: await getRole(ctx, id) })
    if (given.grants) await replaceGrants(ctx.tx, groupId, id, grantRows(groupId, id, given.grants))
  })
  const after = await getRole(ctx, id)
  audit(ctx, {
    action: 'role.changed',
    recordType: 'role',
    recordId: id,
    storeId: headOffice(ctx).id,
    detail: {
      before: { name: before.name, nameEn: before.nameEn, grants: before.grants },
      after: { name: after.name, nameEn: after.nameEn, grants: after.grants },
    },
  })
  announce(ctx, { type: 'access.role_changed', recordId: id, storeId: headOffice(ctx).id })
  return after
}

/** Deletes a role nobody holds. Throws access.role_built_in, access.role_in_use. */
export async function removeRole(ctx: Ctx, id: string): Promise<void> {
  const { groupId } = ctx.actor
  // Nobody is given the role between the count and the deletion.
  await lockAdministration(ctx.tx, groupId)
  const role = await getRole(ctx, id)
  if (role.isBuiltIn) throw accessError('access.role_built_in')
  const people = await countHolders(ctx.tx, groupId, id)
  if (people > 0) throw accessError('access.role_in_use', { people })
  await deleteRoleRow(ctx.tx, groupId, id)
  audit(ctx, {
    action: 'role.deleted',
    recordType: 'role',
    recordId: id,
    storeId: headOffice(ctx).id,
    detail: { name: role.name, grants: role.grants },
  })
}

async function getRole(ctx: Ctx, id: string): Promise<Role> {
  const row = await findRoleRow(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return presentRole(row)
}

function assertPossible(grants: Grants): void {
  const issues = impossibleGrants(grants).map((permission) => ({
    path: `body.grants.${permission}`,
    code: 'invalid_value',
    message: `${permission}: ${grants[permission]}`,
  }))
  if (issues.length > 0) throw coreError('core.invalid_input', { issues })
}

function grantRows(groupId: number, roleId: string, grants: Grants) {
  return Object.entries(grants).map(([permission, scope]) => ({
    group_id: groupId,
    role_id: roleId,
    permission,
    scope,
  }))
}

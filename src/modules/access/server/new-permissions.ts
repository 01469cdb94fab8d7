import type { App } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { type Permission, permissions } from '#shared/permissions.ts'
import {
  addGrants,
  listBuiltInRoles,
  listUnmetPermissions,
  noteMet,
} from './new-permissions.queries.ts'

/**
 * After an upgrade: permissions a group has not met before go to its built-in roles as a new group
 * gets them, once; what an administrator changed since is left alone. Gives how many were met.
 */
export async function grantNewPermissions(app: App): Promise<number> {
  return inStores(app.db, [], async (tx) => {
    const unmet = await listUnmetPermissions(tx, Object.keys(permissions))
    if (unmet.length === 0) return 0
    const roles = await listBuiltInRoles(tx)
    await addGrants(
      tx,
      unmet.flatMap(({ group_id, permission }) =>
        roles
          .filter((role) => role.group_id === group_id)
          .flatMap((role) => {
            const scope = builtInRoles.find(({ key }) => key === role.key)?.grants[
              permission as Permission
            ]
            return scope === undefined ? [] : [{ group_id, role_id: role.id, permission, scope }]
          }),
      ),
    )
    await noteMet(tx, unmet)
    return unmet.length
  })
}

import { type Actor, type StoreInfo, scopeOf } from '#foundation/ctx.ts'
import { type Permission, permissions, reaches, type Scope } from '#shared/permissions.ts'

export type Grants = Partial<Record<Permission, Scope>>

/** The rights of several roles as one: for each permission the widest scope. */
export function widestGrants(list: readonly { permission: string; scope: string }[]): Grants {
  const grants: Grants = {}
  for (const { permission, scope } of list as readonly { permission: Permission; scope: Scope }[]) {
    const held = grants[permission]
    if (!held || reaches(scope, held)) grants[permission] = scope
  }
  return grants
}

/** The stores in which the actor holds a permission. */
export function storesWithin(actor: Actor, permission: Permission): StoreInfo[] {
  const scope = actor.grants[permission]
  if (!scope) return []
  if (scope === 'group') return actor.stores
  return actor.stores.filter(
    (store) =>
      store.id === actor.homeStoreId ||
      (scope === 'region' && actor.regionId !== null && store.regionId === actor.regionId),
  )
}

/**
 * Whether the actor may give these rights to a person of a store, or manage a person who has
 * them: all are held by the actor there, at least as far. Who manages roles may give any.
 */
export function mayGive(actor: Actor, store: StoreInfo, wanted: Grants): boolean {
  if (actor.grants['roles.manage'] === 'group') return true
  return (Object.entries(wanted) as [Permission, Scope][]).every(([permission, scope]) => {
    const held = scopeOf({ actor, store }, permission)
    return held !== undefined && reaches(held, scope)
  })
}

/**
 * Roles whose limits of discount exceed what their rights show: who is below them neither gives them
 * nor manages who has them.
 */
const rolesAbove: readonly string[] = ['general_manager']

/** Whether some of these roles (by key) are above an actor who holds others. */
export function isAbove(actor: Actor, held: readonly string[], keys: readonly string[]): boolean {
  if (actor.grants['roles.manage'] === 'group') return false
  return keys.some((key) => rolesAbove.includes(key) && !held.includes(key))
}

/** The permissions whose scope makes no sense for them, as `people.manage: own`. */
export function impossibleGrants(grants: Grants): Permission[] {
  return (Object.entries(grants) as [Permission, Scope][])
    .filter(
      ([permission, scope]) =>
        !(permissions[permission].scopes as readonly Scope[]).includes(scope),
    )
    .map(([permission]) => permission)
}

import type { Session as Answer } from '#modules/access/contract.ts'
import { type Permission, permissions, type Scope } from '#shared/permissions.ts'
import type { Session } from '#ui/session.tsx'

const keptStore = 'keyuan.store'

/** The session as the screens see it: in the store chosen on this device, else the person's own. */
export function inStore(answer: Answer, chosenStoreId: number | undefined): Session | undefined {
  const store =
    answer.stores.find((candidate) => candidate.id === chosenStoreId) ??
    answer.stores.find((candidate) => candidate.id === answer.homeStoreId) ??
    answer.stores[0]
  if (store === undefined) return undefined
  const home = answer.stores.find((candidate) => candidate.id === answer.homeStoreId)
  const sameRegion = store.regionId !== null && store.regionId === home?.regionId
  const grants: Partial<Record<Permission, Scope>> = {}
  for (const permission of Object.keys(permissions) as Permission[]) {
    const scope = answer.grants[permission]
    if (scope === undefined) continue
    // Away from home only the wide scopes reach, as the server sees it.
    const reachesHere =
      store.id === answer.homeStoreId || scope === 'group' || (scope === 'region' && sameRegion)
    if (reachesHere) grants[permission] = scope
  }
  return { ...answer, store, grants, isDemo: answer.group.isDemo }
}

export function readStoreChoice(): number | undefined {
  const kept = Number(localStorage.getItem(keptStore))
  return Number.isInteger(kept) && kept > 0 ? kept : undefined
}

export function keepStoreChoice(storeId: number): void {
  localStorage.setItem(keptStore, String(storeId))
}

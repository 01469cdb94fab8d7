import type { Tx } from '#foundation/db/database.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { uuidv7 } from '#shared/ids.ts'
import { type Permission, permissions, type Scope } from '#shared/permissions.ts'
import {
  insertGroup,
  insertPermissions,
  insertPersonRoles,
  insertRoles,
  insertStore,
  nextGroupId,
  nextStoreId,
} from './groups.queries.ts'
import { noteMet } from './new-permissions.queries.ts'

export interface NewStore {
  code: string
  name: string
  nameEn: string
  regionId?: number | null
  city?: string
  platePrefix?: string
  timeZone?: string
  isHeadOffice?: boolean
  settings?: Record<string, unknown>
}

/** Makes an empty group with its built-in roles; gives its id and the roles' ids by key. */
export async function createGroup(
  tx: Tx,
  now: Date,
  group: {
    /** `G` and its number unless given. */
    code?: string
    name: string
    nameEn: string
    isDemo?: boolean
    demoSeed?: number
    demoUntil?: string
  },
): Promise<{ groupId: number; roles: Map<string, string> }> {
  const groupId = await nextGroupId(tx)
  await insertGroup(tx, {
    id: groupId,
    code: group.code ?? `G${groupId}`,
    name: group.name,
    name_en: group.nameEn,
    is_demo: group.isDemo ?? false,
    demo_seed: group.demoSeed ?? null,
    demo_until: group.demoUntil ?? null,
    created_at: now,
  })
  const roles = new Map(builtInRoles.map((role) => [role.key, uuidv7()]))
  await insertRoles(
    tx,
    builtInRoles.map((role) => ({
      group_id: groupId,
      id: roles.get(role.key) as string,
      key: role.key,
      name: role.zh,
      name_en: role.en,
      is_built_in: true,
    })),
  )
  await insertPermissions(
    tx,
    builtInRoles.flatMap((role) =>
      (Object.entries(role.grants) as [Permission, Scope][]).map(([permission, scope]) => ({
        group_id: groupId,
        role_id: roles.get(role.key) as string,
        permission,
        scope,
      })),
    ),
  )
  await noteMet(
    tx,
    Object.keys(permissions).map((permission) => ({ group_id: groupId, permission })),
  )
  return { groupId, roles }
}

/** Adds a store to a group and gives its id. */
export async function createStore(
  tx: Tx,
  now: Date,
  groupId: number,
  store: NewStore,
): Promise<number> {
  const id = await nextStoreId(tx)
  await insertStore(tx, {
    id,
    group_id: groupId,
    region_id: store.regionId ?? null,
    code: store.code,
    name: store.name,
    name_en: store.nameEn,
    city: store.city ?? '',
    plate_prefix: store.platePrefix ?? '',
    time_zone: store.timeZone ?? 'Asia/Shanghai',
    is_head_office: store.isHeadOffice ?? false,
    settings: JSON.stringify(store.settings ?? {}),
    created_at: now,
  })
  return id
}

/** Gives a person roles of the group. */
export async function giveRoles(
  tx: Tx,
  groupId: number,
  personId: string,
  roleIds: string[],
): Promise<void> {
  await insertPersonRoles(
    tx,
    roleIds.map((roleId) => ({ group_id: groupId, person_id: personId, role_id: roleId })),
  )
}

import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { accessError } from '../contract.ts'
import type { Person, PersonRecord } from '../contracts/people.ts'
import { isAbove, mayGive, storesWithin, widestGrants } from './grants.ts'
import { findPersonRecord, listGrantsOf, type PersonRecordRow } from './people.queries.ts'
import { openPhone } from './profile.ts'

/** A person of the staff in a store the actor may see. Throws core.not_found. */
export async function getVisiblePerson(ctx: Ctx, id: string): Promise<PersonRecordRow> {
  const row = await findPersonRecord(ctx.tx, ctx.actor.groupId, id)
  if (!row || !storesWithin(ctx.actor, 'people.read').some((s) => s.id === row.store_id))
    throw coreError('core.not_found')
  return row
}

/**
 * A person the actor may change: in a store they manage, with no right beyond their own. Throws
 * core.not_found, access.beyond_own_rights.
 */
export async function getManagedPerson(
  ctx: Ctx,
  id: string,
): Promise<{ person: PersonRecordRow; store: StoreInfo }> {
  const person = await findPersonRecord(ctx.tx, ctx.actor.groupId, id)
  const store = person && managedStore(ctx, person.store_id)
  if (!person || !store) throw coreError('core.not_found')
  if (!(await isWithinOwnRights(ctx, person, store))) throw accessError('access.beyond_own_rights')
  return { person, store }
}

/** A store whose staff the actor manages; undefined when it is not one of theirs. */
export function managedStore(ctx: Ctx, storeId: number): StoreInfo | undefined {
  return storesWithin(ctx.actor, 'people.manage').find((store) => store.id === storeId)
}

async function isWithinOwnRights(
  ctx: Ctx,
  person: PersonRecordRow,
  store: StoreInfo,
): Promise<boolean> {
  const grants = widestGrants(await listGrantsOf(ctx.tx, person.group_id, person.id))
  const keys = person.roles.map(({ key }) => key)
  return mayGive(ctx.actor, store, grants) && !isAbove(ctx.actor, await ownRoles(ctx), keys)
}

/** The keys of the actor's roles; none for a key of the API or the system. */
export async function ownRoles(ctx: Ctx): Promise<string[]> {
  const { personId, groupId } = ctx.actor
  const own = personId === null ? undefined : await findPersonRecord(ctx.tx, groupId, personId)
  return own?.roles.map(({ key }) => key) ?? []
}

export function presentPerson(row: PersonRecordRow): Person {
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    jobTitle: row.job_title,
    storeId: row.store_id,
    teamId: row.team_id,
    roles: row.roles,
    locale: row.locale === 'zh' || row.locale === 'en' ? row.locale : null,
    isActive: row.is_active,
    hasPassword: row.has_password,
    hasAuthenticator: row.has_authenticator,
    version: row.version,
  }
}

/** The whole record; the person's own number only for those who manage them. */
export async function presentPersonRecord(ctx: Ctx, id: string): Promise<PersonRecord> {
  const row = await getVisiblePerson(ctx, id)
  const store = managedStore(ctx, row.store_id)
  const canManage = store !== undefined && (await isWithinOwnRights(ctx, row, store))
  return {
    ...presentPerson(row),
    phone: canManage ? openPhone(ctx, row.phone_sealed) : null,
    canManage,
  }
}

/** The refusal of a stale version, with the record as it is now. */
export async function stalePerson(ctx: Ctx, id: string) {
  return coreError('core.stale_version', { current: await presentPersonRecord(ctx, id) })
}

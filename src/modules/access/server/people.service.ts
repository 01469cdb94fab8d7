import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError, type Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError } from '../contract.ts'
import type { PersonRecord } from '../contracts/people.ts'
import { makeLink } from './links.ts'
import { nameKeys } from './name-keys.ts'
import {
  findPersonByLogin,
  findPersonRecord,
  insertPerson,
  lockLogins,
  replaceRoles,
  updatePerson,
} from './people.queries.ts'
import {
  getManagedPerson,
  managedStore,
  presentPersonRecord,
  stalePerson,
} from './person-record.ts'
import { assertMayGiveRoles } from './person-roles.ts'
import { sealPhone } from './profile.ts'
import { findTeam } from './teams.queries.ts'

/**
 * Adds a person and makes their invitation. A resent id gives the record as it is now. Throws
 * core.not_found (store, team, role), access.login_taken, access.beyond_own_rights.
 */
export async function addPerson(
  ctx: Ctx,
  given: {
    id?: string | undefined
    name: string
    login: string
    storeId: number
    teamId?: string | null | undefined
    jobTitle?: string | undefined
    phone?: string | undefined
    locale?: Locale | null | undefined
    roleIds: string[]
  },
) {
  const { groupId } = ctx.actor
  const store = managedStore(ctx, given.storeId)
  if (!store) throw coreError('core.not_found')
  const id = given.id ?? uuidv7()
  await lockLogins(ctx.tx)
  if (given.id && (await findPersonRecord(ctx.tx, groupId, given.id)))
    return { person: await presentPersonRecord(ctx, given.id), link: null }
  await assertMayGiveRoles(ctx, given.storeId, given.roleIds)
  await assertTeamOf(ctx, given.storeId, given.teamId)
  await assertLoginIsFree(ctx.tx, given.login)
  const isNew = await insertPerson(ctx.tx, {
    group_id: groupId,
    id,
    store_id: given.storeId,
    team_id: given.teamId ?? null,
    name: given.name,
    name_keys: nameKeys(given.name),
    login: given.login,
    job_title: given.jobTitle ?? '',
    phone_sealed: sealPhone(ctx, given.phone ?? ''),
    locale: given.locale ?? null,
    created_at: ctx.now,
  })
  if (!isNew) throw coreError('core.duplicate')
  await replaceRoles(ctx.tx, groupId, id, given.roleIds)
  const link = await makeLink(ctx.tx, ctx.now, { purpose: 'invitation', groupId, personId: id })
  audit(ctx, {
    action: 'person.added',
    recordType: 'person',
    recordId: id,
    storeId: given.storeId,
    detail: { storeId: given.storeId, roleIds: given.roleIds },
    personal: { name: given.name, login: given.login },
  })
  announce(ctx, { type: 'access.person_joined', recordId: id, storeId: given.storeId })
  return { person: await presentPersonRecord(ctx, id), link }
}

/** Changes a person's record. Whoever moves to another store has left the old one: both hear of it. */
export async function editPerson(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    name?: string | undefined
    login?: string | undefined
    storeId?: number | undefined
    teamId?: string | null | undefined
    jobTitle?: string | undefined
    phone?: string | undefined
  },
): Promise<PersonRecord> {
  const { person } = await getManagedPerson(ctx, id)
  const storeId = given.storeId ?? person.store_id
  const moves = storeId !== person.store_id
  if (moves) {
    await assertMayGiveRoles(
      ctx,
      storeId,
      person.roles.map((role) => role.id),
    )
  }
  const teamId = given.teamId === undefined ? (moves ? null : person.team_id) : given.teamId
  await assertTeamOf(ctx, storeId, teamId)
  if (given.login !== undefined && given.login.toLowerCase() !== person.login.toLowerCase()) {
    await lockLogins(ctx.tx)
    await assertLoginIsFree(ctx.tx, given.login)
  }
  const saved = await updatePerson(
    ctx.tx,
    { groupId: person.group_id, id, version: given.version },
    {
      store_id: storeId,
      team_id: teamId,
      ...(given.name === undefined ? {} : { name: given.name, name_keys: nameKeys(given.name) }),
      ...(given.login === undefined ? {} : { login: given.login }),
      ...(given.jobTitle === undefined ? {} : { job_title: given.jobTitle }),
      ...(given.phone === undefined ? {} : { phone_sealed: sealPhone(ctx, given.phone) }),
    },
  )
  if (!saved) throw await stalePerson(ctx, id)
  const { version: _version, storeId: _store, teamId: _team, ...personal } = given
  const before = { name: person.name, login: person.login, jobTitle: person.job_title }
  audit(ctx, {
    action: 'person.changed',
    recordType: 'person',
    recordId: id,
    storeId: person.store_id,
    detail: {
      before: { storeId: person.store_id, teamId: person.team_id },
      after: { storeId, teamId },
    },
    personal: { before, after: personal },
  })
  if (moves) {
    const data = { reason: 'moved' }
    announce(ctx, { type: 'access.person_left', recordId: id, storeId: person.store_id, data })
    announce(ctx, { type: 'access.person_joined', recordId: id, storeId, data })
  } else announce(ctx, { type: 'access.person_changed', recordId: id, storeId })
  return presentPersonRecord(ctx, id)
}

async function assertTeamOf(
  ctx: Ctx,
  storeId: number,
  teamId: string | null | undefined,
): Promise<void> {
  if (!teamId) return
  const team = await findTeam(ctx.tx, ctx.actor.groupId, teamId)
  if (team?.store_id !== storeId) throw coreError('core.not_found')
}

/** Call with the log-ins locked. Names are one per installation, whatever their case. */
export async function assertLoginIsFree(tx: Tx, login: string): Promise<void> {
  if (await findPersonByLogin(tx, login)) throw accessError('access.login_taken', { login })
}

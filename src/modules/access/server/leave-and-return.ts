import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { accessError } from '../contract.ts'
import type { PersonRecord } from '../contracts/people.ts'
import { deleteLinksOf } from './links.queries.ts'
import { makeLink } from './links.ts'
import { openWorkOf } from './open-work.ts'
import { setSecrets, updatePerson } from './people.queries.ts'
import { getManagedPerson, presentPersonRecord, stalePerson } from './person-record.ts'
import { keepingAdministrator } from './person-roles.ts'
import { deleteSessionsOf } from './sessions.queries.ts'

/**
 * Ends a person's access at once: sessions, open links, keys. Done already: nothing happens. Throws
 * access.cards_not_handed_over while they have open cards, unless told to leave them.
 */
export async function letPersonGo(
  ctx: Ctx,
  id: string,
  reason: string | undefined,
  options: { leavingCards?: boolean | undefined } = {},
): Promise<PersonRecord> {
  const { person, store } = await getManagedPerson(ctx, id)
  if (id === ctx.actor.personId) throw accessError('access.not_yourself')
  if (!person.is_active) return presentPersonRecord(ctx, id)
  const left = await openWorkOf(ctx.tx, store.id, id)
  if (left.cards > 0 && !options.leavingCards)
    throw accessError('access.cards_not_handed_over', { ...left })
  let ended = 0
  await keepingAdministrator(ctx, async () => {
    await setActive(ctx, person, false)
    ended = await deleteSessionsOf(ctx.tx, id)
    await deleteLinksOf(ctx.tx, id)
  })
  audit(ctx, {
    action: 'person.left',
    recordType: 'person',
    recordId: id,
    storeId: store.id,
    detail: { sessionsEnded: ended, ...left },
    ...(reason ? { reason } : {}),
  })
  announce(ctx, {
    type: 'access.person_left',
    recordId: id,
    storeId: store.id,
    data: { reason: 'deactivated' },
  })
  return presentPersonRecord(ctx, id)
}

/** Lets a person in again, with the roles they had. */
export async function takePersonBack(ctx: Ctx, id: string): Promise<PersonRecord> {
  const { person, store } = await getManagedPerson(ctx, id)
  if (person.is_active) return presentPersonRecord(ctx, id)
  await setActive(ctx, person, true)
  audit(ctx, {
    action: 'person.returned',
    recordType: 'person',
    recordId: id,
    storeId: store.id,
  })
  announce(ctx, { type: 'access.person_joined', recordId: id, storeId: store.id })
  return presentPersonRecord(ctx, id)
}

/** A link for a person to set a password: an invitation, or a reset where they have one. */
export async function linkFor(ctx: Ctx, id: string) {
  const { person, store } = await getManagedPerson(ctx, id)
  if (ctx.actor.kind !== 'person') throw accessError('access.not_with_key')
  if (!person.is_active) throw accessError('access.has_left')
  const purpose = person.has_password ? 'password_reset' : 'invitation'
  audit(ctx, {
    action: 'person.link_made',
    recordType: 'person',
    recordId: id,
    storeId: store.id,
    detail: { purpose },
  })
  return makeLink(ctx.tx, ctx.now, { purpose, groupId: person.group_id, personId: id })
}

/** For a lost phone: the next log-in asks for the password alone. */
export async function takeAuthenticatorOff(ctx: Ctx, id: string): Promise<PersonRecord> {
  const { person, store } = await getManagedPerson(ctx, id)
  await setSecrets(ctx.tx, person.group_id, id, { totp_sealed: null })
  audit(ctx, {
    action: 'person.authenticator_off',
    recordType: 'person',
    recordId: id,
    storeId: store.id,
  })
  return presentPersonRecord(ctx, id)
}

async function setActive(
  ctx: Ctx,
  person: { group_id: number; id: string; version: number },
  isActive: boolean,
): Promise<void> {
  const seen = { groupId: person.group_id, id: person.id, version: person.version }
  if (!(await updatePerson(ctx.tx, seen, { is_active: isActive })))
    throw await stalePerson(ctx, person.id)
}

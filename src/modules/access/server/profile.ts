import type { FastifyRequest } from 'fastify'
import type { App } from '#foundation/app.ts'
import { type Ctx, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError, type Locale } from '#shared/errors.ts'
import { normalisePhone } from '#shared/phone.ts'
import { accessError } from '../contract.ts'
import type { Profile } from '../contracts/profile.ts'
import { withLockOut } from './log-in.ts'
import { nameKeys } from './name-keys.ts'
import { hashNewPassword, isRightPassword } from './passwords.ts'
import { findPersonRecord, findSecrets, setSecrets, updatePerson } from './people.queries.ts'
import { deleteSessionsOf } from './sessions.queries.ts'

/** The person who is here themselves; throws access.not_with_key for an API key. */
export function ownId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'person') throw accessError('access.not_with_key')
  return personOf(ctx)
}

/** What the person may see and change of themselves. */
export async function getOwnProfile(ctx: Ctx): Promise<Profile> {
  const row = await findPersonRecord(ctx.tx, ctx.actor.groupId, personOf(ctx))
  if (!row) throw coreError('core.unauthenticated')
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    jobTitle: row.job_title,
    locale: row.locale === 'zh' || row.locale === 'en' ? row.locale : null,
    phone: openPhone(ctx, row.phone_sealed),
    hasPassword: row.has_password,
    hasAuthenticator: row.has_authenticator,
    version: row.version,
  }
}

/** Changes own name, language or number. Throws core.stale_version. */
export async function changeOwnProfile(
  ctx: Ctx,
  given: {
    version: number
    name?: string | undefined
    locale?: Locale | null | undefined
    phone?: string | undefined
  },
): Promise<Profile> {
  const id = ownId(ctx)
  const { groupId } = ctx.actor
  const change = {
    ...(given.name === undefined ? {} : { name: given.name, name_keys: nameKeys(given.name) }),
    ...(given.locale === undefined ? {} : { locale: given.locale }),
    ...(given.phone === undefined ? {} : { phone_sealed: sealPhone(ctx, given.phone) }),
  }
  if (!(await updatePerson(ctx.tx, { groupId, id, version: given.version }, change)))
    throw coreError('core.stale_version', { current: await getOwnProfile(ctx) })
  const { version: _version, ...personal } = given
  audit(ctx, { action: 'person.profile_changed', recordType: 'person', recordId: id, personal })
  return getOwnProfile(ctx)
}

/** Sets a new password and ends the person's other sessions. Throws access.wrong_password, access.locked_out. */
export async function changeOwnPasswordTo(
  ctx: Ctx,
  wire: { app: App; request: FastifyRequest },
  given: { current: string; password: string },
): Promise<void> {
  const id = ownId(ctx)
  const person = await assertOwnPassword(ctx, wire, given.current)
  const passwordHash = await hashNewPassword(given.password, person.login)
  await setSecrets(ctx.tx, ctx.actor.groupId, id, { password_hash: passwordHash })
  const ended = await deleteSessionsOf(ctx.tx, id, ctx.actor.sessionId)
  audit(ctx, {
    action: 'person.password_changed',
    recordType: 'person',
    recordId: id,
    detail: { sessionsEnded: ended },
  })
}

/** Turns the authenticator off once the password is given again. */
export async function turnOffOwnAuthenticator(
  ctx: Ctx,
  wire: { app: App; request: FastifyRequest },
  password: string,
): Promise<void> {
  const id = ownId(ctx)
  await assertOwnPassword(ctx, wire, password)
  await setSecrets(ctx.tx, ctx.actor.groupId, id, { totp_sealed: null })
  audit(ctx, { action: 'person.authenticator_off', recordType: 'person', recordId: id })
}

async function assertOwnPassword(
  ctx: Ctx,
  wire: { app: App; request: FastifyRequest },
  password: string,
) {
  const person = await findSecrets(ctx.tx, ctx.actor.groupId, ownId(ctx))
  if (!person) throw coreError('core.unauthenticated')
  // Wrong guesses count as wrong log-ins, so that a borrowed browser cannot try forever.
  await withLockOut(ctx, wire, person.login, async () => {
    if (!(await isRightPassword(person.password_hash, password)))
      throw accessError('access.wrong_password')
  })
  return person
}

/** Seals a number typed in any form, in its canonical form; null for ''. */
export function sealPhone(ctx: Pick<Ctx, 'vault'>, text: string): Buffer | null {
  const phone = normalisePhone(text)
  return phone ? ctx.vault.seal(phone.canonical) : null
}

/** A sealed number as people here write it. */
export function openPhone(ctx: Pick<Ctx, 'vault'>, sealed: Buffer | null): string | null {
  if (!sealed) return null
  const canonical = ctx.vault.open(sealed)
  return normalisePhone(canonical)?.national ?? canonical
}

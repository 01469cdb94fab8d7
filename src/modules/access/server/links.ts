import { randomBytes } from 'node:crypto'
import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { inStores, type Tx } from '#foundation/db/database.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { accessError, type Session } from '../contract.ts'
import { findActor, hashToken } from './authenticate.ts'
import {
  deleteFirstLinks,
  deleteLinksOf,
  findOpenLink,
  insertLink,
  useLink,
} from './links.queries.ts'
import { assertCode, type LogInWire, openSession, withLockOut } from './log-in.ts'
import { hashNewPassword } from './passwords.ts'
import { findGroup, findSecrets, hasRealPeople, setSecrets } from './people.queries.ts'
import { deleteSessionsOf } from './sessions.queries.ts'
import { findStore } from './stores.queries.ts'

const hours = 3_600_000
const lifetimes = {
  invitation: 7 * 24 * hours,
  password_reset: 24 * hours,
  first_administrator: 24 * hours,
}
export type LinkPurpose = keyof typeof lifetimes

/** Makes a link to set a password; earlier ones of the person no longer work. */
export async function makeLink(
  tx: Tx,
  now: Date,
  link: { purpose: LinkPurpose; groupId?: number; personId?: string },
): Promise<{ path: string; expiresAt: string }> {
  if (link.personId) await deleteLinksOf(tx, link.personId)
  else await deleteFirstLinks(tx)
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(now.getTime() + lifetimes[link.purpose])
  await insertLink(tx, {
    token_hash: hashToken(token),
    purpose: link.purpose,
    group_id: link.groupId ?? null,
    person_id: link.personId ?? null,
    created_at: now,
    expires_at: expires,
  })
  // Behind #, so that neither logs nor proxies see it.
  const page = link.purpose === 'first_administrator' ? '/first-start' : '/invitation'
  return { path: `${page}#${token}`, expiresAt: expires.toISOString() }
}

/**
 * The link with which the first administrator starts an empty product, as a whole address;
 * undefined where somebody works here already, or where the demo is on.
 */
export async function firstAdministratorLink(
  app: App,
  baseUrl: string,
): Promise<string | undefined> {
  if (app.config.withDemo) return undefined
  return inStores(app.db, [], async (tx) => {
    if (await hasRealPeople(tx)) return undefined
    const { path } = await makeLink(tx, app.clock.now(), { purpose: 'first_administrator' })
    return `${baseUrl.replace(/\/$/, '')}${path}`
  })
}

/** Whose link it is and what it is for. Throws access.link_invalid. */
export async function describeLink(ctx: Ctx, token: string) {
  const link = await findOpenLink(ctx.tx, hashToken(token), ctx.now)
  if (!link) throw accessError('access.link_invalid')
  const purpose = link.purpose as LinkPurpose
  if (!link.group_id || !link.person_id)
    return { purpose, name: null, login: null, group: null, groupEn: null }
  const actor = await findActor(ctx.tx, link.person_id)
  const secrets = await findSecrets(ctx.tx, link.group_id, link.person_id)
  const group = await findGroup(ctx.tx, link.group_id)
  if (!actor || !secrets || !group) throw accessError('access.link_invalid')
  return {
    purpose,
    name: actor.name,
    login: secrets.login,
    group: group.name,
    groupEn: group.name_en,
  }
}

/**
 * Sets the password of the link's person, ends their sessions and logs them in. A person with an
 * authenticator gives its code. Throws access.link_invalid, access.code_needed, access.wrong_code.
 */
export async function acceptPersonLink(
  ctx: Ctx,
  wire: LogInWire,
  given: { token: string; password: string; code?: string | undefined },
): Promise<Session> {
  const tokenHash = hashToken(given.token)
  const link = await findOpenLink(ctx.tx, tokenHash, ctx.now)
  const actor = link?.person_id ? await findActor(ctx.tx, link.person_id) : undefined
  const store = actor && (await findStore(ctx.tx, actor.homeStoreId))
  if (!link || !actor?.personId || !store) throw accessError('access.link_invalid')
  const { personId, groupId } = actor
  return runInStore(
    wire.app,
    store,
    async (own) => {
      const secrets = await findSecrets(own.tx, groupId, personId)
      if (!secrets?.is_active) throw accessError('access.link_invalid')
      await withLockOut(own, wire, secrets.login, () =>
        assertCode(own, secrets.totp_sealed, given.code),
      )
      const passwordHash = await hashNewPassword(given.password, secrets.login)
      if (!(await useLink(own.tx, tokenHash, own.now))) throw accessError('access.link_invalid')
      await setSecrets(own.tx, groupId, personId, { password_hash: passwordHash })
      await deleteSessionsOf(own.tx, personId)
      audit(own, {
        action: 'person.password_set',
        recordType: 'person',
        recordId: personId,
        detail: { by: link.purpose },
      })
      return openSession(own, wire, groupId, personId)
    },
    actor,
  )
}

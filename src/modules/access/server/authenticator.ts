import { generateSecret, generateURI } from 'otplib'
import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { accessError } from '../contract.ts'
import { isRightCode } from './one-time-code.ts'
import { findSecrets, setSecrets } from './people.queries.ts'
import { ownId } from './profile.ts'

const setupMinutes = 15

/** A new secret for the person's authenticator; nothing is kept until the first code confirms it. */
export async function beginAuthenticatorSetup(ctx: Ctx) {
  const id = ownId(ctx)
  const person = await findSecrets(ctx.tx, ctx.actor.groupId, id)
  if (!person || person.totp_sealed) throw accessError('access.authenticator_on')
  const secret = generateSecret()
  const setup = ctx.vault.seal(JSON.stringify({ id, secret, at: ctx.now.getTime() }))
  return {
    secret,
    address: generateURI({ issuer: '客源 Keyuan', label: person.login, secret }),
    setup: setup.toString('base64url'),
  }
}

/** Turns the authenticator on. Throws access.setup_expired, access.authenticator_on, access.wrong_code. */
export async function confirmAuthenticatorSetup(
  ctx: Ctx,
  given: { setup: string; code: string },
): Promise<void> {
  const id = ownId(ctx)
  const setup = openSetup(ctx, given.setup)
  const isOld = ctx.now.getTime() - (setup?.at ?? 0) > setupMinutes * 60_000
  if (!setup || setup.id !== id || isOld) throw accessError('access.setup_expired')
  const person = await findSecrets(ctx.tx, ctx.actor.groupId, id)
  if (!person || person.totp_sealed) throw accessError('access.authenticator_on')
  if (!(await isRightCode(setup.secret, given.code, ctx.now)))
    throw accessError('access.wrong_code')
  await setSecrets(ctx.tx, ctx.actor.groupId, id, { totp_sealed: ctx.vault.seal(setup.secret) })
  audit(ctx, { action: 'person.authenticator_on', recordType: 'person', recordId: id })
}

function openSetup(ctx: Ctx, text: string): { id: string; secret: string; at: number } | undefined {
  try {
    return JSON.parse(ctx.vault.open(Buffer.from(text, 'base64url')))
  } catch {
    return undefined
  }
}

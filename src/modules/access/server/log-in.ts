import { randomBytes } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { verify as verifyTotp } from 'otplib'
import type { App } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError, type Session } from '../contract.ts'
import { findActor, hashToken, sessionCookie } from './authenticate.ts'
import { presentSession } from './session.ts'
import { countFailures, findCredentials, insertAttempt, insertSession } from './sessions.queries.ts'

const sessionDays = 14
const lockOutMinutes = 15
const failuresPerLogin = 8
const failuresPerAddress = 60

/** A hash nobody's password has, so that an unknown name costs as long as a wrong password. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$a2V5dWFua2V5dWFua2V5dQ$Oq1o3lTbXvQpT2o2jGmZ0y6Sg8zJ0m1m6b0b0K1yq0w'

/**
 * Checks a name and password (and the authenticator's code where set up) and opens a session.
 * Throws access.wrong_login, access.code_needed, access.wrong_code, access.locked_out (8 wrong
 * attempts for a name, or 60 from an address, within 15 minutes).
 */
export async function logInWithPassword(
  ctx: Ctx,
  wire: { app: App; request: FastifyRequest; reply: FastifyReply },
  given: { login: string; password: string; code?: string | undefined },
): Promise<Session> {
  const { app, request } = wire
  const login = given.login.toLowerCase()
  const attempt = { login, address: request.ip, at: ctx.now }
  const since = new Date(ctx.now.getTime() - lockOutMinutes * 60_000)
  const failures = await countFailures(app.db, login, request.ip, since)
  if (failures.by_login >= failuresPerLogin || failures.by_address >= failuresPerAddress)
    throw accessError('access.locked_out', { minutes: lockOutMinutes })

  const person = await findCredentials(ctx.tx, login)
  const isRight = await verify(person?.password_hash ?? nobodysHash, given.password).catch(
    () => false,
  )
  if (!person || !isRight || !person.is_active) {
    // Counted outside this transaction, which the refusal rolls back.
    await insertAttempt(app.db, { ...attempt, succeeded: false })
    throw accessError('access.wrong_login')
  }
  if (person.totp_sealed) {
    if (!given.code) throw accessError('access.code_needed')
    const checked = await verifyTotp({
      secret: ctx.vault.open(person.totp_sealed),
      token: given.code,
    })
    if (!checked.valid) {
      await insertAttempt(app.db, { ...attempt, succeeded: false })
      throw accessError('access.wrong_code')
    }
  }
  await insertAttempt(ctx.tx, { ...attempt, succeeded: true })
  return openSession(ctx, wire, person.group_id, person.id)
}

/** Opens a session for a person and sets its cookie. */
export async function openSession(
  ctx: Ctx,
  { app, request, reply }: { app: App; request: FastifyRequest; reply: FastifyReply },
  groupId: number,
  personId: string,
): Promise<Session> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(ctx.now.getTime() + sessionDays * 86_400_000)
  await insertSession(ctx.tx, {
    token_hash: hashToken(token),
    id: uuidv7(),
    group_id: groupId,
    person_id: personId,
    created_at: ctx.now,
    last_seen_at: ctx.now,
    expires_at: expires,
    user_agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    address: request.ip,
  })
  const actor = await findActor(ctx.tx, personId)
  if (!actor) throw accessError('access.wrong_login')
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.config.tls !== undefined || (app.config.publicUrl?.startsWith('https') ?? false),
    expires,
  })
  return presentSession(ctx.tx, actor)
}

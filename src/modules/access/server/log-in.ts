import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError, type Session } from '../contract.ts'
import { findActor, hashToken, sessionCookie } from './authenticate.ts'
import { isRightCode } from './one-time-code.ts'
import { isRightPassword } from './passwords.ts'
import { presentSession } from './session.ts'
import { countFailures, findCredentials, insertAttempt, insertSession } from './sessions.queries.ts'

const sessionDays = 14
const lockOutMinutes = 15
const failuresPerLogin = 8
const failuresPerAddress = 60

export interface LogInWire {
  app: App
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * Runs a check of a secret for a log-in name. Eight wrong ones for a name, or 60 from an address,
 * within 15 minutes lock it: throws access.locked_out before the secret is looked at. `check`
 * throws the refusal; wrong secrets are counted.
 */
export async function withLockOut<T>(
  ctx: Ctx,
  { app, request }: Pick<LogInWire, 'app' | 'request'>,
  loginAsTyped: string,
  check: () => Promise<T>,
): Promise<T> {
  const login = loginAsTyped.toLowerCase()
  const attempt = { login, address: request.ip, at: ctx.now }
  const since = new Date(ctx.now.getTime() - lockOutMinutes * 60_000)
  const failures = await countFailures(app.db, login, request.ip, since)
  if (failures.by_login >= failuresPerLogin || failures.by_address >= failuresPerAddress)
    throw accessError('access.locked_out', { minutes: lockOutMinutes })
  try {
    return await check()
  } catch (error) {
    // Counted outside this transaction, which the refusal rolls back.
    if (isWrongSecret(error)) await insertAttempt(app.db, { ...attempt, succeeded: false })
    throw error
  }
}

const wrongSecrets = ['access.wrong_login', 'access.wrong_code', 'access.wrong_password']
const isWrongSecret = (error: unknown) =>
  wrongSecrets.includes((error as { code?: string }).code ?? '')

/**
 * Checks a name and password (and the authenticator's code where set up) and opens a session.
 * Throws access.wrong_login, access.code_needed, access.wrong_code, access.locked_out.
 */
export async function logInWithPassword(
  ctx: Ctx,
  wire: LogInWire,
  given: { login: string; password: string; code?: string | undefined },
): Promise<Session> {
  const person = await withLockOut(ctx, wire, given.login, async () => {
    const found = await findCredentials(ctx.tx, given.login)
    const isRight = await isRightPassword(found?.password_hash, given.password)
    if (!found || !isRight || !found.is_active) throw accessError('access.wrong_login')
    await assertCode(ctx, found.totp_sealed, given.code)
    return found
  })
  await insertAttempt(ctx.tx, {
    login: given.login.toLowerCase(),
    address: wire.request.ip,
    at: ctx.now,
    succeeded: true,
  })
  return openSession(ctx, wire, person.group_id, person.id)
}

/** Asks for the authenticator's code where a person has one. Throws access.code_needed, access.wrong_code. */
export async function assertCode(
  ctx: Pick<Ctx, 'vault' | 'now'>,
  totpSealed: Buffer | null,
  code: string | undefined,
): Promise<void> {
  if (!totpSealed) return
  if (!code) throw accessError('access.code_needed')
  if (!(await isRightCode(ctx.vault.open(totpSealed), code, ctx.now)))
    throw accessError('access.wrong_code')
}

/** Opens a session for a person and sets its cookie. */
export async function openSession(
  ctx: Ctx,
  { app, request, reply }: LogInWire,
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
    user_agent: (request.headers['user-agent'] ?? '').slice(0, 300),
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

import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { App } from '#foundation/app.ts'
import type { Actor } from '#foundation/ctx.ts'
import type { Database, Tx } from '#foundation/db/database.ts'
import { coreError } from '#shared/errors.ts'
import { reaches, type Scope } from '#shared/permissions.ts'
import { widestGrants } from './grants.ts'
import {
  findPersonByApiKey,
  findPersonById,
  findPersonBySession,
  type PersonRow,
  touchApiKey,
  touchSession,
} from './sessions.queries.ts'
import { listStores } from './stores.queries.ts'

export const sessionCookie = 'keyuan'
const touchAfterMs = 5 * 60_000

/** How tokens, keys and links are kept: only their hash. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Who is behind a request: an API key in `Authorization: Bearer`, else the session cookie. Throws
 * core.unreadable_key and core.wrong_key, so that another system's people know what to mend.
 */
export async function authenticate(app: App, request: FastifyRequest): Promise<Actor | undefined> {
  const now = app.clock.now()
  const header = request.headers.authorization
  if (header !== undefined) {
    const key = /^Bearer (\S{20,200})$/.exec(header)?.[1]
    if (!key) throw coreError('core.unreadable_key')
    const keyHash = hashToken(key)
    const row = await findPersonByApiKey(app.db, keyHash, now)
    if (!row) throw coreError('core.wrong_key', { tail: key.slice(-4) })
    if (isLongAgo(row.last_seen_at, now)) await touchApiKey(app.db, keyHash, now)
    return actorOf(app.db, row, 'api_key')
  }
  const token = request.cookies[sessionCookie]
  if (!token) return undefined
  const tokenHash = hashToken(token)
  const row = await findPersonBySession(app.db, tokenHash, now)
  if (!row) return undefined
  if (isLongAgo(row.last_seen_at, now)) await touchSession(app.db, tokenHash, now)
  return actorOf(app.db, row, 'person')
}

const isLongAgo = (at: Date | null, now: Date) =>
  at === null || now.getTime() - at.getTime() > touchAfterMs

/** The actor of a person, with today's rights; undefined when the person has left. */
export async function findActor(db: Database | Tx, personId: string): Promise<Actor | undefined> {
  const row = await findPersonById(db, personId)
  return row && actorOf(db, row, 'person')
}

async function actorOf(
  db: Database | Tx,
  row: PersonRow,
  kind: 'person' | 'api_key',
): Promise<Actor> {
  const grants = widestGrants(row.grants)
  const widest = Object.values(grants).reduce<Scope>((a, b) => (reaches(a, b) ? a : b), 'own')
  const within =
    widest === 'group'
      ? { groupId: row.group_id }
      : widest === 'region' && row.region_id
        ? { groupId: row.group_id, regionId: row.region_id }
        : { storeId: row.store_id }
  const stores = await listStores(db, within)
  return {
    kind,
    personId: row.person_id,
    name: row.name,
    groupId: row.group_id,
    homeStoreId: row.store_id,
    regionId: row.region_id,
    teamId: row.team_id,
    locale: row.locale === 'en' || row.locale === 'zh' ? row.locale : null,
    grants,
    stores,
    sessionId: row.session_id,
  }
}

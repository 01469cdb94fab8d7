import { randomBytes } from 'node:crypto'
import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError } from '../contract.ts'
import type { ApiKey } from '../contracts/api-keys.ts'
import {
  type ApiKeyRow,
  findKeyRow,
  insertKey,
  listKeyRows,
  revokeKeyRow,
} from './api-keys.queries.ts'
import { hashToken } from './authenticate.ts'
import { mayGive, widestGrants } from './grants.ts'
import { headOffice } from './head-office.ts'
import { findPersonRecord, listGrantsOf } from './people.queries.ts'
import { ownId } from './profile.ts'

const presentKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  tail: row.tail,
  person: { id: row.person_id, name: row.person_name },
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export async function listGroupKeys(ctx: Ctx): Promise<ApiKey[]> {
  return (await listKeyRows(ctx.tx, ctx.actor.groupId)).map(presentKey)
}

/**
 * Makes a key that acts as a person, with that person's rights of the moment. The secret is given
 * this once; only its hash is kept. Throws core.not_found, access.has_left, access.beyond_own_rights.
 */
export async function makeApiKey(
  ctx: Ctx,
  given: { name: string; personId: string; expiresAt?: string | null | undefined },
): Promise<{ key: ApiKey; secret: string }> {
  const { groupId } = ctx.actor
  const maker = ownId(ctx)
  const person = await findPersonRecord(ctx.tx, groupId, given.personId)
  const store = person && ctx.actor.stores.find((s) => s.id === person.store_id)
  if (!person || !store) throw coreError('core.not_found')
  if (!person.is_active) throw accessError('access.has_left')
  const grants = widestGrants(await listGrantsOf(ctx.tx, groupId, person.id))
  if (person.id !== maker && !mayGive(ctx.actor, store, grants))
    throw accessError('access.beyond_own_rights')
  const secret = `ky_${randomBytes(32).toString('base64url')}`
  const id = uuidv7()
  await insertKey(ctx.tx, {
    key_hash: hashToken(secret),
    id,
    group_id: groupId,
    person_id: person.id,
    name: given.name,
    tail: secret.slice(-4),
    created_by: maker,
    created_at: ctx.now,
    expires_at: given.expiresAt ? new Date(given.expiresAt) : null,
  })
  note(ctx, 'api_key.made', id, { name: given.name, personId: person.id })
  return { key: await getKey(ctx, id), secret }
}

/** Ends a key at once. Revoked already: nothing happens. */
export async function revokeKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const key = await getKey(ctx, id)
  if (await revokeKeyRow(ctx.tx, ctx.actor.groupId, id, ctx.now))
    note(ctx, 'api_key.revoked', id, { name: key.name, personId: key.person.id })
  return getKey(ctx, id)
}

async function getKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const row = await findKeyRow(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return presentKey(row)
}

function note(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, {
    action,
    recordType: 'api_key',
    recordId: id,
    storeId: headOffice(ctx).id,
    detail,
  })
}

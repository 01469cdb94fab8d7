import { coreError } from '#shared/errors.ts'
import type { Ctx } from '../ctx.ts'
import type { Vault } from '../vault.ts'
import { findAnswer, findCustomerKey, insertAnswer, lockAnswerKey } from './idempotency.queries.ts'

export interface StoredAnswer {
  status: number
  body: unknown
}

/** What identifies a request: its method, address and body, hashed with a key since bodies are personal. */
export function fingerprintOf(vault: Vault, method: string, url: string, body: unknown): Buffer {
  return vault.hash('request', `${method} ${url} ${JSON.stringify(body ?? null)}`)
}

/**
 * The answer given to this key before, if any; two requests with one key wait for each other.
 * Throws `core.key_reused` when the key came with another request (rules.md, Offline and retries).
 */
export async function earlierAnswer(
  ctx: Ctx,
  key: string,
  fingerprint: Buffer,
): Promise<StoredAnswer | undefined> {
  const personId = ctx.actor.personId
  if (!personId) return undefined
  await lockAnswerKey(ctx.tx, `${ctx.store.id}:${personId}:${key}`)
  const row = await findAnswer(ctx.tx, ctx.store.id, personId, key)
  if (!row) return undefined
  if (!row.fingerprint.equals(fingerprint)) throw coreError('core.key_reused')
  if (!row.answer_sealed) return { status: row.status, body: undefined }
  const customerKey = row.customer_id
    ? await findCustomerKey(ctx.tx, ctx.store.id, row.customer_id)
    : null
  if (row.customer_id && !customerKey) throw coreError('core.not_found')
  const text = customerKey
    ? ctx.vault.openFor(customerKey, row.answer_sealed)
    : ctx.vault.open(row.answer_sealed)
  return { status: row.status, body: JSON.parse(text) }
}

/** Keeps an answer for 7 days, sealed with the key of the customer it concerns. */
export async function keepAnswer(
  ctx: Ctx,
  key: string,
  fingerprint: Buffer,
  answer: StoredAnswer,
): Promise<void> {
  const personId = ctx.actor.personId
  if (!personId) return
  const customerKey = ctx.customerId
    ? await findCustomerKey(ctx.tx, ctx.store.id, ctx.customerId)
    : null
  const text = JSON.stringify(answer.body ?? null)
  await insertAnswer(ctx.tx, {
    store_id: ctx.store.id,
    person_id: personId,
    key,
    fingerprint,
    status: answer.status,
    customer_id: customerKey ? (ctx.customerId ?? null) : null,
    answer_sealed: customerKey ? ctx.vault.sealFor(customerKey, text) : ctx.vault.seal(text),
    at: ctx.now,
  })
}

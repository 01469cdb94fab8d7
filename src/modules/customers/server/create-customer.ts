import { type Ctx, can } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText, normalisePhone, type Phone } from '#shared/phone.ts'
import { customersError } from '../contract.ts'
import { claimPhones, insertCustomer, insertPhones } from './customers.queries.ts'
import { applyFacts, nothingKnown } from './facts.ts'
import { phoneHashes, searchKeysOf } from './search-keys.ts'
import { checkOptions } from './write-facts.ts'

export interface NewCustomer {
  id?: string
  kind?: 'person' | 'company'
  name: string
  sex?: 'male' | 'female' | null
  /** An option of the list `household`. */
  householdId?: string | null
  /** Six digits of a city or district. */
  areaCode?: string | null
  /** In any form people type them; each must be complete. */
  phones: readonly string[]
  note?: string
  /** Where the customer came from first. */
  sourceId?: string | null
  /** Who the customer belongs to from the start; without one, the acting person. */
  ownerId?: string | null
  consentSource?: string
  /** Given by a manager who allows numbers another customer already has (rules.md). */
  sharedReason?: string
}

/** Reads numbers as typed; throws `customers.not_a_phone` for one that is no complete number. */
export function readPhones(texts: readonly string[]): Phone[] {
  const phones = new Map<string, Phone>()
  texts.forEach((text, index) => {
    const phone = normalisePhone(text)
    if (!phone) throw customersError('customers.not_a_phone', { index })
    phones.set(phone.canonical, phone)
  })
  return [...phones.values()]
}

/**
 * Makes a customer with sealed numbers and search keys, and gives its id. A resent id makes
 * nothing and gives `isNew: false`. Throws `customers.phone_taken` when another customer of the
 * store has a number, which is also how the second of two simultaneous savers learns of the first.
 */
export async function createCustomer(
  ctx: Ctx,
  customer: NewCustomer,
): Promise<{ id: string; isNew: boolean }> {
  const id = customer.id ?? uuidv7()
  const facts = applyFacts(nothingKnown, given(customer), undefined)
  await checkOptions(ctx, nothingKnown, facts)
  const phones = readPhones(customer.phones)
  const isShared = customer.sharedReason !== undefined
  if (isShared) authoriseSharing(ctx)
  const hashed = phones.map((p) => phoneHashes(ctx.vault, ctx.store.groupId, p.canonical))
  const sealedKey = ctx.vault.newCustomerKey()
  // People type a number behind the name: it must not lie there in clear.
  const name = maskPhonesInText(customer.name)
  const isNew = await insertCustomer(ctx, {
    store_id: ctx.store.id,
    id,
    kind: customer.kind ?? 'person',
    name,
    sex: customer.sex ?? null,
    sealed_key: sealedKey,
    search_keys: searchKeysOf({ storeId: ctx.store.id, name, phones: hashed }),
    note: maskPhonesInText(customer.note ?? ''),
    consent_at: customer.consentSource ? ctx.now : null,
    consent_source: customer.consentSource ?? null,
    created_by: ctx.actor.personId,
    created_at: ctx.now,
    source_id: customer.sourceId ?? null,
    household_id: facts.householdId,
    area_code: facts.areaCode,
    owner_id: customer.ownerId === undefined ? ctx.actor.personId : customer.ownerId,
  })
  if (!isNew) return { id, isNew }
  if (phones.length > 0) {
    const taken = await insertPhones(
      ctx,
      phones.map((phone, position) => ({
        store_id: ctx.store.id,
        id: uuidv7(),
        customer_id: id,
        kind: phone.kind,
        phone_sealed: ctx.vault.sealFor(sealedKey, phone.canonical),
        phone_hash: (hashed[position] as (typeof hashed)[number]).hash,
        last_four_hash: (hashed[position] as (typeof hashed)[number]).lastFourHash,
        position,
        is_shared: isShared,
        shared_reason: isShared ? maskPhonesInText(customer.sharedReason ?? '') : null,
        created_at: ctx.now,
      })),
    )
    if (taken < phones.length) throw customersError('customers.phone_taken')
    await claimPhones(
      ctx,
      hashed.map((h) => h.hash),
      hashed.map(() => id),
    )
  }
  audit(ctx, {
    action: 'customer.created',
    recordType: 'customer',
    recordId: id,
    customer: { id, sealedKey },
    personal: { name: customer.name, phones: phones.map((p) => p.canonical) },
    ...(customer.sharedReason === undefined ? {} : { reason: customer.sharedReason }),
  })
  return { id, isNew }
}

const given = ({ householdId, areaCode }: NewCustomer) => ({ householdId, areaCode })

/** Only a manager lets a second person have a number (rules.md, Who owns a customer). */
export function authoriseSharing(ctx: Ctx): void {
  if (ctx.actor.kind !== 'system' && !can(ctx, 'customers.share_phone', 'store'))
    throw customersError('customers.sharing_needs_manager')
}

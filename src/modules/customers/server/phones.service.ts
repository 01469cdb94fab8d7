import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import { type Customer, customersError, type PhonePlace } from '../contract.ts'
import { authoriseSharing, readPhones } from './create-customer.ts'
import {
  loadCustomer,
  noteChange,
  present,
  readCustomer,
  renewSearchKeys,
} from './customer-record.ts'
import {
  type CustomerRow,
  claimPhones,
  insertPhones,
  listPhones,
  releasePhone,
  updatePhonePlace,
  withdrawPhone,
} from './customers.queries.ts'
import { openIdNumber } from './facts.ts'
import { phoneHashes } from './search-keys.ts'
import { callsForLead, standsInToday } from './stand-ins.queries.ts'

/** Adds a number. Throws `customers.phone_taken` unless a manager allows sharing, with a reason. */
export async function addPhone(
  ctx: Ctx,
  id: string,
  given: {
    id?: string | undefined
    phone: string
    place?: PhonePlace | undefined
    sharedReason?: string | undefined
  },
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const [phone] = readPhones([given.phone])
  if (!phone || !row.sealed_key) throw customersError('customers.not_a_phone')
  if (given.sharedReason !== undefined) authoriseSharing(ctx)
  const hashed = phoneHashes(ctx.vault, ctx.store.groupId, phone.canonical)
  const phones = await listPhones(ctx, [id])
  if (phones.some((p) => p.phone_hash.equals(hashed.hash))) return present(ctx, row)
  const taken = await insertPhones(ctx, [
    {
      store_id: ctx.store.id,
      id: given.id ?? uuidv7(),
      customer_id: id,
      kind: phone.kind,
      place: given.place ?? null,
      phone_sealed: ctx.vault.sealFor(row.sealed_key, phone.canonical),
      phone_hash: hashed.hash,
      last_four_hash: hashed.lastFourHash,
      position: phones.length,
      is_shared: given.sharedReason !== undefined,
      shared_reason: given.sharedReason ? maskPhonesInText(given.sharedReason) : null,
      created_at: ctx.now,
    },
  ])
  if (taken === 0) throw customersError('customers.phone_taken')
  await claimPhones(ctx, [hashed.hash], [id])
  await renewSearchKeys(ctx, id, row.name)
  noteChange(ctx, row, 'customer.phone_added', {
    personal: { phone: phone.canonical },
    ...(given.sharedReason ? { reason: given.sharedReason } : {}),
  })
  return readCustomer(ctx, id)
}

/** Withdraws a number; the last one stays, else nobody could be called. */
export async function removePhone(ctx: Ctx, id: string, phoneId: string): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const phones = await listPhones(ctx, [id])
  const phone = phones.find((p) => p.id === phoneId)
  if (!phone) throw coreError('core.not_found')
  if (phones.length === 1) throw customersError('customers.last_phone')
  await withdrawPhone(ctx, id, phoneId)
  await releasePhone(ctx, phone.phone_hash, id)
  await renewSearchKeys(ctx, id, row.name)
  noteChange(ctx, row, 'customer.phone_removed', { detail: { phoneId } })
  return readCustomer(ctx, id)
}

/** Says what a number is to the person: mobile, home, office, other. */
export async function changePhone(
  ctx: Ctx,
  id: string,
  phoneId: string,
  place: PhonePlace,
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const phone = (await listPhones(ctx, [id])).find((p) => p.id === phoneId)
  if (!phone) throw coreError('core.not_found')
  if (phone.place === place) return present(ctx, row)
  await updatePhonePlace(ctx, id, phoneId, place)
  noteChange(ctx, row, 'customer.phone_changed', {
    detail: { phoneId, before: { place: phone.place }, after: { place } },
  })
  return readCustomer(ctx, id)
}

/**
 * Opens a customer's numbers and logs it by itself (rules.md, Seeing and revealing): one's own
 * customer as follow-up, others' only with the right for the store and a typed reason.
 */
export async function revealPhones(ctx: Ctx, id: string, reason: string | undefined) {
  const row = await loadCustomer(ctx, id)
  const isOwn =
    row.owner_id === personOf(ctx) ||
    (await callsAsOwner(ctx, id)) ||
    authoriseReveal(ctx, row, reason)
  const { sealed_key: key } = row
  if (!key) throw coreError('core.not_found')
  const phones = await openNumbers(ctx, id, key)
  audit(ctx, {
    action: 'phone.revealed',
    recordType: 'customer',
    recordId: id,
    customer: { id, sealedKey: key },
    detail: { phones: phones.map((p) => p.id), purpose: isOwn ? 'follow-up' : 'reason' },
    reason: isOwn ? (reason ?? 'follow-up') : reason,
  })
  return { phones }
}

/** Who stands in for the owner today, or calls the leads of the store, calls as the owner would. */
async function callsAsOwner(ctx: Ctx, customerId: string): Promise<boolean> {
  if (await standsInToday(ctx, customerId)) return true
  // A store-wide right needs its reason each time.
  return !can(ctx, 'customers.reveal', 'store') && callsForLead(ctx, customerId)
}

/** The numbers of one's own customer for one's own device; the caller logs that they were given. */
export async function dialNumbers(ctx: Ctx, id: string) {
  const row = await loadCustomer(ctx, id, 'customers.reveal')
  return row.sealed_key && row.owner_id === personOf(ctx)
    ? openNumbers(ctx, id, row.sealed_key)
    : []
}

/** All numbers of a customer, opened; the caller has authorised and logs it. */
export async function openNumbers(ctx: Ctx, id: string, key: Buffer) {
  return (await listPhones(ctx, [id])).map((p) => {
    const phone = normalisePhone(ctx.vault.openFor(key, p.phone_sealed))
    return { id: p.id, kind: p.kind, number: phone?.national ?? '', dial: dialOf(phone?.canonical) }
  })
}

/** Opens the ID number under the same rules, and logs it by itself. */
export async function revealIdNumber(ctx: Ctx, id: string, reason: string | undefined) {
  const row = await loadCustomer(ctx, id)
  const isOwn = authoriseReveal(ctx, row, reason)
  const idNumber = openIdNumber(ctx, row)
  if (idNumber === null) throw coreError('core.not_found')
  audit(ctx, {
    action: 'id_number.revealed',
    recordType: 'customer',
    recordId: id,
    customer: { id, sealedKey: row.sealed_key },
    detail: { purpose: isOwn ? 'follow-up' : 'reason' },
    reason: isOwn ? (reason ?? 'follow-up') : reason,
  })
  return { idNumber }
}

/** Whether the customer is the actor's own; throws unless they may see a sensitive number at all. */
export function authoriseReveal(ctx: Ctx, row: CustomerRow, reason: string | undefined): boolean {
  const isOwn = row.owner_id === personOf(ctx)
  if (!isOwn && !can(ctx, 'customers.reveal', 'store')) throw coreError('core.not_found')
  if (!isOwn && reason === undefined) throw customersError('customers.reason_needed')
  return isOwn
}

/** What a telephone dials: `13812345678`, `04318765432,801`, `+85291234567`. */
export function dialOf(canonical = ''): string {
  const [number = '', extension] = canonical.split(';ext=')
  const national = normalisePhone(number)
  const digits =
    national?.kind === 'other-country' ? number : (national?.national ?? '').replace(/\D/g, '')
  return extension ? `${digits},${extension}` : digits
}

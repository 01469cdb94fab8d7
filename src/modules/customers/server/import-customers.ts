import type { Ctx } from '#foundation/ctx.ts'
import { findCity } from '#modules/dictionaries/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { customersError, type PhonePlace } from '../contract.ts'
import { claimPhones, listHolders, listPhones, releasePhones } from './customers.queries.ts'
import { applyFacts, exactHashesOf, type FactsChange, factColumns, nothingKnown } from './facts.ts'
import {
  insertCustomerColumns,
  insertPhoneColumns,
  keySeparator,
  listCustomersOf,
  restoreCustomerRows,
  withdrawCustomers,
} from './import-customers.queries.ts'
import { type PhoneHashes, phoneHashes, searchKeysOf } from './search-keys.ts'

export interface ImportedCustomer {
  id: string
  kind?: 'person' | 'company'
  name: string
  sex?: 'male' | 'female' | null
  /** Canonical numbers (`#shared/phone.ts`), each once among all rows and not yet known. */
  phones: readonly { canonical: string; kind: string; place?: PhonePlace | null }[]
  note?: string
  ownerId: string | null
  createdAt: Date
  isOwner?: boolean
  plates?: readonly string[]
  vins?: readonly string[]
  /** What is known beside; an ID number in any form, which must be right. */
  facts?: FactsChange
  special?: 'fleet' | 'vip' | 'difficult' | null
  /** Where consent comes from, given at `createdAt`; without one there is none. */
  consentSource?: string | null
}

export interface PreparedCustomer {
  row: ImportedCustomer
  key: Buffer
  hashed: PhoneHashes[]
  searchKeys: string
  sealedPhones: Buffer[]
  facts: ReturnType<typeof factColumns>
}

/** Seals, hashes and keys the rows: the computing half of an import, apart from the database. */
export function prepareCustomers(
  ctx: Pick<Ctx, 'vault' | 'store'>,
  rows: readonly ImportedCustomer[],
): PreparedCustomer[] {
  const city = findCity(ctx.store.city)
  return rows.map((given) => {
    const row = { ...given, name: maskPhonesInText(given.name) }
    const key = ctx.vault.newCustomerKey()
    const hashed = row.phones.map((p) => phoneHashes(ctx.vault, ctx.store.groupId, p.canonical))
    const facts = applyFacts({ ...nothingKnown, sex: row.sex ?? null }, row.facts ?? {}, city)
    return {
      row,
      key,
      hashed,
      searchKeys: searchKeysOf({
        ...row,
        storeId: ctx.store.id,
        phones: hashed,
        exact: exactHashesOf(ctx, facts),
      }).join(keySeparator),
      facts: factColumns(ctx, key, facts),
      sealedPhones: row.phones.map((p) => ctx.vault.sealFor(key, p.canonical)),
    }
  })
}

/**
 * Adds many customers with sealed numbers and search keys in three statements; for imports and
 * the simulator. Rows resent with the same id are skipped. Throws `customers.phone_taken` when a
 * number became known meanwhile: the caller asks knownPhones() again and repeats its batch.
 */
export async function insertCustomers(
  ctx: Ctx,
  prepared: readonly PreparedCustomer[],
  operationId: string | null,
): Promise<number> {
  if (prepared.length === 0) return 0
  const rows = prepared.map((p) => p.row)
  const inserted = await insertCustomerColumns(
    ctx,
    {
      id: rows.map((r) => r.id),
      kind: rows.map((r) => r.kind ?? 'person'),
      name: rows.map((r) => r.name),
      sealedKey: prepared.map((p) => p.key),
      searchKeys: prepared.map((p) => p.searchKeys),
      note: rows.map((r) => maskPhonesInText(r.note ?? '')),
      ownerId: rows.map((r) => r.ownerId),
      createdAt: rows.map((r) => r.createdAt),
      isOwner: rows.map((r) => r.isOwner ?? false),
      special: rows.map((r) => r.special ?? null),
      consentAt: rows.map((r) => (r.consentSource ? r.createdAt : null)),
      consentSource: rows.map((r) => r.consentSource ?? null),
      facts: prepared.map((p) => p.facts),
    },
    operationId,
  )
  const isNew = new Set(inserted)
  const phones = prepared.flatMap(({ row, hashed, sealedPhones }) =>
    (isNew.has(row.id) ? row.phones : []).map((phone, position) => ({
      row,
      phone,
      position,
      sealed: sealedPhones[position] as Buffer,
      hashes: hashed[position] as (typeof hashed)[number],
    })),
  )
  if (phones.length === 0) return inserted.length
  const taken = await insertPhoneColumns(
    ctx,
    {
      id: phones.map(() => uuidv7()),
      customerId: phones.map((p) => p.row.id),
      kind: phones.map((p) => p.phone.kind),
      sealed: phones.map((p) => p.sealed),
      hash: phones.map((p) => p.hashes.hash),
      lastFourHash: phones.map((p) => p.hashes.lastFourHash),
      position: phones.map((p) => p.position),
      place: phones.map((p) => p.phone.place ?? null),
      createdAt: phones.map((p) => p.row.createdAt),
    },
    operationId,
  )
  if (taken < phones.length) throw customersError('customers.phone_taken')
  await claimPhones(
    ctx,
    phones.map((p) => p.hashes.hash),
    phones.map((p) => p.row.id),
  )
  return inserted.length
}

/** Which of these numbers the store knows: by canonical number, the customer and its holder. */
export async function knownPhones(
  ctx: Ctx,
  canonical: readonly string[],
): Promise<Map<string, { customerId: string; ownerId: string | null }>> {
  const byHash = new Map(
    canonical.map((c) => [ctx.vault.hashPhone(ctx.store.groupId, c).toString('base64'), c]),
  )
  const rows = await listHolders(
    ctx,
    [...byHash.keys()].map((h) => Buffer.from(h, 'base64')),
  )
  return new Map(
    rows.map((r) => [
      byHash.get(r.phone_hash.toString('base64')) as string,
      { customerId: r.customer_id, ownerId: r.owner_id },
    ]),
  )
}

/** Customers an operation made; `isChanged` when somebody edited one since. */
export async function customersOfOperation(ctx: Ctx, operationId: string) {
  const rows = await listCustomersOf(ctx, operationId)
  return rows.map((r) => ({ id: r.id, isChanged: r.is_changed }))
}

/** Takes customers back: marked, never deleted; their numbers are free again. */
export async function takeBackCustomers(ctx: Ctx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const phones = await listPhones(ctx, ids)
  await releasePhones(
    ctx,
    phones.map((phone) => phone.phone_hash),
    phones.map((phone) => phone.customer_id),
  )
  await withdrawCustomers(ctx, ids)
}

/** Puts customers back that an operation withdrew at a moment; their numbers are theirs again. */
export async function restoreCustomers(ctx: Ctx, ids: string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await restoreCustomerRows(ctx, ids, at)
  const phones = await listPhones(ctx, ids)
  await claimPhones(
    ctx,
    phones.map((phone) => phone.phone_hash),
    phones.map((phone) => phone.customer_id),
  )
}

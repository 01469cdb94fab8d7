import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Permission } from '#shared/permissions.ts'
import { maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'
import { type Customer, customersError } from '../contract.ts'
import { authoriseSharing, readPhones } from './create-customer.ts'
import { presentCustomer } from './customers.present.ts'
import {
  type CustomerRow,
  claimPhones,
  findHolder,
  findVisibleCustomer,
  insertPhones,
  insertVehicle,
  listPhones,
  listVehicles,
  releasePhone,
  updateCustomer,
  withdrawPhone,
} from './customers.queries.ts'
import { phoneHashes, searchKeysOf } from './search-keys.ts'

/** A customer the actor may see (or do `permission` to); else `core.not_found`. */
export async function loadCustomer(
  ctx: Ctx,
  id: string,
  permission: Permission = 'customers.read',
): Promise<CustomerRow> {
  const row = await findVisibleCustomer(ctx, id, permission)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.id
  return row
}

/** The customer with masked numbers and cars, through the visible scope. */
export async function readCustomer(ctx: Ctx, id: string): Promise<Customer> {
  return present(ctx, await loadCustomer(ctx, id))
}

/** Who in this store holds a number, whoever asks; undefined for an incomplete number too. */
export async function findCustomerByPhone(
  ctx: Ctx,
  text: string,
): Promise<CustomerRow | undefined> {
  const phone = normalisePhone(text)
  return phone && findHolder(ctx, ctx.vault.hashPhone(ctx.store.groupId, phone.canonical))
}

export interface CustomerChange {
  version: number
  kind?: 'person' | 'company' | undefined
  name?: string | undefined
  sex?: 'male' | 'female' | null | undefined
  special?: 'fleet' | 'vip' | 'difficult' | null | undefined
  note?: string | undefined
}

/** Changes a customer's data. Throws `core.stale_version` with both values' current one. */
export async function changeCustomer(
  ctx: Ctx,
  id: string,
  { version, ...change }: CustomerChange,
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const next = {
    kind: change.kind ?? row.kind,
    name: change.name === undefined ? row.name : maskPhonesInText(change.name),
    sex: change.sex === undefined ? row.sex : change.sex,
    special: change.special === undefined ? row.special : change.special,
    note: change.note === undefined ? row.note : maskPhonesInText(change.note),
  }
  if (row.version !== version || !(await updateCustomer(ctx, id, next, version)))
    throw coreError('core.stale_version', { current: await present(ctx, row) })
  if (next.name !== row.name) await renewSearchKeys(ctx, id, next.name)
  note(ctx, row, 'customer.changed', {
    personal: {
      before: {
        name: row.name,
        sex: row.sex,
        note: row.note,
        kind: row.kind,
        special: row.special,
      },
      after: next,
    },
  })
  return readCustomer(ctx, id)
}

/** Adds a number. Throws `customers.phone_taken` unless a manager allows sharing, with a reason. */
export async function addPhone(
  ctx: Ctx,
  id: string,
  given: { id?: string | undefined; phone: string; sharedReason?: string | undefined },
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
  note(ctx, row, 'customer.phone_added', {
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
  note(ctx, row, 'customer.phone_removed', { detail: { phoneId } })
  return readCustomer(ctx, id)
}

/**
 * Opens a customer's numbers and logs it by itself (rules.md, Seeing and revealing): one's own
 * customer as follow-up, others' only with the right for the store and a typed reason.
 */
export async function revealPhones(ctx: Ctx, id: string, reason: string | undefined) {
  const row = await loadCustomer(ctx, id)
  const isOwn = row.owner_id === personOf(ctx)
  if (!isOwn && !can(ctx, 'customers.reveal', 'store')) throw coreError('core.not_found')
  if (!isOwn && reason === undefined) throw customersError('customers.reason_needed')
  const { sealed_key: key } = row
  if (!key) throw coreError('core.not_found')
  const phones = (await listPhones(ctx, [id])).map((p) => {
    const phone = normalisePhone(ctx.vault.openFor(key, p.phone_sealed))
    return { id: p.id, kind: p.kind, number: phone?.national ?? '', dial: dialOf(phone?.canonical) }
  })
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

export interface NewVehicle {
  id?: string | undefined
  plate?: string | undefined
  vin?: string | undefined
  seriesId?: string | null | undefined
  modelId?: string | null | undefined
  colour: string
  boughtOn?: string | null | undefined
  orderNumber?: string | null | undefined
}

/** Adds a car; plate and VIN are kept in their one form. Throws when either is none, or taken. */
export async function addVehicle(ctx: Ctx, id: string, given: NewVehicle): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const plate = given.plate ? normalisePlate(given.plate) : null
  if (plate === undefined) throw customersError('customers.not_a_plate')
  const vin = given.vin ? normaliseVin(given.vin) : null
  if (vin === undefined) throw customersError('customers.not_a_vin')
  const vehicleId = given.id ?? uuidv7()
  const isTaken = !(await insertVehicle(ctx, {
    store_id: ctx.store.id,
    id: vehicleId,
    customer_id: id,
    plate,
    vin,
    series_id: given.seriesId ?? null,
    model_id: given.modelId ?? null,
    colour: given.colour,
    bought_on: given.boughtOn ?? null,
    order_number: given.orderNumber ?? null,
    created_at: ctx.now,
  }))
  if (isTaken) throw customersError('customers.vin_taken')
  await renewSearchKeys(ctx, id, row.name)
  note(ctx, row, 'customer.vehicle_added', { detail: { vehicleId }, personal: { plate, vin } })
  return readCustomer(ctx, id)
}

/** Writes the search keys anew from the name, numbers and cars on record. */
export async function renewSearchKeys(ctx: Ctx, id: string, name: string): Promise<void> {
  const phones = await listPhones(ctx, [id])
  const vehicles = await listVehicles(ctx, id)
  const present = (values: (string | null)[]) => values.filter((v) => v !== null)
  await updateCustomer(ctx, id, {
    search_keys: searchKeysOf({
      storeId: ctx.store.id,
      name,
      phones: phones.map((p) => ({ hash: p.phone_hash, lastFourHash: p.last_four_hash })),
      plates: present(vehicles.map((v) => v.plate)),
      vins: present(vehicles.map((v) => v.vin)),
      orderNumbers: present(vehicles.map((v) => v.order_number)),
    }),
  })
}

async function present(ctx: Ctx, row: CustomerRow): Promise<Customer> {
  return presentCustomer(ctx, row, await listPhones(ctx, [row.id]), await listVehicles(ctx, row.id))
}

/** What a telephone dials: `13812345678`, `04318765432,801`, `+85291234567`. */
function dialOf(canonical = ''): string {
  const [number = '', extension] = canonical.split(';ext=')
  const national = normalisePhone(number)
  const digits =
    national?.kind === 'other-country' ? number : (national?.national ?? '').replace(/\D/g, '')
  return extension ? `${digits},${extension}` : digits
}

function note(
  ctx: Ctx,
  row: CustomerRow,
  action: string,
  entry: { detail?: Record<string, unknown>; personal?: Record<string, unknown>; reason?: string },
): void {
  audit(ctx, {
    action,
    recordType: 'customer',
    recordId: row.id,
    customer: { id: row.id, sealedKey: row.sealed_key },
    ...entry,
  })
  announce(ctx, { type: 'customers.changed', recordId: row.id })
}

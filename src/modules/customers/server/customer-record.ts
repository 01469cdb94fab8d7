import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import type { Permission } from '#shared/permissions.ts'
import type { Customer } from '../contract.ts'
import { presentCustomer } from './customers.present.ts'
import {
  type CustomerRow,
  findCustomer,
  findVisibleCustomer,
  listPhones,
  listVehicles,
  updateCustomer,
} from './customers.queries.ts'
import { namesOfOptions } from './facts.queries.ts'
import { exactHashesOf, factsOf } from './facts.ts'
import { countPeople } from './relations.queries.ts'
import { searchKeysOf } from './search-keys.ts'

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

/** A loaded customer as people see it. */
export async function present(ctx: Ctx, row: CustomerRow): Promise<Customer> {
  return presentCustomer(ctx, row, {
    phones: await listPhones(ctx, [row.id]),
    vehicles: await listVehicles(ctx, row.id),
    options: await namesOfOptions(ctx, [
      row.occupation_id,
      row.industry_id,
      row.household_id,
      row.source_id,
      ...row.hobby_ids,
    ]),
    people: await countPeople(ctx, row.id),
  })
}

/** Writes the search keys anew from the name, numbers, cars and facts on record. */
export async function renewSearchKeys(ctx: Ctx, id: string, name: string): Promise<void> {
  await updateCustomer(ctx, id, { search_keys: await searchKeysFor(ctx, id, name) })
}

/** The search keys a customer should have by what is on record. */
export async function searchKeysFor(ctx: Ctx, id: string, name: string): Promise<string[]> {
  const row = await findCustomer(ctx, id)
  const phones = await listPhones(ctx, [id])
  const vehicles = await listVehicles(ctx, id)
  const present = (values: (string | null)[]) => values.filter((v) => v !== null)
  return searchKeysOf({
    storeId: ctx.store.id,
    name,
    phones: phones.map((p) => ({ hash: p.phone_hash, lastFourHash: p.last_four_hash })),
    plates: present(vehicles.map((v) => v.plate)),
    vins: present(vehicles.map((v) => v.vin)),
    orderNumbers: present(vehicles.map((v) => v.order_number)),
    exact: row ? exactHashesOf(ctx, factsOf(ctx, row)) : [],
  })
}

/** Keeps a change of a customer in the trail and tells the listening screens. */
export function noteChange(
  ctx: Ctx,
  row: Pick<CustomerRow, 'id' | 'sealed_key'>,
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

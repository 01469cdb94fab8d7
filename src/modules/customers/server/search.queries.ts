import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from './scope.queries.ts'

export interface FoundRow {
  id: string
  store_id: number
  store_name: string
  store_name_en: string
  name: string
  sex: 'male' | 'female' | null
  sealed_key: Buffer | null
  owner_id: string | null
  owner_name: string | null
  is_owner: boolean
  created_at: Date
  search_keys: string[]
}

export interface SearchQuestion {
  stores: number[]
  /** Any of these is a hit. */
  keys: string[]
  /** A hit by another key than these must contain `contains` in its name. */
  exactKeys: string[]
  contains: string
  limit: number
}

/**
 * Customers with any of the keys. The order is no column of an index, so that the keys are always
 * looked up first; the caller gives few stores at a time, which bounds what one key can match.
 */
export async function listHits(ctx: Ctx, asked: SearchQuestion): Promise<FoundRow[]> {
  const one = asked.stores.length === 1
  const inStores = one
    ? sql`c.store_id = ${asked.stores[0]}`
    : sql`c.store_id = any (${asked.stores}::int[])`
  const recheck =
    asked.contains === ''
      ? sql`true`
      : sql`(c.search_keys && ${asked.exactKeys}::text[]
             or position(${asked.contains} in replace(lower(c.name), ' ', '')) > 0)`
  const order = one ? sql`order by c.created_at + interval '0' desc` : sql``
  const { rows } = await sql<FoundRow>`
    with hits as materialized (
      select c.store_id, c.id, c.name, c.sex, c.sealed_key, c.owner_id, c.is_owner, c.created_at, c.search_keys
        from customers c
       where ${inStores} and c.search_keys && ${asked.keys}::text[]
         and c.withdrawn_at is null and c.erased_at is null and ${recheck}
         and ${ownedWithin(ctx, 'customers.read', 'c.owner_id')}
       ${order} limit ${asked.limit})
    select h.*, s.name as store_name, s.name_en as store_name_en, p.name as owner_name
      from hits h join stores s on s.id = h.store_id left join people p on p.id = h.owner_id`.execute(
    ctx.tx,
  )
  return rows
}

/** The first number and the newest plate of each found customer. */
export async function listDetails(ctx: Ctx, stores: number[], ids: string[]) {
  const phones = await sql<{ customer_id: string; phone_sealed: Buffer }>`
    select distinct on (customer_id) customer_id, phone_sealed from customer_phones
     where store_id = any (${stores}::int[]) and customer_id = any (${ids}::uuid[]) and withdrawn_at is null
     order by customer_id, position, created_at`.execute(ctx.tx)
  const plates = await sql<{ customer_id: string; plate: string }>`
    select distinct on (customer_id) customer_id, plate from vehicles
     where store_id = any (${stores}::int[]) and customer_id = any (${ids}::uuid[]) and withdrawn_at is null
       and plate is not null order by customer_id, created_at desc`.execute(ctx.tx)
  return {
    phones: new Map(phones.rows.map((r) => [r.customer_id, r.phone_sealed])),
    plates: new Map(plates.rows.map((r) => [r.customer_id, r.plate])),
  }
}

/** Ids of customers of this store with any of the keys; for lists filtered by a typed text. */
export async function listIdsByKeys(ctx: Ctx, keys: string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers c where c.store_id = ${ctx.store.id} and c.search_keys && ${keys}::text[]
       and c.withdrawn_at is null and c.erased_at is null limit ${limit}`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

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
  phone_sealed: Buffer | null
  plate: string | null
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
    select h.*, s.name as store_name, s.name_en as store_name_en, p.name as owner_name,
           (select f.phone_sealed from customer_phones f where f.store_id = h.store_id
               and f.customer_id = h.id and f.withdrawn_at is null order by f.position limit 1) as phone_sealed,
           (select v.plate from vehicles v where v.store_id = h.store_id and v.customer_id = h.id
               and v.withdrawn_at is null and v.plate is not null order by v.created_at desc limit 1) as plate
      from hits h join stores s on s.id = h.store_id left join people p on p.id = h.owner_id`.execute(
    ctx.tx,
  )
  return rows
}

/** Ids of customers of this store with any of the keys; for lists filtered by a typed text. */
export async function listIdsByKeys(ctx: Ctx, keys: string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers c where c.store_id = ${ctx.store.id} and c.search_keys && ${keys}::text[]
       and c.withdrawn_at is null and c.erased_at is null limit ${limit}`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

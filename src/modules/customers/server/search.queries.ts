import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

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
  special: 'fleet' | 'vip' | 'difficult' | null
  special_reason: string
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
  /** Only customers of these people; null for all. */
  owners: string[] | null
  limit: number
}

/**
 * Customers with any of the keys, the newest first. The caller gives few stores at a time, which
 * bounds what one key can match.
 */
export async function listHits(ctx: Ctx, asked: SearchQuestion): Promise<FoundRow[]> {
  const hits = await sql<{ id: string }>`
    select id from search_customers(${asked.stores}::int[], ${asked.keys}::text[], ${asked.exactKeys}::text[],
      ${asked.contains}, ${asked.owners}::uuid[], ${asked.limit}::int)`.execute(ctx.tx)
  if (hits.rows.length === 0) return []
  const { rows } = await sql<FoundRow>`
    select c.store_id, c.id, c.name, c.sex, c.sealed_key, c.owner_id, c.is_owner, c.special,
           c.special_reason, c.created_at, c.search_keys,
           s.name as store_name, s.name_en as store_name_en, p.name as owner_name
      from customers c join stores s on s.id = c.store_id left join people p on p.id = c.owner_id
     where c.store_id = any (${asked.stores}::int[]) and c.id = any (${hits.rows.map((r) => r.id)}::uuid[])`.execute(
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
    select id from search_customers(${[ctx.store.id]}::int[], ${keys}::text[], '{}'::text[], '', null::uuid[],
      ${limit}::int)`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { FactColumns } from './facts.queries.ts'

export interface CustomerColumns {
  id: string[]
  kind: string[]
  name: string[]
  sealedKey: Buffer[]
  /** Keys of one customer joined by the unit separator: an array of arrays must not be ragged. */
  searchKeys: string[]
  note: string[]
  ownerId: (string | null)[]
  createdAt: Date[]
  isOwner: boolean[]
  special: (string | null)[]
  consentAt: (Date | null)[]
  consentSource: (string | null)[]
  facts: FactValues[]
}

/** The columns of facts of one customer, as `factColumns` makes them. */
export type FactValues = Omit<FactColumns, 'id' | 'search_keys'>

export interface PhoneColumns {
  id: string[]
  customerId: string[]
  kind: string[]
  sealed: Buffer[]
  hash: Buffer[]
  lastFourHash: Buffer[]
  position: number[]
  place: (string | null)[]
  createdAt: Date[]
}

export const keySeparator = '\u001f'

/** Gives the ids that were new. */
export async function insertCustomerColumns(
  ctx: Ctx,
  c: CustomerColumns,
  operationId: string | null,
): Promise<string[]> {
  const fact = <Name extends keyof FactValues>(name: Name) => c.facts.map((row) => row[name])
  const joined = (name: 'hobby_ids' | 'sealed_fact_names') =>
    c.facts.map((row) => row[name].join(keySeparator))
  const { rows } = await sql<{ id: string }>`
    insert into customers (store_id, id, kind, name, sealed_key, search_keys, note, owner_id, created_at, is_owner,
                           special, consent_at, consent_source, sex, birthday, occupation_id, industry_id, hobby_ids,
                           household_id, area_code, source_id, preferences, sealed_facts, sealed_fact_names, id_number_sealed, id_number_hash,
                           created_by, operation_id)
    select ${ctx.store.id}::int, t.id, t.kind, t.name, t.sealed_key, string_to_array(t.keys, ${keySeparator}),
           t.note, t.owner_id, t.created_at, t.is_owner, t.special, t.consent_at, t.consent_source, t.sex, t.birthday,
           t.occupation_id, t.industry_id, string_to_array(t.hobby_ids, ${keySeparator})::uuid[],
           t.household_id, t.area_code, t.source_id,
           t.preferences, t.sealed_facts, string_to_array(t.fact_names, ${keySeparator}), t.id_sealed, t.id_hash,
           ${ctx.actor.personId}::uuid, ${operationId}::uuid
      from unnest(${c.id}::uuid[], ${c.kind}::text[], ${c.name}::text[], ${c.sealedKey}::bytea[],
                  ${c.searchKeys}::text[], ${c.note}::text[], ${c.ownerId}::uuid[], ${c.createdAt}::timestamptz[],
                  ${c.isOwner}::boolean[], ${c.special}::text[], ${c.consentAt}::timestamptz[],
                  ${c.consentSource}::text[], ${fact('sex')}::text[], ${fact('birthday')}::date[],
                  ${fact('occupation_id')}::uuid[], ${fact('industry_id')}::uuid[], ${joined('hobby_ids')}::text[],
                  ${fact('household_id')}::uuid[], ${fact('area_code')}::text[], ${fact('source_id')}::uuid[], ${fact('preferences')}::text[], ${fact('sealed_facts')}::bytea[],
                  ${joined('sealed_fact_names')}::text[], ${fact('id_number_sealed')}::bytea[],
                  ${fact('id_number_hash')}::bytea[])
        as t (id, kind, name, sealed_key, keys, note, owner_id, created_at, is_owner, special, consent_at,
              consent_source, sex, birthday, occupation_id, industry_id, hobby_ids, household_id, area_code,
              source_id, preferences, sealed_facts, fact_names, id_sealed, id_hash)
    on conflict (store_id, id) do nothing returning id`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

export async function insertPhoneColumns(
  ctx: Ctx,
  c: PhoneColumns,
  operationId: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into customer_phones (store_id, id, customer_id, kind, phone_sealed, phone_hash, last_four_hash,
                                 position, place, created_at, operation_id)
    select ${ctx.store.id}::int, t.id, t.customer_id, t.kind, t.sealed, t.hash, t.last_four, t.position,
           t.place, t.created_at, ${operationId}::uuid
      from unnest(${c.id}::uuid[], ${c.customerId}::uuid[], ${c.kind}::text[], ${c.sealed}::bytea[],
                  ${c.hash}::bytea[], ${c.lastFourHash}::bytea[], ${c.position}::int[], ${c.place}::text[],
                  ${c.createdAt}::timestamptz[])
        as t (id, customer_id, kind, sealed, hash, last_four, position, place, created_at)
    on conflict do nothing`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** Marks an operation's customers and numbers as withdrawn where nobody changed them since. */
export async function withdrawCustomers(ctx: Ctx, ids: string[]): Promise<void> {
  await sql`update customers set withdrawn_at = ${ctx.now}
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update customer_phones set withdrawn_at = ${ctx.now}
    where store_id = ${ctx.store.id} and customer_id = any (${ids}::uuid[]) and withdrawn_at is null`.execute(
    ctx.tx,
  )
}

/** The customers an operation made, with the numbers to release. */
export async function listCustomersOf(ctx: Ctx, operationId: string) {
  const { rows } = await sql<{ id: string; is_changed: boolean }>`
    select id, version > coalesce(imported_version, 1) as is_changed from customers
     where store_id = ${ctx.store.id} and operation_id = ${operationId} and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return rows
}

/** Puts customers back that were withdrawn at a moment, with those of their numbers nobody else has now. */
export async function restoreCustomerRows(ctx: Ctx, ids: string[], at: Date): Promise<void> {
  await sql`update customers set withdrawn_at = null
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at = ${at}`.execute(
    ctx.tx,
  )
  await sql`update customer_phones f set withdrawn_at = null
    where f.store_id = ${ctx.store.id} and f.customer_id = any (${ids}::uuid[]) and f.withdrawn_at = ${at}
      and not exists (select 1 from customer_phones o
        where o.store_id = ${ctx.store.id} and o.phone_hash = f.phone_hash and o.withdrawn_at is null)`.execute(
    ctx.tx,
  )
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { FactsRow } from './facts.ts'
import { keySeparator } from './import-customers.queries.ts'

/** Options by id in the language of the request, resting ones too; sources with their family. */
export async function namesOfOptions(ctx: Ctx, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map<string, { label: string; family: string | null }>()
  const label = ctx.locale === 'en' ? sql`coalesce(nullif(o.label_en, ''), o.label)` : sql`o.label`
  const { rows } = await sql<{ id: string; label: string; family: string | null }>`
    select o.id, ${label} as label, coalesce(o.family, s.family) as family
      from options o left join options s on s.group_id = o.group_id and s.id = o.standard_id
     where o.group_id = ${ctx.store.groupId} and o.id = any (${wanted}::uuid[])`.execute(ctx.tx)
  return new Map(rows.map(({ id, ...option }) => [id, option]))
}

/** The options this store offers among the given ones, by id with their kind. */
export async function kindsOfOptions(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; kind: string }>`
    select id, kind from options
     where group_id = ${ctx.store.groupId} and id = any (${ids}::uuid[]) and is_active
       and (store_id is null or store_id = ${ctx.store.id})`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row.kind]))
}

export interface LockedFactsRow extends FactsRow {
  id: string
  search_keys: string[]
}

/** Customers' facts, locked until the transaction ends, always in one order. */
export async function lockFacts(ctx: Ctx, ids: readonly string[]): Promise<LockedFactsRow[]> {
  const { rows } = await sql<LockedFactsRow>`${factsOfCustomers(ctx, ids)} for update`.execute(
    ctx.tx,
  )
  return rows
}

/** Customers' facts as they lie, for lists that show them all. */
export async function listFacts(ctx: Ctx, ids: readonly string[]): Promise<LockedFactsRow[]> {
  const { rows } = await sql<LockedFactsRow>`${factsOfCustomers(ctx, ids)}`.execute(ctx.tx)
  return rows
}

const factsOfCustomers = (ctx: Ctx, ids: readonly string[]) => sql`
  select c.id, c.sealed_key, c.sex, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
         c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts, c.search_keys
    from customers c
   where c.store_id = ${ctx.store.id} and c.id = any (${ids}::uuid[]) and c.withdrawn_at is null
   order by c.id`

export interface FactColumns {
  id: string
  sex: string | null
  birthday: string | null
  occupation_id: string | null
  industry_id: string | null
  hobby_ids: readonly string[]
  household_id: string | null
  area_code: string | null
  source_id: string | null
  preferences: string
  sealed_facts: Buffer | null
  sealed_fact_names: readonly string[]
  id_number_sealed: Buffer | null
  id_number_hash: Buffer | null
  search_keys: readonly string[]
}

/** Writes the facts of many customers in one statement. */
export async function updateFacts(ctx: Ctx, rows: readonly FactColumns[]): Promise<void> {
  if (rows.length === 0) return
  const column = <Name extends keyof FactColumns>(name: Name) => rows.map((row) => row[name])
  // Lists travel as joined texts: an array of arrays must not be ragged.
  const joined = (name: 'hobby_ids' | 'sealed_fact_names' | 'search_keys') =>
    rows.map((row) => row[name].join(keySeparator))
  await sql`
    update customers c
       set sex = t.sex, birthday = t.birthday, occupation_id = t.occupation_id, industry_id = t.industry_id,
           hobby_ids = string_to_array(t.hobby_ids, ${keySeparator})::uuid[],
           household_id = t.household_id, area_code = t.area_code, source_id = t.source_id,
           preferences = t.preferences, sealed_facts = t.sealed_facts,
           sealed_fact_names = string_to_array(t.sealed_fact_names, ${keySeparator}),
           id_number_sealed = t.id_number_sealed, id_number_hash = t.id_number_hash,
           search_keys = string_to_array(t.search_keys, ${keySeparator}), version = c.version + 1
      from unnest(${column('id')}::uuid[], ${column('sex')}::text[], ${column('birthday')}::date[],
                  ${column('occupation_id')}::uuid[], ${column('industry_id')}::uuid[],
                  ${joined('hobby_ids')}::text[], ${column('household_id')}::uuid[],
                  ${column('area_code')}::text[], ${column('source_id')}::uuid[],
                  ${column('preferences')}::text[], ${column('sealed_facts')}::bytea[],
                  ${joined('sealed_fact_names')}::text[], ${column('id_number_sealed')}::bytea[],
                  ${column('id_number_hash')}::bytea[], ${joined('search_keys')}::text[])
        as t (id, sex, birthday, occupation_id, industry_id, hobby_ids, household_id, area_code,
              source_id, preferences, sealed_facts,
              sealed_fact_names, id_number_sealed, id_number_hash, search_keys)
     where c.store_id = ${ctx.store.id} and c.id = t.id`.execute(ctx.tx)
}

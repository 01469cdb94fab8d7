import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { FactColumns, LockedFactsRow } from '../facts.queries.ts'
import { keySeparator } from '../import-customers.queries.ts'

export interface ImportTarget extends LockedFactsRow {
  version: number
  imported_version: number | null
  name: string
  kind: 'person' | 'company'
  note: string
  special: string | null
  owner_id: string | null
  consent_at: Date | null
  consent_source: string | null
}

/** Customers as an import compares them with its lines; locked when it is about to write. */
export async function listTargets(
  ctx: Ctx,
  ids: readonly string[],
  isWriting: boolean,
): Promise<ImportTarget[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ImportTarget>`
    select c.id, c.version, c.imported_version, c.name, c.kind, c.note, c.special, c.owner_id, c.consent_at, c.consent_source,
           c.sealed_key, c.sex, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
           c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts, c.search_keys
      from customers c
     where c.store_id = ${ctx.store.id} and c.id = any (${ids}::uuid[]) and c.withdrawn_at is null
     order by c.id ${isWriting ? sql`for update` : sql``}`.execute(ctx.tx)
  return rows
}

/** The customers of the store in the order of their ids, after one. */
export async function listTargetsAfter(
  ctx: Ctx,
  after: string | null,
  limit: number,
): Promise<ImportTarget[]> {
  const { rows } = await sql<ImportTarget>`
    select c.id, c.version, c.imported_version, c.name, c.kind, c.note, c.special, c.owner_id, c.consent_at, c.consent_source,
           c.sealed_key, c.sex, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
           c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts, c.search_keys
      from customers c
     where c.store_id = ${ctx.store.id} and c.withdrawn_at is null and c.erased_at is null
       and (${after}::uuid is null or c.id > ${after}::uuid)
     order by c.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export interface ChangedCustomer extends FactColumns {
  name: string
  kind: string
  note: string
  special: string | null
  owner_id: string | null
  consent_at: Date | null
  consent_source: string | null
  /** Nobody has worked on the record since an import made it. */
  is_untouched: boolean
}

/** Writes changed customers in one statement; gives the versions they have then. */
export async function updateTargets(
  ctx: Ctx,
  rows: readonly ChangedCustomer[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map()
  const of = <Name extends keyof ChangedCustomer>(name: Name) => rows.map((row) => row[name])
  const joined = (name: 'hobby_ids' | 'sealed_fact_names' | 'search_keys') =>
    rows.map((row) => row[name].join(keySeparator))
  const { rows: changed } = await sql<{ id: string; version: number }>`
    update customers c
       set name = t.name, kind = t.kind, note = t.note, special = t.special, owner_id = t.owner_id,
           consent_at = t.consent_at, consent_source = t.consent_source,
           sex = t.sex, birthday = t.birthday, occupation_id = t.occupation_id, industry_id = t.industry_id,
           hobby_ids = string_to_array(t.hobby_ids, ${keySeparator})::uuid[],
           household_id = t.household_id, area_code = t.area_code, source_id = t.source_id,
           preferences = t.preferences, sealed_facts = t.sealed_facts,
           sealed_fact_names = string_to_array(t.sealed_fact_names, ${keySeparator}),
           id_number_sealed = t.id_number_sealed, id_number_hash = t.id_number_hash,
           search_keys = string_to_array(t.search_keys, ${keySeparator}), version = c.version + 1,
           imported_version = case when t.is_untouched then c.version + 1 else c.imported_version end
      from unnest(${of('id')}::uuid[], ${of('name')}::text[], ${of('kind')}::text[], ${of('note')}::text[],
                  ${of('special')}::text[], ${of('owner_id')}::uuid[], ${of('consent_at')}::timestamptz[],
                  ${of('consent_source')}::text[], ${of('sex')}::text[], ${of('birthday')}::date[],
                  ${of('occupation_id')}::uuid[], ${of('industry_id')}::uuid[], ${joined('hobby_ids')}::text[],
                  ${of('household_id')}::uuid[], ${of('area_code')}::text[], ${of('source_id')}::uuid[], ${of('preferences')}::text[], ${of('sealed_facts')}::bytea[],
                  ${joined('sealed_fact_names')}::text[], ${of('id_number_sealed')}::bytea[],
                  ${of('id_number_hash')}::bytea[], ${joined('search_keys')}::text[],
                  ${of('is_untouched')}::boolean[])
        as t (id, name, kind, note, special, owner_id, consent_at, consent_source, sex, birthday, occupation_id,
              industry_id, hobby_ids, household_id, area_code, source_id, preferences, sealed_facts, sealed_fact_names, id_number_sealed,
              id_number_hash, search_keys, is_untouched)
     where c.store_id = ${ctx.store.id} and c.id = t.id
     returning c.id, c.version`.execute(ctx.tx)
  return new Map(changed.map((row) => [row.id, row.version]))
}

export interface PlateHolder {
  plate: string
  customer_id: string
  name: string
}

/** Who drives cars of these plates. */
export async function listPlateHolders(
  ctx: Ctx,
  plates: readonly string[],
): Promise<PlateHolder[]> {
  if (plates.length === 0) return []
  const { rows } = await sql<PlateHolder>`
    select v.plate, v.customer_id, c.name from vehicles v
      join customers c on c.store_id = v.store_id and c.id = v.customer_id
     where v.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
       and v.plate = any (${plates}::text[]) and v.withdrawn_at is null
       and c.withdrawn_at is null`.execute(ctx.tx)
  return rows
}

/** Customers by their exact names; a name two people bear comes twice. */
export async function listByNames(
  ctx: Ctx,
  names: readonly string[],
  firstKeys: readonly string[],
) {
  if (names.length === 0) return []
  const { rows } = await sql<{ id: string; name: string }>`
    select c.id, c.name from customers c
     where c.store_id = ${ctx.store.id} and c.search_keys && ${firstKeys}::text[]
       and c.name = any (${names}::text[]) and c.withdrawn_at is null`.execute(ctx.tx)
  return rows
}

/** Numbers that an operation added to customers who were there before. */
export async function listAddedPhones(
  ctx: Ctx,
  operationId: string,
  customerIds: readonly string[],
) {
  const { rows } = await sql<{ id: string; customer_id: string; phone_hash: Buffer }>`
    select id, customer_id, phone_hash from customer_phones
     where store_id = ${ctx.store.id} and operation_id = ${operationId} and withdrawn_at is null
       and customer_id = any (${customerIds}::uuid[])`.execute(ctx.tx)
  return rows
}

export async function withdrawPhones(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`update customer_phones set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

/** Which of these customers a table names in rows that no import of this operation made. */
export async function listNamedIn(
  ctx: Ctx,
  where: { table: string; column: string; operationId: string | null },
  ids: readonly string[],
): Promise<string[]> {
  const column = sql.ref(where.column)
  const others =
    where.operationId === null
      ? sql`true`
      : sql`operation_id is distinct from ${where.operationId}::uuid`
  const { rows } = await sql<{ id: string }>`
    select distinct ${column} as id from ${sql.table(where.table)}
     where store_id = ${ctx.store.id} and ${column} = any (${ids}::uuid[]) and ${others}`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.id)
}

/** Which tables have an `operation_id`. */
export async function listTablesOfOperations(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ name: string; withdrawn: boolean }>`
    select table_name as name from information_schema.columns
     where table_schema = 'keyuan' and column_name = 'operation_id'`.execute(ctx.tx)
  return new Set(rows.map((row) => row.name))
}

export async function countCustomers(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from customers
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { keySeparator } from '../import-customers.queries.ts'

export interface NewVehicleRow {
  id: string
  customer_id: string
  plate: string | null
  vin: string | null
  series_id: string | null
  colour: string
  bought_on: string | null
  delivered_on: string | null
  order_number: string | null
}

export interface KnownVehicle extends NewVehicleRow {
  version: number
  imported_version: number | null
}

export async function insertVehicleRows(
  ctx: Ctx,
  operationId: string,
  rows: readonly NewVehicleRow[],
): Promise<void> {
  const of = <Name extends keyof NewVehicleRow>(name: Name) => rows.map((row) => row[name])
  await sql`
    insert into vehicles (store_id, id, customer_id, plate, vin, series_id, colour, bought_on, delivered_on,
                          order_number, created_at, operation_id)
    select ${ctx.store.id}::int, t.id, t.customer_id, t.plate, t.vin, t.series_id, t.colour, t.bought_on,
           t.delivered_on, t.order_number, ${ctx.now}::timestamptz, ${operationId}::uuid
      from unnest(${of('id')}::uuid[], ${of('customer_id')}::uuid[], ${of('plate')}::text[], ${of('vin')}::text[],
                  ${of('series_id')}::uuid[], ${of('colour')}::text[], ${of('bought_on')}::date[],
                  ${of('delivered_on')}::date[], ${of('order_number')}::text[])
        as t (id, customer_id, plate, vin, series_id, colour, bought_on, delivered_on, order_number)
    on conflict do nothing`.execute(ctx.tx)
}

/** Cars of the store by VIN or plate. */
export async function listKnownVehicles(
  ctx: Ctx,
  vins: readonly string[],
  plates: readonly string[],
): Promise<KnownVehicle[]> {
  const { rows } = await sql<KnownVehicle>`
    select v.id, v.customer_id, v.plate, v.vin, v.series_id, v.colour, v.bought_on, v.delivered_on,
           v.order_number, v.version, v.imported_version
      from vehicles v
     where v.store_id = ${ctx.store.id} and v.withdrawn_at is null
       and (v.vin = any (${vins}::text[]) or v.plate = any (${plates}::text[]))`.execute(ctx.tx)
  return rows
}

/** Writes changed cars; `is_untouched`: back to what an import made. */
export async function updateVehicleRows(
  ctx: Ctx,
  given: readonly (NewVehicleRow & { is_untouched?: boolean })[],
): Promise<void> {
  if (given.length === 0) return
  const rows = given.map((row) => ({ ...row, is_untouched: row.is_untouched ?? false }))
  const of = <Name extends keyof (typeof rows)[number]>(name: Name) => rows.map((row) => row[name])
  await sql`
    update vehicles v
       set customer_id = t.customer_id, plate = t.plate, vin = t.vin, series_id = t.series_id,
           colour = t.colour, bought_on = t.bought_on, delivered_on = t.delivered_on,
           order_number = t.order_number, version = v.version + 1,
           imported_version = case when t.is_untouched then v.version + 1 else v.imported_version end
      from unnest(${of('id')}::uuid[], ${of('customer_id')}::uuid[], ${of('plate')}::text[], ${of('vin')}::text[],
                  ${of('series_id')}::uuid[], ${of('colour')}::text[], ${of('bought_on')}::date[],
                  ${of('delivered_on')}::date[], ${of('order_number')}::text[],
                  ${of('is_untouched')}::boolean[])
        as t (id, customer_id, plate, vin, series_id, colour, bought_on, delivered_on, order_number, is_untouched)
     where v.store_id = ${ctx.store.id} and v.id = t.id`.execute(ctx.tx)
}

export async function listVehicleRows(ctx: Ctx, ids: readonly string[]): Promise<KnownVehicle[]> {
  const { rows } = await sql<KnownVehicle>`
    select id, customer_id, plate, vin, series_id, colour, bought_on, delivered_on, order_number, version, imported_version
      from vehicles where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])
       and withdrawn_at is null`.execute(ctx.tx)
  return rows
}

/** The standing cars an operation added. */
export async function listVehiclesOf(ctx: Ctx, operationId: string): Promise<KnownVehicle[]> {
  const { rows } = await sql<KnownVehicle>`
    select id, customer_id, plate, vin, series_id, colour, bought_on, delivered_on, order_number, version, imported_version
      from vehicles where store_id = ${ctx.store.id} and operation_id = ${operationId}
       and withdrawn_at is null`.execute(ctx.tx)
  return rows
}

export async function withdrawVehicles(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update vehicles set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

interface Keys {
  id: string
  keys: readonly string[]
}

/** Lets customers be found by their new cars; one row per customer, whatever the number of cars. */
export async function addSearchKeys(ctx: Ctx, given: readonly Keys[]): Promise<void> {
  const rows = merged(given)
  await sql`
    update customers c
       set search_keys = array(select distinct k from unnest(c.search_keys || string_to_array(t.keys, ${keySeparator})) k)
      from unnest(${rows.map((row) => row.id)}::uuid[],
                  ${rows.map((row) => row.keys.join(keySeparator))}::text[]) as t (id, keys)
     where c.store_id = ${ctx.store.id} and c.id = t.id and t.keys <> ''`.execute(ctx.tx)
}

/** Takes the keys of withdrawn cars away again. */
export async function removeSearchKeys(ctx: Ctx, given: readonly Keys[]): Promise<void> {
  const rows = merged(given)
  if (rows.length === 0) return
  await sql`
    update customers c
       set search_keys = array(select k from unnest(c.search_keys) k
             where not (k = any (string_to_array(t.keys, ${keySeparator}))))
      from unnest(${rows.map((row) => row.id)}::uuid[],
                  ${rows.map((row) => row.keys.join(keySeparator))}::text[]) as t (id, keys)
     where c.store_id = ${ctx.store.id} and c.id = t.id and t.keys <> ''`.execute(ctx.tx)
}

function merged(given: readonly Keys[]): Keys[] {
  const byId = new Map<string, string[]>()
  for (const { id, keys } of given) byId.set(id, [...(byId.get(id) ?? []), ...keys])
  return [...byId].map(([id, keys]) => ({ id, keys }))
}

/** Whoever has a car of ours on record is an owner. */
export async function markOwners(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`update customers set is_owner = true
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and not is_owner`.execute(ctx.tx)
}

/** Those of the customers who have no standing car, and were made owners by an import, are none. */
export async function unmarkOwners(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`
    update customers c set is_owner = false
     where c.store_id = ${ctx.store.id} and c.id = any (${ids}::uuid[]) and c.is_owner
       and not exists (select 1 from vehicles v
         where v.store_id = ${ctx.store.id} and v.customer_id = c.id and v.withdrawn_at is null)`.execute(
    ctx.tx,
  )
}

export interface ExportedVehicle extends KnownVehicle {
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  series_name: string | null
}

/** The cars of the store with their owners, in the order of their ids, after one. */
export async function listVehiclesAfter(
  ctx: Ctx,
  after: string | null,
  limit: number,
): Promise<ExportedVehicle[]> {
  const { rows } = await sql<ExportedVehicle>`
    select v.id, v.customer_id, v.plate, v.vin, v.series_id, v.colour, v.bought_on, v.delivered_on,
           v.order_number, v.version, v.imported_version, h.name, h.sealed_key, h.phone_sealed, s.name as series_name
      from vehicles v
      join customer_heads h on h.store_id = v.store_id and h.id = v.customer_id
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = v.series_id
     where v.store_id = ${ctx.store.id} and h.store_id = ${ctx.store.id} and v.withdrawn_at is null
       and (${after}::uuid is null or v.id > ${after}::uuid)
     order by v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function countVehicles(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from vehicles
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

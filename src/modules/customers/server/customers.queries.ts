import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerPhones, Customers, Vehicles } from '#foundation/db/schema.ts'
import type { Permission } from '#shared/permissions.ts'
import { ownedWithin } from './scope.queries.ts'
import { calledForLead, ownedOrStoodIn } from './stand-ins.queries.ts'

export interface CustomerRow {
  id: string
  store_id: number
  kind: 'person' | 'company'
  name: string
  sex: 'male' | 'female' | null
  sealed_key: Buffer | null
  owner_id: string | null
  owner_name: string | null
  is_owner: boolean
  special: 'fleet' | 'vip' | 'difficult' | null
  special_reason: string
  note: string
  birthday: string | null
  id_number_sealed: Buffer | null
  occupation_id: string | null
  industry_id: string | null
  hobby_ids: string[]
  household_id: string | null
  area_code: string | null
  source_id: string | null
  preferences: string
  sealed_facts: Buffer | null
  sealed_fact_names: string[]
  consent_at: Date | null
  consent_source: string | null
  do_not_contact: string[]
  erased_at: Date | null
  created_at: Date
  version: number
}

export interface PhoneRow {
  id: string
  customer_id: string
  kind: string
  place: 'mobile' | 'home' | 'office' | 'other'
  phone_sealed: Buffer
  phone_hash: Buffer
  last_four_hash: Buffer
  is_shared: boolean
}

export interface VehicleRow {
  id: string
  plate: string | null
  vin: string | null
  series_id: string | null
  model_id: string | null
  series_name: string | null
  colour: string
  bought_on: string | null
  delivered_on: string | null
  order_number: string | null
  version: number
}

/** Whether the row was new; a resent id changes nothing. */
export async function insertCustomer(ctx: Ctx, row: Insertable<Customers>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('customers')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

/** How many were taken; fewer than given when another customer of the store holds a number. */
export async function insertPhones(ctx: Ctx, rows: Insertable<CustomerPhones>[]): Promise<number> {
  const result = await ctx.tx
    .insertInto('customer_phones')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows)
}

/** Notes in which store a number is known, for the question whether another store knows it. */
export async function claimPhones(
  ctx: Ctx,
  hashes: Buffer[],
  customerIds: string[],
): Promise<void> {
  await sql`select claim_phones(${ctx.store.groupId}, ${hashes}::bytea[], ${ctx.store.id}, ${customerIds}::uuid[])`.execute(
    ctx.tx,
  )
}

/** Numbers of many customers that are no longer theirs. */
export async function releasePhones(
  ctx: Ctx,
  hashes: Buffer[],
  customerIds: string[],
): Promise<void> {
  await sql`select release_phones(${ctx.store.groupId}, ${hashes}::bytea[], ${ctx.store.id}, ${customerIds}::uuid[])`.execute(
    ctx.tx,
  )
}

export async function releasePhone(ctx: Ctx, hash: Buffer, customerId: string): Promise<void> {
  await sql`select release_phone(${ctx.store.groupId}, ${hash}, ${ctx.store.id}, ${customerId})`.execute(
    ctx.tx,
  )
}

/** Whether another store of the group knows a number: only that, never which or who. */
export async function isPhoneElsewhere(ctx: Ctx, hash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select phone_elsewhere(${ctx.store.groupId}, ${hash}, ${ctx.store.id}) as n`.execute(ctx.tx)
  return (rows[0]?.n ?? 0) > 0
}

const customerColumns = sql`
  c.id, c.store_id, c.kind, c.name, c.sex, c.sealed_key, c.owner_id, p.name as owner_name, c.is_owner,
  c.special, c.special_reason, c.note, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
  c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts, c.sealed_fact_names, c.consent_at,
  c.consent_source, c.do_not_contact, c.erased_at, c.created_at, c.version`

/** A customer of this store, whoever asks. */
export async function findCustomer(ctx: Ctx, id: string): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customers c left join people p on p.id = c.owner_id
     where c.store_id = ${ctx.store.id} and c.id = ${id} and c.withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

/** A customer the actor may see or change. */
export async function findVisibleCustomer(
  ctx: Ctx,
  id: string,
  permission: Permission,
): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customers c left join people p on p.id = c.owner_id
     where c.store_id = ${ctx.store.id} and c.id = ${id} and c.withdrawn_at is null
       and ${permission === 'customers.read' ? sql`(${ownedOrStoodIn(ctx, permission, { owner: 'c.owner_id', customer: 'c.id' })} or ${calledForLead(ctx, 'c.id')})` : ownedWithin(ctx, permission, 'c.owner_id')}`.execute(
    ctx.tx,
  )
  return rows[0]
}

/** Who in this store holds a number; the one who need not share it first. */
export async function findHolder(ctx: Ctx, hash: Buffer): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customer_phones f
      join customers c on c.store_id = f.store_id and c.id = f.customer_id
      left join people p on p.id = c.owner_id
     where f.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and f.phone_hash = ${hash}
       and f.withdrawn_at is null and c.withdrawn_at is null
     order by f.is_shared, f.created_at limit 1`.execute(ctx.tx)
  return rows[0]
}

/** Which customers of this store hold which of these numbers. */
export async function listHolders(ctx: Ctx, hashes: Buffer[]) {
  if (hashes.length === 0) return []
  const { rows } = await sql<{ phone_hash: Buffer; customer_id: string; owner_id: string | null }>`
    select phone_hash, customer_id, owner_id
      from holders_of_phones(${ctx.store.id}::int, ${hashes}::bytea[])`.execute(ctx.tx)
  return rows
}

export async function listPhones(ctx: Ctx, customerIds: string[]): Promise<PhoneRow[]> {
  const { rows } = await sql<PhoneRow>`
    select id, customer_id, kind, phone_sealed, phone_hash, last_four_hash, is_shared,
           coalesce(place, case when kind in ('mobile', 'other-country') then 'mobile' else 'other' end) as place
      from customer_phones
     where store_id = ${ctx.store.id} and customer_id = any (${customerIds}::uuid[]) and withdrawn_at is null
     order by customer_id, position, created_at`.execute(ctx.tx)
  return rows
}

export async function listVehicles(ctx: Ctx, customerId: string): Promise<VehicleRow[]> {
  const { rows } = await sql<VehicleRow>`
    select v.id, v.plate, v.vin, v.series_id, v.model_id, ${ctx.locale === 'en' ? sql`coalesce(nullif(s.name_en, ''), s.name)` : sql`s.name`} as series_name, v.colour, v.bought_on,
           v.delivered_on, v.order_number, v.version
      from vehicles v left join series s on s.group_id = ${ctx.store.groupId} and s.id = v.series_id
     where v.store_id = ${ctx.store.id} and v.customer_id = ${customerId} and v.withdrawn_at is null
     order by v.created_at desc`.execute(ctx.tx)
  return rows
}

/** Whether the car is on record now; false when its VIN belongs to another. A resent id is true. */
export async function insertVehicle(ctx: Ctx, row: Insertable<Vehicles>): Promise<boolean> {
  await ctx.tx
    .insertInto('vehicles')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
  const found = await ctx.tx
    .selectFrom('vehicles')
    .select('id')
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', row.id)
    .executeTakeFirst()
  return found !== undefined
}

/** Changes a customer; with `version` only if nobody changed it meanwhile. Gives whether it did. */
export async function updateCustomer(
  ctx: Ctx,
  id: string,
  change: Updateable<Customers>,
  version?: number,
): Promise<boolean> {
  let query = ctx.tx
    .updateTable('customers')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
  if (version !== undefined) query = query.where('version', '=', version)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

/** Who holds the customer from now on; no edit of the person's data, so the version stays. */
export async function updateHolder(ctx: Ctx, id: string, ownerId: string): Promise<void> {
  await ctx.tx
    .updateTable('customers')
    .set({ owner_id: ownerId })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

export async function withdrawPhone(ctx: Ctx, customerId: string, id: string): Promise<void> {
  await ctx.tx
    .updateTable('customer_phones')
    .set({ withdrawn_at: ctx.now })
    .where('store_id', '=', ctx.store.id)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .execute()
}

export async function updatePhonePlace(
  ctx: Ctx,
  customerId: string,
  id: string,
  place: string,
): Promise<void> {
  await ctx.tx
    .updateTable('customer_phones')
    .set({ place })
    .where('store_id', '=', ctx.store.id)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .execute()
}

/** Takes out a customer made a moment ago in this very transaction, when its save lost a race. */
export async function discardCustomer(ctx: Ctx, id: string): Promise<void> {
  for (const table of ['customer_phones', 'customers'] as const)
    await sql`delete from ${sql.table(table)} where store_id = ${ctx.store.id}
       and ${sql.ref(table === 'customers' ? 'id' : 'customer_id')} = ${id} and created_at = ${ctx.now}`.execute(
      ctx.tx,
    )
}

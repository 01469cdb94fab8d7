import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerRelations } from '#foundation/db/schema.ts'
import { ownedWithin } from './scope.queries.ts'

export interface RelationRow {
  id: string
  customer_id: string
  linked_id: string | null
  role: string
  person_sealed: Buffer | null
  note: string
  version: number
  withdrawn_at: Date | null
}

/** Another customer as a relation shows them. */
export interface OtherRow {
  id: string
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  special: 'fleet' | 'vip' | 'difficult' | null
  is_owner: boolean
}

/** How many other people are on record for a customer, from either side. */
export async function countPeople(ctx: Ctx, customerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from customer_relations
     where store_id = ${ctx.store.id} and (customer_id = ${customerId} or linked_id = ${customerId})
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** The relations of a customer from either side; a merge may have left one with itself, which is none. */
export async function listRelationRows(ctx: Ctx, customerId: string): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    select id, customer_id, linked_id, role, person_sealed, note, version, withdrawn_at
      from customer_relations
     where store_id = ${ctx.store.id} and (customer_id = ${customerId} or linked_id = ${customerId})
       and withdrawn_at is null and customer_id is distinct from linked_id
     order by created_at, id limit 200`.execute(ctx.tx)
  return rows
}

/** One relation of a customer, a removed one too. */
export async function findRelation(
  ctx: Ctx,
  customerId: string,
  id: string,
): Promise<RelationRow | undefined> {
  const { rows } = await sql<RelationRow>`
    select id, customer_id, linked_id, role, person_sealed, note, version, withdrawn_at
      from customer_relations
     where store_id = ${ctx.store.id} and id = ${id}
       and (customer_id = ${customerId} or linked_id = ${customerId})`.execute(ctx.tx)
  return rows[0]
}

/** Whether a relation with this id is on record, whosever it is. */
export async function isRelationKnown(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('customer_relations')
    .select('id')
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of the customers the actor may see. */
export async function listOthers(ctx: Ctx, ids: readonly string[]): Promise<OtherRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<OtherRow>`
    select c.id, c.name, c.sealed_key, c.phone_sealed, c.special, c.is_owner from customer_heads c
     where c.store_id = ${ctx.store.id} and c.id = any (${ids}::uuid[])
       and ${ownedWithin(ctx, 'customers.read', 'c.owner_id')}`.execute(ctx.tx)
  return rows
}

/** Locks customers in one order, so that two people linking the same two do it one after the other. */
export async function lockCustomers(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`select id from customers
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) order by id for update`.execute(
    ctx.tx,
  )
}

export async function insertRelation(
  ctx: Ctx,
  row: Insertable<CustomerRelations>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('customer_relations')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

/** Changes a relation if nobody changed it meanwhile. Gives whether it did. */
export async function updateRelation(
  ctx: Ctx,
  id: string,
  change: Updateable<CustomerRelations>,
  version: number,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('customer_relations')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

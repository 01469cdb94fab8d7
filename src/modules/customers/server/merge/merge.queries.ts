import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerTable } from '#foundation/customer-tables.ts'

/** Into which record a merged-away one went, through later merges too; undefined when none stands. */
export async function findMergedInto(ctx: Ctx, customerId: string): Promise<string | undefined> {
  let id = customerId
  for (let step = 0; step < 20; step += 1) {
    const { rows } = await sql<{ merged_into: string | null; withdrawn_at: Date | null }>`
      select merged_into, withdrawn_at from customers
       where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
    const [row] = rows
    if (!row) return undefined
    if (row.withdrawn_at === null) return id === customerId ? undefined : id
    if (row.merged_into === null) return undefined
    id = row.merged_into
  }
  return undefined
}

/** Two customers that stand, locked in one order. */
export async function lockCustomers(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; version: number; sealed_key: Buffer | null }>`
    select id, version, sealed_key from customers
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at is null
       and erased_at is null order by id for update`.execute(ctx.tx)
  return rows
}

/** How many rows of a table would come along. */
export async function countOf(ctx: Ctx, table: CustomerTable, customerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table.table)}
     where store_id = ${ctx.store.id} and ${sql.ref(table.customerColumn)} = ${customerId}`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** The rows of a table go over to another customer; nobody edits them, so their versions stay. */
export async function moveRows(
  ctx: Ctx,
  table: Pick<CustomerTable, 'table' | 'customerColumn'>,
  from: string,
  to: string,
): Promise<void> {
  await sql`update ${sql.table(table.table)} set ${sql.ref(table.customerColumn)} = ${to}
    where store_id = ${ctx.store.id} and ${sql.ref(table.customerColumn)} = ${from}`.execute(ctx.tx)
}

/** Rows of a table by id go over to another customer. */
export async function moveRowsById(
  ctx: Ctx,
  table: Pick<CustomerTable, 'table' | 'customerColumn'>,
  ids: readonly string[],
  to: string,
): Promise<void> {
  await sql`update ${sql.table(table.table)} set ${sql.ref(table.customerColumn)} = ${to}
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

/** Numbers a customer would have twice go; those that came stand behind the others. */
export async function settlePhones(ctx: Ctx, keptId: string, cameIds: string[]): Promise<void> {
  await sql`
    update customer_phones f set withdrawn_at = ${ctx.now}::timestamptz
      from customer_phones k
     where f.store_id = ${ctx.store.id} and k.store_id = ${ctx.store.id}
       and f.customer_id = ${keptId} and k.customer_id = ${keptId} and f.id = any (${cameIds}::uuid[])
       and not (k.id = any (${cameIds}::uuid[])) and k.phone_hash = f.phone_hash
       and f.withdrawn_at is null and k.withdrawn_at is null`.execute(ctx.tx)
  await sql`update customer_phones set position = position + 100
    where store_id = ${ctx.store.id} and customer_id = ${keptId} and id = any (${cameIds}::uuid[])`.execute(
    ctx.tx,
  )
}

/** Links of a customer to itself, which two that were linked would leave. */
export async function dropLinksToItself(ctx: Ctx, customerId: string): Promise<void> {
  await sql`update customer_relations set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and customer_id = ${customerId} and linked_id = ${customerId}
      and withdrawn_at is null`.execute(ctx.tx)
}

/** The record that goes: withdrawn, and leading to the one that stays. */
export async function markMerged(ctx: Ctx, goneId: string, keptId: string): Promise<void> {
  await sql`update customers set withdrawn_at = ${ctx.now}::timestamptz, merged_into = ${keptId},
      version = version + 1
    where store_id = ${ctx.store.id} and id = ${goneId}`.execute(ctx.tx)
}

export async function markPairMerged(ctx: Ctx, one: string, other: string): Promise<void> {
  const [first, second] = one < other ? [one, other] : [other, one]
  await sql`update duplicate_pairs set state = 'merged', decided_by = ${ctx.actor.personId},
      decided_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and first_id = ${first} and second_id = ${second}`.execute(
    ctx.tx,
  )
}

export interface MergeRow {
  operation_id: string
  gone_id: string
  name: string
  at: Date
  by: string | null
  reason: string | null
}

/** What was merged into a customer and stands merged, the newest first. */
export async function listMergesInto(ctx: Ctx, keptId: string): Promise<MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select o.id as operation_id, g.id as gone_id, g.name, o.created_at as at, p.name as by,
           o.settings->>'reason' as reason
      from operation_units u
      join operations o on o.store_id = u.store_id and o.id = u.operation_id
      join customers g on g.store_id = u.store_id and g.id = (o.settings->>'goneId')::uuid
      left join people p on p.id = o.started_by
     where u.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and g.store_id = ${ctx.store.id}
       and u.id = ${keptId} and u.undone_at is null and o.kind = 'customers.merged' and o.state = 'done'
     order by o.created_at desc`.execute(ctx.tx)
  return rows
}

/** A person's own key again, or a ring of two. */
export async function setSealedKey(ctx: Ctx, customerId: string, key: Buffer): Promise<void> {
  await sql`update customers set sealed_key = ${key}
    where store_id = ${ctx.store.id} and id = ${customerId}`.execute(ctx.tx)
}

export async function findSearchKeys(ctx: Ctx, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ search_keys: string[] }>`
    select search_keys from customers where store_id = ${ctx.store.id} and id = ${customerId}`.execute(
    ctx.tx,
  )
  return rows[0]?.search_keys ?? []
}

export async function setSearchKeys(ctx: Ctx, customerId: string, keys: string[]): Promise<void> {
  await sql`update customers set search_keys = ${keys}::text[], version = version + 1
    where store_id = ${ctx.store.id} and id = ${customerId}`.execute(ctx.tx)
}

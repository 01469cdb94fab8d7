import { sql } from 'kysely'
import { type Ctx, can } from '#foundation/ctx.ts'
import { ownedWithin } from '../scope.queries.ts'

/** The wrapped keys of customers of this store, merged-away ones too; erased ones have none. */
export async function readCustomerKeys(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; sealed_key: Buffer }>`
    select id, sealed_key from customers
     where store_id = ${ctx.store.id} and id = any (${customerIds}::uuid[])
       and sealed_key is not null`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row.sealed_key]))
}

/** Names of customers the actor may see, for lists of operations; merged-away ones too. */
export async function readCustomerNames(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (ctx.actor.kind !== 'system' && !can(ctx, 'customers.read')) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from customers c where c.store_id = ${ctx.store.id}
       and c.id = any (${customerIds}::uuid[]) and c.erased_at is null
       and ${ownedWithin(ctx, 'customers.read', 'c.owner_id')}`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

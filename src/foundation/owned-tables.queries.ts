import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import type { Watch } from './operations/operation.ts'
import type { OwnedTable } from './owned-tables.ts'

const openRows = (
  ctx: Ctx,
  owned: OwnedTable,
  ownerId: string,
  customerIds: readonly string[],
) => sql`
  store_id = ${ctx.store.id} and withdrawn_at is null and ${sql.ref(owned.ownerColumn)} = ${ownerId}
  and ${sql.ref(owned.customerColumn)} = any (${customerIds}::uuid[])
  and ${sql.ref(owned.open.column)} = any (${owned.open.values}::text[])`

/** How many open rows of a person would go with some customers. */
export async function countOwned(
  ctx: Ctx,
  owned: OwnedTable,
  ownerId: string,
  customerIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(owned.table)}
     where ${openRows(ctx, owned, ownerId, customerIds)}`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Gives a person's open rows about some customers to another; gives how many. */
export async function moveOwned(
  ctx: Ctx,
  owned: OwnedTable,
  { from, to, customerIds }: { from: string; to: string; customerIds: readonly string[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${sql.table(owned.table)} set ${sql.ref(owned.ownerColumn)} = ${to}, version = version + 1
     where ${openRows(ctx, owned, from, customerIds)}`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** What an operation watches of such a table: whose the rows are. */
export function ownedWatch(owned: OwnedTable): Watch {
  return {
    table: owned.table,
    column: owned.customerColumn,
    key: 'customer',
    only: [owned.ownerColumn],
    keep: (row) => owned.open.values.includes(String(row[owned.open.column])),
  }
}

import type { Tx } from '#foundation/db/database.ts'

/** The names of this store's customers. */
export async function namesOfCustomers(
  tx: Tx,
  storeId: number,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'name'])
    .where('store_id', '=', storeId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

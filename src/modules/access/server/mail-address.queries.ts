import type { Database, Tx } from '#foundation/db/database.ts'

/** The sealed mail addresses and languages of active people of a group. */
export function listAddresses(tx: Database | Tx, groupId: number, ids: readonly string[]) {
  return tx
    .selectFrom('people')
    .select(['id', 'name', 'locale', 'email_sealed'])
    .where('group_id', '=', groupId)
    .where('id', 'in', [...ids])
    .where('is_active', '=', true)
    .execute()
}

export async function updateAddress(
  tx: Tx,
  groupId: number,
  id: string,
  sealed: Buffer | null,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ email_sealed: sealed })
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .execute()
}

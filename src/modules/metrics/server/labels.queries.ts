import type { Tx } from '#foundation/db/database.ts'

/** The options of these ids, of any store of the group, resting ones too: old records keep their words. */
export function listOptionNames(tx: Tx, groupId: number, ids: string[]) {
  return tx
    .selectFrom('options')
    .select(['id', 'label', 'label_en'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
}

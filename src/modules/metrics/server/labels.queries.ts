import type { Tx } from '#foundation/db/database.ts'

/** Every source of a group with its family, resting ones too. */
export function listSourceFamilies(tx: Tx, groupId: number) {
  return tx
    .selectFrom('options')
    .select(['id', 'family', 'standard_id'])
    .where('group_id', '=', groupId)
    .where('kind', '=', 'source')
    .execute()
}

/** The options of these ids, of any store of the group, resting ones too: old records keep their words. */
export function listOptionNames(tx: Tx, groupId: number, ids: string[]) {
  return tx
    .selectFrom('options')
    .select(['id', 'label', 'label_en'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
}

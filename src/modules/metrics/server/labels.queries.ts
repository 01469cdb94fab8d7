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

/** Everybody of a group with the team, those who left too. */
export function listPeopleTeams(tx: Tx, groupId: number) {
  return tx.selectFrom('people').select(['id', 'team_id']).where('group_id', '=', groupId).execute()
}

/** The teams of a group by name. */
export function listTeamNames(tx: Tx, groupId: number) {
  return tx.selectFrom('teams').select(['id', 'name']).where('group_id', '=', groupId).execute()
}

/** The regions of a group by name. */
export function listRegionNames(tx: Tx, groupId: number) {
  return tx
    .selectFrom('regions')
    .select(['id', 'name', 'name_en'])
    .where('group_id', '=', groupId)
    .execute()
}

/** The rivals' models of a group by brand and name, resting ones too. */
export function listRivalNames(tx: Tx, groupId: number) {
  return tx
    .selectFrom('rival_names')
    .select(['id', 'brand', 'name'])
    .where('group_id', '=', groupId)
    .$narrowType<{ id: string; brand: string; name: string }>()
    .execute()
}

import type { Tx } from '#foundation/db/database.ts'

/** The people of a team. */
export async function listTeamMembers(tx: Tx, groupId: number, teamId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where('group_id', '=', groupId)
    .where('team_id', '=', teamId)
    .execute()
  return rows.map((row) => row.id)
}

export interface Label {
  id: string
  label: string
  labelEn: string
}

export async function listPersonNames(tx: Tx, groupId: number, ids: string[]): Promise<Label[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'name'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
  return rows.map((row) => ({ id: row.id, label: row.name, labelEn: row.name }))
}

export async function listSourceNames(tx: Tx, groupId: number, ids: string[]): Promise<Label[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('options')
    .select(['id', 'label', 'label_en'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
  return rows.map((row) => ({ id: row.id, label: row.label, labelEn: row.label_en || row.label }))
}

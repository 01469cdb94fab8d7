import { type Insertable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Teams } from '#foundation/db/schema.ts'

export interface TeamRow {
  id: string
  store_id: number
  name: string
  version: number
  people: number
}

const teamColumns = sql`
  t.id, t.store_id, t.name, t.version,
  (select count(*) from people p where p.group_id = t.group_id and p.store_id = t.store_id
      and p.team_id = t.id and p.is_active) as people`

export async function listTeamRows(
  tx: Tx,
  groupId: number,
  storeIds: readonly number[],
): Promise<TeamRow[]> {
  const { rows } = await sql<TeamRow>`
    select ${teamColumns} from teams t
     where t.group_id = ${groupId} and t.store_id = any (${storeIds}::int[])
     order by t.store_id, t.name, t.id limit 2000`.execute(tx)
  return rows
}

export async function findTeam(tx: Tx, groupId: number, id: string): Promise<TeamRow | undefined> {
  const { rows } = await sql<TeamRow>`
    select ${teamColumns} from teams t where t.group_id = ${groupId} and t.id = ${id}`.execute(tx)
  return rows[0]
}

/** Adds a team; false when the id is taken. */
export async function insertTeam(tx: Tx, row: Insertable<Teams>): Promise<boolean> {
  const done = await tx
    .insertInto('teams')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Renames a team over the version that was seen; false when it is another by now. */
export async function renameTeam(
  tx: Tx,
  team: { groupId: number; id: string; version: number },
  name: string,
): Promise<boolean> {
  const done = await tx
    .updateTable('teams')
    .set({ name, version: team.version + 1 })
    .where('group_id', '=', team.groupId)
    .where('id', '=', team.id)
    .where('version', '=', team.version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Deletes a team and takes those who left out of it. */
export async function deleteTeamRow(tx: Tx, groupId: number, id: string): Promise<void> {
  await tx
    .updateTable('people')
    .set({ team_id: null })
    .where('group_id', '=', groupId)
    .where('team_id', '=', id)
    .execute()
  await tx.deleteFrom('teams').where('group_id', '=', groupId).where('id', '=', id).execute()
}

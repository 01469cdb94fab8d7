import type { Database, Tx } from '#foundation/db/database.ts'
import { type ColleagueRow, listColleagueRows, listNames } from './people.queries.ts'

export interface Colleague {
  id: string
  name: string
  teamId: string | null
  roles: { id: string; key: string; name: string; nameEn: string }[]
  /** Receives visitors and keeps cards. */
  isConsultant: boolean
}

const present = (row: ColleagueRow): Colleague => ({
  id: row.id,
  name: row.name,
  teamId: row.team_id,
  roles: row.roles,
  isConsultant: row.is_consultant,
})

/** The active people of a store, by name. */
export async function listPeopleOfStore(
  tx: Database | Tx,
  groupId: number,
  storeId: number,
): Promise<Colleague[]> {
  return (await listColleagueRows(tx, groupId, storeId)).map(present)
}

/** The active people of a store who receive visitors and keep cards, by name. */
export async function listConsultants(
  tx: Database | Tx,
  groupId: number,
  storeId: number,
): Promise<Colleague[]> {
  return (await listPeopleOfStore(tx, groupId, storeId)).filter((person) => person.isConsultant)
}

/** The names of people of a group by id, those who left included; ids of nobody are absent. */
export async function nameOfPeople(
  tx: Database | Tx,
  groupId: number,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await listNames(tx, groupId, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, row.name]))
}

import { type Selectable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { RotationSkills } from '#foundation/db/schema.ts'

export type SkillRow = Selectable<RotationSkills>

/** What is said of each person of a store. */
export async function listSkillRows(tx: Tx, storeId: number): Promise<SkillRow[]> {
  return tx.selectFrom('rotation_skills').selectAll().where('store_id', '=', storeId).execute()
}

/** Says anew what a person can take; undefined when somebody said something else meanwhile. */
export async function upsertSkills(
  tx: Tx,
  storeId: number,
  personId: string,
  given: {
    seriesIds: string[]
    languages: string[]
    visitorKinds: string[]
    version: number
    at: Date
    by: string | null
  },
): Promise<SkillRow | undefined> {
  const { rows } = await sql<SkillRow>`
    insert into rotation_skills as s
      (store_id, person_id, series_ids, languages, visitor_kinds, changed_at, changed_by, version)
    values (${storeId}, ${personId}, ${given.seriesIds}::uuid[], ${given.languages}::text[],
            ${given.visitorKinds}::text[], ${given.at}, ${given.by}, ${given.version + 1})
    on conflict (store_id, person_id) do update
      set series_ids = excluded.series_ids, languages = excluded.languages,
          visitor_kinds = excluded.visitor_kinds, changed_at = excluded.changed_at,
          changed_by = excluded.changed_by, version = excluded.version
      where s.version = excluded.version - 1
    returning *`.execute(tx)
  return rows[0]
}

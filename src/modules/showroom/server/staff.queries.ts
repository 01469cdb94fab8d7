import type { Tx } from '#foundation/db/database.ts'

const consultantRole = 'consultant'

/** Active people of a store; `isConsultant` marks those who start in the rotation. */
export async function listStaff(tx: Tx, groupId: number, storeId: number) {
  const people = await tx
    .selectFrom('people')
    .select(['id', 'name', 'team_id'])
    .where('group_id', '=', groupId)
    .where('store_id', '=', storeId)
    .where('is_active', '=', true)
    .orderBy('name')
    .execute()
  const consultants = await tx
    .selectFrom('person_roles as pr')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.group_id', '=', 'pr.group_id').onRef('r.id', '=', 'pr.role_id'),
    )
    .select('pr.person_id')
    .where('pr.group_id', '=', groupId)
    .where('r.key', '=', consultantRole)
    .execute()
  const receiving = new Set(consultants.map((row) => row.person_id))
  return people.map((p) => ({
    id: p.id,
    name: p.name,
    teamId: p.team_id,
    isConsultant: receiving.has(p.id),
  }))
}

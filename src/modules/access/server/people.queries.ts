import type { Database, Tx } from '#foundation/db/database.ts'

export function findGroup(db: Database | Tx, id: number) {
  return db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findPersonCard(db: Database | Tx, groupId: number, id: string) {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'login', 'store_id', 'team_id', 'locale', 'is_active'])
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export function listRolesOf(db: Database | Tx, groupId: number, personId: string) {
  return db
    .selectFrom('person_roles as pr')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.group_id', '=', 'pr.group_id').onRef('r.id', '=', 'pr.role_id'),
    )
    .select(['r.key', 'r.name', 'r.name_en as nameEn'])
    .where('pr.group_id', '=', groupId)
    .where('pr.person_id', '=', personId)
    .orderBy('r.name')
    .execute()
}

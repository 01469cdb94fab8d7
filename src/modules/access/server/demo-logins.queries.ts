import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'

/** The people the demo offers: the first of each role and store, in the order of the roles' work. */
export async function listDemoLogins(tx: Tx) {
  const { rows } = await sql<{
    login: string
    name: string
    role: string
    roleEn: string
    store: string
    storeEn: string
  }>`
    select login, name, role, "roleEn", store, "storeEn" from (
      select p.login, p.name, r.name as role, r.name_en as "roleEn", s.name as store, s.name_en as "storeEn",
             s.code, r.key, row_number() over (partition by s.id, r.id order by p.login) as place
        from groups g
        join people p on p.group_id = g.id and p.is_active
        join stores s on s.id = p.store_id
        join person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
        join roles r on r.group_id = pr.group_id and r.id = pr.role_id
       where g.is_demo) x
     where place = 1
     order by code, array_position(array['receptionist','consultant','showroom_manager','sales_manager',
       'general_manager','care_agent','information_clerk','regional_manager','administrator'], key) nulls last, login
     limit 60`.execute(tx)
  return rows
}

export async function findDemoLogin(tx: Tx, login: string) {
  const { rows } = await sql<{ id: string; groupId: number }>`
    select p.id, p.group_id as "groupId" from people p join groups g on g.id = p.group_id
     where g.is_demo and p.is_active and lower(p.login) = ${login.toLowerCase()}`.execute(tx)
  return rows[0]
}

import { type Insertable, sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '#foundation/db/database.ts'
import type { People, Regions } from '#foundation/db/schema.ts'

export async function insertRegions(tx: Tx, rows: Insertable<Regions>[]): Promise<void> {
  await tx.insertInto('regions').values(rows).execute()
}

export async function insertPeople(tx: Tx, rows: Insertable<People>[]): Promise<void> {
  await tx.insertInto('people').values(rows).execute()
}

/** The stores of the demo groups by number, with the seed and period of their history. */
export async function listDemoStores(tx: Tx) {
  const { rows } = await sql<{
    storeId: number
    code: string
    seed: number
    from: string
    demoUntil: string
  }>`
    select s.id as "storeId", s.code, g.demo_seed as seed,
           (g.demo_until - 731)::text as "from", g.demo_until::text as "demoUntil"
      from groups g join stores s on s.group_id = g.id
     where g.is_demo and g.code like 'demo-%' and not s.is_head_office order by s.id`.execute(tx)
  return rows
}

/** Whether the demo's making was cut short and nothing else is there: then it is made anew. */
export async function hasOnlyUnfinishedDemo(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select coalesce(bool_and(is_demo and demo_until is null and code like 'demo-%'), false) as ok
      from groups`.execute(tx)
  return rows[0]?.ok ?? false
}

/** The staff of a store, in the order they were made, with their first role. */
export async function listStaff(tx: Tx, groupId: number, storeId: number) {
  const { rows } = await sql<{ id: string; name: string; role: string }>`
    select p.id, p.name, min(r.key) as role from people p
      join person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
      join roles r on r.group_id = pr.group_id and r.id = pr.role_id
     where p.group_id = ${groupId} and p.store_id = ${storeId} and p.is_active
     group by p.id, p.name order by p.id`.execute(tx)
  return rows
}

export async function markDemoUntil(tx: Tx, today: string): Promise<void> {
  await sql`update groups set demo_until = ${today} where is_demo and code like 'demo-%'`.execute(
    tx,
  )
}

/** Empties every table of a store's business, children first; the trail and the staff stay. */
export async function deleteStoreHistory(client: pg.Client, storeId: number): Promise<void> {
  const kept = ['audit_entries', 'closed_days', 'events', 'stored_answers']
  const { rows } = await client.query<{ table: string }>(
    `select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'store_id' and a.attnum = 1
      where n.nspname = 'keyuan' and c.relkind = 'r' and c.relrowsecurity and c.relname <> all ($1)
      order by (select count(*) from pg_constraint f where f.confrelid = c.oid and f.contype = 'f'), c.oid desc`,
    [kept],
  )
  for (const { table } of rows)
    await client.query(`delete from keyuan.${table} where store_id = $1`, [storeId])
  await client.query('delete from keyuan.phone_owners where store_id = $1', [storeId])
}

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { StaffLeaves } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { LeavePart } from '../contracts/rotation.ts'

/** A leave as stored; the driver gives days as their text. */
export type LeaveRow = Omit<Selectable<StaffLeaves>, 'from_day' | 'to_day'> & {
  from_day: Day
  to_day: Day
}

/** Who is on approved leave on a day, and for which part of it. */
export async function listLeavesOn(tx: Tx, storeId: number, day: Day) {
  const { rows } = await sql<{ person_id: string; part: LeavePart }>`
    select person_id, part from staff_leaves
     where store_id = ${storeId} and state = 'approved'
       and to_day >= ${day} and from_day <= ${day}`.execute(tx)
  return rows
}

/** Leaves that touch a period, by their last day; `people` narrows to some. */
export async function listLeaveRows(
  tx: Tx,
  storeId: number,
  filter: { from: Day; to: Day | undefined; people: string[] | undefined },
  page: { limit: number; after?: { to: string; id: string } | undefined },
): Promise<LeaveRow[]> {
  const parts = [
    sql`store_id = ${storeId} and state <> 'withdrawn' and to_day >= ${filter.from}`,
    ...(filter.to ? [sql`from_day <= ${filter.to}`] : []),
    ...(filter.people ? [sql`person_id = any (${filter.people}::uuid[])`] : []),
    ...(page.after ? [sql`(to_day, id) > (${page.after.to}::date, ${page.after.id}::uuid)`] : []),
  ]
  const { rows } = await sql<LeaveRow>`
    select * from staff_leaves where ${sql.join(parts, sql` and `)}
     order by to_day, id limit ${page.limit}`.execute(tx)
  return rows
}

/** Leaves of a person, asked for or approved, that touch a period. */
export async function listTouching(
  tx: Tx,
  storeId: number,
  leave: { personId: string; from: Day; to: Day },
) {
  const { rows } = await sql<{ id: string; part: LeavePart }>`
    select id, part from staff_leaves
     where store_id = ${storeId} and person_id = ${leave.personId}
       and state in ('asked', 'approved')
       and to_day >= ${leave.from} and from_day <= ${leave.to}`.execute(tx)
  return rows
}

export async function insertLeave(tx: Tx, row: Insertable<StaffLeaves>): Promise<void> {
  await tx.insertInto('staff_leaves').values(row).execute()
}

export async function findLeave(tx: Tx, storeId: number, id: string) {
  const row = await tx
    .selectFrom('staff_leaves')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as LeaveRow | undefined
}

/** Changes a leave that is still at the version seen; undefined when it is not. */
export async function updateLeave(
  tx: Tx,
  storeId: number,
  id: string,
  version: number,
  change: Updateable<StaffLeaves>,
): Promise<LeaveRow | undefined> {
  const row = await tx
    .updateTable('staff_leaves')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return row as LeaveRow | undefined
}

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { CalendarMarks, ClosedDays } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

export type MarkRow = Selectable<CalendarMarks>

export function selectMarks(tx: Tx, groupId: number, from: Day, to: Day): Promise<MarkRow[]> {
  return tx
    .selectFrom('calendar_marks')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('day', '>=', sql<Date>`${from}::date`)
    .where('day', '<=', sql<Date>`${to}::date`)
    .orderBy('day')
    .execute()
}

export function findMark(tx: Tx, groupId: number, day: Day): Promise<MarkRow | undefined> {
  return tx
    .selectFrom('calendar_marks')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('day', '=', sql<Date>`${day}::date`)
    .executeTakeFirst()
}

/** Adds marks; a day that has one keeps it. Gives how many were added. */
export async function insertMarks(tx: Tx, rows: Insertable<CalendarMarks>[]): Promise<number> {
  if (rows.length === 0) return 0
  const answer = await tx
    .insertInto('calendar_marks')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(answer.numInsertedOrUpdatedRows ?? 0)
}

export async function updateMark(
  tx: Tx,
  groupId: number,
  day: Day,
  version: number,
  change: { kind: string; name: string; name_en: string; is_estimated: boolean },
): Promise<boolean> {
  const answer = await tx
    .updateTable('calendar_marks')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', groupId)
    .where('day', '=', sql<Date>`${day}::date`)
    .where('version', '=', version)
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

export async function deleteMark(
  tx: Tx,
  groupId: number,
  day: Day,
  version: number,
): Promise<boolean> {
  const answer = await tx
    .deleteFrom('calendar_marks')
    .where('group_id', '=', groupId)
    .where('day', '=', sql<Date>`${day}::date`)
    .where('version', '=', version)
    .executeTakeFirst()
  return answer.numDeletedRows === 1n
}

/** Takes away a year's estimates that are as they were seeded. */
export async function deleteEstimatedMarks(tx: Tx, groupId: number, year: number): Promise<void> {
  await tx
    .deleteFrom('calendar_marks')
    .where('group_id', '=', groupId)
    .where('day', '>=', sql<Date>`${`${year}-01-01`}::date`)
    .where('day', '<=', sql<Date>`${`${year}-12-31`}::date`)
    .where('is_estimated', '=', true)
    .where('version', '=', 1)
    .execute()
}

export function selectClosedDays(
  tx: Tx,
  storeId: number,
  from: Day,
  to: Day,
): Promise<Selectable<ClosedDays>[]> {
  return tx
    .selectFrom('closed_days')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('day', '>=', sql<Date>`${from}::date`)
    .where('day', '<=', sql<Date>`${to}::date`)
    .orderBy('day')
    .execute()
}

/** Closes days; gives those that were open until now. */
export async function insertClosedDays(
  tx: Tx,
  storeId: number,
  days: readonly Day[],
  closing: { reason: string; setBy: string | null; now: Date },
): Promise<Day[]> {
  if (days.length === 0) return []
  const rows = await tx
    .insertInto('closed_days')
    .values(
      days.map((day) => ({
        store_id: storeId,
        day,
        reason: closing.reason,
        set_by: closing.setBy,
        set_at: closing.now,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('day')
    .execute()
  return rows.map((row) => String(row.day)).sort()
}

/** Opens a day; false where it was not closed. */
export async function deleteClosedDay(tx: Tx, storeId: number, day: Day): Promise<boolean> {
  const answer = await tx
    .deleteFrom('closed_days')
    .where('store_id', '=', storeId)
    .where('day', '=', sql<Date>`${day}::date`)
    .executeTakeFirst()
  return answer.numDeletedRows === 1n
}

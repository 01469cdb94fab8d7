import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { RotationChanges, RotationPlaces } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

export type PlaceRow = Pick<
  Selectable<RotationPlaces>,
  'person_id' | 'position' | 'received' | 'last_received_at' | 'version'
> & { status: 'on_duty' | 'break' | 'off' }

/** The places of a day in their order. */
export async function listPlaces(tx: Tx, storeId: number, day: Day): Promise<PlaceRow[]> {
  const rows = await tx
    .selectFrom('rotation_places')
    .select(['person_id', 'position', 'received', 'last_received_at', 'version', 'status'])
    .where('store_id', '=', storeId)
    .where(sql<Day>`day`, '=', day)
    .orderBy('position')
    .orderBy('person_id')
    .execute()
  return rows as PlaceRow[]
}

/** The order people had on their last day in the rotation, within the last two weeks. */
export async function listEarlierOrder(
  tx: Tx,
  storeId: number,
  day: Day,
): Promise<{ person_id: string; position: number; status: string }[]> {
  const { rows } = await sql<{ person_id: string; position: number; status: string }>`
    select person_id, position, status from rotation_places
     where store_id = ${storeId} and day = (
       select max(day) from rotation_places
        where store_id = ${storeId} and day < ${day} and day >= ${day}::date - 14)
     order by position, person_id`.execute(tx)
  return rows
}

export async function insertPlaces(
  tx: Tx,
  storeId: number,
  day: Day,
  people: { personId: string; position: number }[],
): Promise<void> {
  if (people.length === 0) return
  await tx
    .insertInto('rotation_places')
    .values(
      people.map((p) => ({
        store_id: storeId,
        day,
        person_id: p.personId,
        position: p.position,
        status: 'on_duty',
      })),
    )
    .onConflict((oc) => oc.columns(['store_id', 'day', 'person_id']).doNothing())
    .execute()
}

export async function updatePlace(
  tx: Tx,
  storeId: number,
  day: Day,
  personId: string,
  change: {
    position?: number
    status?: string
    received?: number
    last_received_at?: Date | null
  },
): Promise<void> {
  await tx
    .updateTable('rotation_places')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', storeId)
    .where(sql<Day>`day`, '=', day)
    .where('person_id', '=', personId)
    .execute()
}

/** How many open visits of a day each person has. */
export async function countOpenByReceiver(
  tx: Tx,
  storeId: number,
  day: Day,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ received_by: string; n: number }>`
    select received_by, count(*) as n from visits
     where store_id = ${storeId} and outcome = 'open' and withdrawn_at is null
       and business_day = ${day} and received_by is not null group by received_by`.execute(tx)
  return new Map(rows.map((r) => [r.received_by, r.n]))
}

export async function insertRotationChange(
  tx: Tx,
  row: Insertable<RotationChanges>,
): Promise<void> {
  await tx.insertInto('rotation_changes').values(row).execute()
}

/** The changes by hand of a day, newest first. */
export async function listRotationChanges(tx: Tx, storeId: number, day: Day) {
  return tx
    .selectFrom('rotation_changes')
    .selectAll()
    .where('store_id', '=', storeId)
    .where(sql<Day>`day`, '=', day)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
}

/** The visits given out on a day, newest first. */
export async function listAssignmentsOn(tx: Tx, storeId: number, day: Day) {
  return tx
    .selectFrom('visit_assignments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where(sql<Day>`day`, '=', day)
    .orderBy('assigned_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
}

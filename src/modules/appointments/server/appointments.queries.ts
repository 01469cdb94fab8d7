import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Appointments } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

/** An appointment as stored; the driver gives a business day as its text. */
export type AppointmentRow = Omit<Selectable<Appointments>, 'day'> & { day: Day }

export interface AppointmentFilter {
  /** Instants: the start of the first day, and the end of the last. */
  from: Date
  until: Date
  /** Only appointments with these people; undefined: everybody's. */
  people?: string[] | undefined
  personId?: string | undefined
  customerId?: string | undefined
  state?: string | undefined
}

/** Whether the appointment was new; a resent id changes nothing. */
export async function insertAppointment(tx: Tx, row: Insertable<Appointments>): Promise<boolean> {
  const result = await tx
    .insertInto('appointments')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function findAppointment(tx: Tx, storeId: number, id: string) {
  const row = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row as AppointmentRow | undefined
}

/** The same, locked until the end of the transaction. */
export async function lockAppointment(tx: Tx, storeId: number, id: string) {
  const row = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row as AppointmentRow | undefined
}

/** Changes an appointment and raises its version. */
export async function updateAppointment(
  tx: Tx,
  storeId: number,
  id: string,
  change: Updateable<Appointments>,
): Promise<AppointmentRow> {
  const row = await tx
    .updateTable('appointments')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as unknown as AppointmentRow
}

/** One page of a period's appointments, earliest first. */
export async function listBetween(
  tx: Tx,
  storeId: number,
  filter: AppointmentFilter,
  page: { limit: number; after?: { startsAt: string; id: string } | undefined },
): Promise<AppointmentRow[]> {
  const parts = [
    sql`a.store_id = ${storeId} and a.withdrawn_at is null`,
    sql`a.starts_at >= ${filter.from} and a.starts_at < ${filter.until}`,
  ]
  if (filter.people) parts.push(sql`a.person_id = any (${filter.people}::uuid[])`)
  if (filter.personId) parts.push(sql`a.person_id = ${filter.personId}`)
  if (filter.customerId) parts.push(sql`a.customer_id = ${filter.customerId}`)
  if (filter.state) parts.push(sql`a.state = ${filter.state}`)
  if (page.after)
    parts.push(sql`(a.starts_at, a.id) > (${page.after.startsAt}::timestamptz, ${page.after.id})`)
  const { rows } = await sql<AppointmentRow>`
    select a.* from appointments a where ${sql.join(parts, sql` and `)}
     order by a.starts_at, a.id limit ${page.limit}`.execute(tx)
  return rows
}

/** What else a consultant has planned between two times. */
export async function listOverlaps(
  tx: Tx,
  storeId: number,
  row: Pick<AppointmentRow, 'id' | 'person_id' | 'starts_at' | 'ends_at'>,
): Promise<AppointmentRow[]> {
  // No appointment is longer than eight hours, so the index needs to look back no further.
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and person_id = ${row.person_id} and withdrawn_at is null
       and state = 'planned' and id <> ${row.id}
       and starts_at < ${row.ends_at} and starts_at > ${row.starts_at}::timestamptz - interval '8 hours'
       and ends_at > ${row.starts_at}
     order by starts_at limit 20`.execute(tx)
  return rows
}

/** A customer's appointments of a day that a visit may show, or has shown; locked. */
export async function lockShowable(
  tx: Tx,
  storeId: number,
  visit: { id: string; customerId: string; day: Day },
): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and customer_id = ${visit.customerId} and day = ${visit.day}
       and withdrawn_at is null
       and (state in ('planned', 'no_show')
            or (state = 'shown' and (visit_id is null or visit_id = ${visit.id})))
     order by starts_at, id for update`.execute(tx)
  return rows
}

/** What a visit has shown, of whichever customer; locked. */
export async function lockShownBy(tx: Tx, storeId: number, visitId: string) {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and visit_id = ${visitId} and state = 'shown'
       and withdrawn_at is null for update`.execute(tx)
  return rows
}

/** The planned appointments of a card that its earlier consultant has; locked. */
export async function lockPlannedOfCard(
  tx: Tx,
  storeId: number,
  opportunityId: string,
  personId: string,
): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and opportunity_id = ${opportunityId} and person_id = ${personId}
       and state = 'planned' and withdrawn_at is null for update`.execute(tx)
  return rows
}

/** Plans nobody was reminded of that begin between now and a time; locked, what is in use left out. */
export async function lockToRemind(tx: Tx, storeId: number, now: Date, until: Date) {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and state = 'planned' and withdrawn_at is null
       and starts_at > ${now} and starts_at <= ${until} and reminded_at is null
     order by starts_at limit 500 for update skip locked`.execute(tx)
  return rows
}

/** Plans that began before a time and nobody came; locked, what is in use left out. */
export async function lockMissed(tx: Tx, storeId: number, startedBefore: Date) {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and state = 'planned' and withdrawn_at is null
       and starts_at <= ${startedBefore}
     order by starts_at limit 500 for update skip locked`.execute(tx)
  return rows
}

/** The appointment an earlier one was moved to. */
export async function findNext(tx: Tx, storeId: number, id: string, locked = false) {
  const { rows } = await sql<AppointmentRow>`
    select * from appointments
     where store_id = ${storeId} and previous_id = ${id} and withdrawn_at is null
     ${locked ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

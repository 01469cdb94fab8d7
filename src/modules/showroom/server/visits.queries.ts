import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { VisitAssignments, VisitClosures, Visits } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

/** A visit as stored; the driver gives a business day as its text. */
export type VisitRow = Omit<Selectable<Visits>, 'business_day'> & { business_day: Day }

export interface VisitFilter {
  from: Day
  to: Day
  /** Only visits received by these people; undefined: everybody's. */
  receivers?: string[] | undefined
  channel?: string | undefined
  outcome?: string | undefined
  receiverId?: string | undefined
  seriesId?: string | undefined
  isFlagged?: boolean | undefined
}

/** Where a page begins: the last visit seen, newest first; visits without a time lead their day. */
export interface VisitPosition {
  day: Day
  arrivedAt: string | null
  id: string
}

/** Makes everything that gives out turns or totals of a store's door wait for its turn. */
export async function lockDoor(tx: Tx, storeId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(1531, ${storeId}::int)`.execute(tx)
}

/** Whether the visit was new; a resent id changes nothing. */
export async function insertVisit(tx: Tx, row: Insertable<Visits>): Promise<boolean> {
  const result = await tx
    .insertInto('visits')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function insertVisits(tx: Tx, rows: Insertable<Visits>[]): Promise<void> {
  await tx.insertInto('visits').values(rows).execute()
}

export async function findVisit(tx: Tx, storeId: number, id: string) {
  const row = await tx
    .selectFrom('visits')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row as VisitRow | undefined
}

/** The same, locked until the end of the transaction. */
export async function lockVisit(tx: Tx, storeId: number, id: string) {
  const row = await tx
    .selectFrom('visits')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row as VisitRow | undefined
}

/** Changes a visit and raises its version. */
export async function updateVisit(
  tx: Tx,
  storeId: number,
  id: string,
  change: Updateable<Visits>,
): Promise<VisitRow> {
  const row = await tx
    .updateTable('visits')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as unknown as VisitRow
}

/** Open visits, the longest waiting first. */
export async function listOpen(tx: Tx, storeId: number, receivers: string[] | undefined) {
  let query = tx
    .selectFrom('visits')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('outcome', '=', 'open')
    .where('withdrawn_at', 'is', null)
    .orderBy('arrived_at')
    .orderBy('id')
    .limit(500)
  if (receivers) query = query.where('received_by', 'in', receivers)
  return (await query.execute()) as unknown as VisitRow[]
}

/** One page of the register, newest day and latest arrival first. */
export async function listRegister(
  tx: Tx,
  storeId: number,
  filter: VisitFilter,
  limit: number,
  after: VisitPosition | undefined,
) {
  const { rows } = await sql<VisitRow>`
    select v.* from visits v
     where ${matching(storeId, filter)} and ${after ? following(after) : sql`true`}
     order by v.business_day desc, v.arrived_at desc, v.id limit ${limit}`.execute(tx)
  return rows
}

/** How many visits a filter finds, counting no further than `upTo`. */
export async function countRegister(
  tx: Tx,
  storeId: number,
  filter: VisitFilter,
  upTo: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from visits v where ${matching(storeId, filter)} limit ${upTo}) counted`.execute(tx)
  return rows[0]?.n ?? 0
}

function matching(storeId: number, filter: VisitFilter) {
  const parts = [
    sql`v.store_id = ${storeId} and v.withdrawn_at is null`,
    sql`v.business_day between ${filter.from} and ${filter.to}`,
  ]
  if (filter.receivers) parts.push(sql`v.received_by = any (${filter.receivers}::uuid[])`)
  if (filter.channel) parts.push(sql`v.channel = ${filter.channel}`)
  if (filter.outcome) parts.push(sql`v.outcome = ${filter.outcome}`)
  if (filter.receiverId) parts.push(sql`v.received_by = ${filter.receiverId}`)
  if (filter.seriesId) parts.push(sql`v.series_id = ${filter.seriesId}`)
  if (filter.isFlagged) parts.push(sql`v.is_flagged`)
  return sql.join(parts, sql` and `)
}

function following({ day, arrivedAt, id }: VisitPosition) {
  const laterOnDay =
    arrivedAt === null
      ? sql`(v.arrived_at is not null or v.id > ${id})`
      : sql`(v.arrived_at < ${arrivedAt} or (v.arrived_at = ${arrivedAt} and v.id > ${id}))`
  return sql`(v.business_day < ${day} or (v.business_day = ${day} and ${laterOnDay}))`
}

export async function insertClosures(tx: Tx, rows: Insertable<VisitClosures>[]): Promise<void> {
  await tx.insertInto('visit_closures').values(rows).execute()
}

export function listClosures(tx: Tx, storeId: number, visitId: string) {
  return tx
    .selectFrom('visit_closures')
    .select(['recorded_at', 'recorded_by', 'outcome', 'received_by', 'reason'])
    .where('store_id', '=', storeId)
    .where('visit_id', '=', visitId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function insertAssignment(tx: Tx, row: Insertable<VisitAssignments>): Promise<void> {
  await tx.insertInto('visit_assignments').values(row).execute()
}

/** The hand-overs of a visit, newest first. */
export async function listAssignments(tx: Tx, storeId: number, visitId: string) {
  const rows = await tx
    .selectFrom('visit_assignments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('visit_id', '=', visitId)
    .orderBy('assigned_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows as unknown as (Omit<(typeof rows)[number], 'day'> & { day: Day })[]
}

/** The day a known customer came last, before this visit; undefined when never. */
export async function findLastVisitDays(
  tx: Tx,
  storeId: number,
  customerIds: string[],
): Promise<Map<string, Day>> {
  const { rows } = await sql<{ customer_id: string; day: Day }>`
    select customer_id, max(business_day) as day from visits
     where store_id = ${storeId} and customer_id = any (${customerIds}::uuid[])
       and withdrawn_at is null and outcome <> 'open' group by customer_id`.execute(tx)
  return new Map(rows.map((r) => [r.customer_id, r.day]))
}

/** Unfiled visits of a day by model; `receiverId` narrows to one consultant. */
export async function countUnfiledByModel(
  tx: Tx,
  storeId: number,
  day: Day,
  receiverId: string | undefined,
) {
  const { rows } = await sql<{
    series_id: string | null
    recorded: number
    without_time: number
  }>`
    select series_id, count(*) as recorded,
           count(*) filter (where arrived_at is null) as without_time
      from visits
     where store_id = ${storeId} and business_day = ${day} and outcome = 'unfiled'
       and withdrawn_at is null
       and (${receiverId ?? null}::uuid is null or received_by = ${receiverId ?? null}::uuid)
     group by series_id`.execute(tx)
  return rows
}

/** Open visits of the store, for the clock after closing time. */
export async function listOpenUntil(tx: Tx, storeId: number, arrivedBefore: Date) {
  const rows = await tx
    .selectFrom('visits')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('outcome', '=', 'open')
    .where('withdrawn_at', 'is', null)
    .where('arrived_at', '<=', arrivedBefore)
    .orderBy('arrived_at')
    .limit(500)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows as unknown as VisitRow[]
}

/** Today's visitors who wait, in the order they came; those in somebody's hands are left out. */
export async function lockWaiting(tx: Tx, storeId: number, day: Day): Promise<VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select * from visits
     where store_id = ${storeId} and outcome = 'open' and received_by is null
       and waiting_since is not null and withdrawn_at is null and business_day = ${day}
     order by waiting_since, id limit 100 for update skip locked`.execute(tx)
  return rows
}

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { DemoCars, DemoRoutes, LicenceChecks, TestDrives } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

export type CarRow = Omit<Selectable<DemoCars>, 'insured_until' | 'inspected_until'> & {
  insured_until: Day | null
  inspected_until: Day | null
}
export type RouteRow = Selectable<DemoRoutes>
export type LicenceRow = Omit<Selectable<LicenceChecks>, 'valid_until'> & { valid_until: Day }
export type DriveRow = Omit<Selectable<TestDrives>, 'day'> & { day: Day }

const inserted = (result: { numInsertedOrUpdatedRows?: bigint }) =>
  Number(result.numInsertedOrUpdatedRows ?? 0) === 1

export async function listCars(ctx: Ctx, all: boolean): Promise<CarRow[]> {
  const { rows } = await sql<CarRow>`
    select * from demo_cars where store_id = ${ctx.store.id} and (${all} or state <> 'retired')
     order by state = 'retired', plate`.execute(ctx.tx)
  return rows
}

/** A car; locked, every booking of it waits in line. */
export async function findCar(ctx: Ctx, id: string, lock = false): Promise<CarRow | undefined> {
  const { rows } = await sql<CarRow>`
    select * from demo_cars where store_id = ${ctx.store.id} and id = ${id}
     ${lock ? sql`for update` : sql``}`.execute(ctx.tx)
  return rows[0]
}

export async function findCarByPlate(ctx: Ctx, plate: string): Promise<CarRow | undefined> {
  const { rows } = await sql<CarRow>`
    select * from demo_cars where store_id = ${ctx.store.id} and plate = ${plate}
       and state <> 'retired' limit 1`.execute(ctx.tx)
  return rows[0]
}

/** False when the id or the plate was there already. */
export async function insertCar(ctx: Ctx, row: Insertable<DemoCars>): Promise<boolean> {
  return inserted(
    await ctx.tx
      .insertInto('demo_cars')
      .values(row)
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst(),
  )
}

export async function updateCar(ctx: Ctx, id: string, change: Updateable<DemoCars>): Promise<void> {
  await ctx.tx
    .updateTable('demo_cars')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** The mileage a drive brought back; no edit of the manager's is made stale by it. */
export async function setMileage(ctx: Ctx, id: string, km: number): Promise<void> {
  await sql`
    update demo_cars set mileage_km = greatest(mileage_km, ${km})
     where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
}

export async function listRoutes(ctx: Ctx, all: boolean): Promise<RouteRow[]> {
  const { rows } = await sql<RouteRow>`
    select * from demo_routes where store_id = ${ctx.store.id} and (${all} or is_active)
     order by name`.execute(ctx.tx)
  return rows
}

export async function findRoute(ctx: Ctx, id: string): Promise<RouteRow | undefined> {
  return ctx.tx
    .selectFrom('demo_routes')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertRoute(ctx: Ctx, row: Insertable<DemoRoutes>): Promise<void> {
  await ctx.tx
    .insertInto('demo_routes')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .execute()
}

/** False when somebody changed it meanwhile. */
export async function updateRoute(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<DemoRoutes>,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('demo_routes')
    .set({ ...change, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function findDrive(ctx: Ctx, id: string, lock = false) {
  const { rows } = await sql<DriveRow>`
    select * from test_drives where store_id = ${ctx.store.id} and id = ${id}
       and withdrawn_at is null ${lock ? sql`for update` : sql``}`.execute(ctx.tx)
  return rows[0]
}

/** False when the id was there already. */
export async function insertDrive(ctx: Ctx, row: Insertable<TestDrives>): Promise<boolean> {
  return inserted(
    await ctx.tx
      .insertInto('test_drives')
      .values(row)
      .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
      .executeTakeFirst(),
  )
}

export async function updateDrive(
  ctx: Ctx,
  id: string,
  change: Updateable<TestDrives>,
): Promise<DriveRow> {
  const row = await ctx.tx
    .updateTable('test_drives')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as unknown as DriveRow
}

/** Gives the booking its quarters of the car; how many were free to take. */
export async function takeSlots(
  ctx: Ctx,
  given: { carId: string; driveId: string; slots: readonly Date[] },
): Promise<number> {
  const result = await sql`
    insert into demo_car_slots (store_id, car_id, slot, test_drive_id)
    select ${ctx.store.id}::int, ${given.carId}::uuid, t.slot, ${given.driveId}::uuid
      from unnest(${given.slots.map((slot) => slot.toISOString())}::timestamptz[]) as t (slot)
    on conflict (store_id, car_id, slot) do nothing`.execute(ctx.tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Gives the quarters back, all or those from a time on. */
export async function freeSlots(ctx: Ctx, driveId: string, from?: Date): Promise<void> {
  await sql`
    delete from demo_car_slots where store_id = ${ctx.store.id} and test_drive_id = ${driveId}
      ${from ? sql`and slot >= ${from}` : sql``}`.execute(ctx.tx)
}

/** The quarters of a car that are taken in a time, by others than one booking. */
export async function takenSlots(
  ctx: Ctx,
  given: { carId: string; from: Date; until: Date; notBy?: string | undefined },
): Promise<{ slot: Date; test_drive_id: string }[]> {
  const { rows } = await sql<{ slot: Date; test_drive_id: string }>`
    select slot, test_drive_id from demo_car_slots
     where store_id = ${ctx.store.id} and car_id = ${given.carId}
       and slot >= ${given.from} and slot < ${given.until}
       ${given.notBy ? sql`and test_drive_id <> ${given.notBy}` : sql``}
     order by slot`.execute(ctx.tx)
  return rows
}

export async function findOut(ctx: Ctx, carId: string): Promise<DriveRow | undefined> {
  const { rows } = await sql<DriveRow>`
    select * from test_drives where store_id = ${ctx.store.id} and car_id = ${carId}
       and state = 'out' limit 1`.execute(ctx.tx)
  return rows[0]
}

/** How many drives on a car are still to come or on the road. */
export async function countAhead(ctx: Ctx, carId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from test_drives where store_id = ${ctx.store.id}
       and car_id = ${carId} and state in ('booked', 'out') and ends_at > ${ctx.now}
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface DriveFilter {
  from: Date
  until: Date
  carId?: string | undefined
  customerId?: string | undefined
  state?: string | undefined
}

/** One page of a period's drives, earliest first. */
export async function listBetween(
  ctx: Ctx,
  filter: DriveFilter,
  page: { limit: number; after?: { startsAt: string; id: string } | undefined },
): Promise<DriveRow[]> {
  const parts = [
    sql`d.store_id = ${ctx.store.id} and d.withdrawn_at is null`,
    sql`d.starts_at >= ${filter.from} and d.starts_at < ${filter.until}`,
  ]
  if (filter.carId) parts.push(sql`d.car_id = ${filter.carId}`)
  if (filter.customerId) parts.push(sql`d.customer_id = ${filter.customerId}`)
  if (filter.state) parts.push(sql`d.state = ${filter.state}`)
  if (page.after)
    parts.push(sql`(d.starts_at, d.id) > (${page.after.startsAt}::timestamptz, ${page.after.id})`)
  const { rows } = await sql<DriveRow>`
    select d.* from test_drives d where ${sql.join(parts, sql` and `)}
     order by d.starts_at, d.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export interface UseRow {
  car_id: string
  drives: number
  done: number
  no_shows: number
  cancelled: number
  minutes_out: number
  km: number
}

/** What each car did between two days, both included. */
export async function countUse(ctx: Ctx, from: Day, to: Day): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select car_id, count(*)::int as drives,
           count(*) filter (where state = 'done')::int as done,
           count(*) filter (where state = 'no_show')::int as no_shows,
           count(*) filter (where state = 'cancelled')::int as cancelled,
           coalesce(round(sum(extract(epoch from returned_at - left_at)) / 60), 0)::int as minutes_out,
           coalesce(sum(km_in - km_out), 0)::int as km
      from test_drives where store_id = ${ctx.store.id} and day between ${from} and ${to}
       and starts_at >= ${from}::date - 1 and starts_at < ${to}::date + 2 and withdrawn_at is null
     group by car_id`.execute(ctx.tx)
  return rows
}

export async function insertLicence(ctx: Ctx, row: Insertable<LicenceChecks>): Promise<void> {
  await ctx.tx.insertInto('licence_checks').values(row).execute()
}

export async function findLicence(ctx: Ctx, id: string): Promise<LicenceRow | undefined> {
  const { rows } = await sql<LicenceRow>`
    select * from licence_checks where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** The customer's licence as looked at last, if it is valid on a day. */
export async function lastLicence(ctx: Ctx, customerId: string, day: Day) {
  const { rows } = await sql<LicenceRow>`
    select * from licence_checks where store_id = ${ctx.store.id} and customer_id = ${customerId}
       and valid_until >= ${day} order by checked_at desc limit 1`.execute(ctx.tx)
  return rows[0]
}

/** Whether a file is one of the customer's. */
export async function isFileOf(ctx: Ctx, id: string, customerId: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('attachments')
    .select('id')
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row !== undefined
}

/** Names, and who holds them: for who may see whom. */
export async function customersOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { name: string; ownerId: string | null }>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('customers')
    .select(['id', 'name', 'owner_id'])
    .where('store_id', '=', ctx.store.id)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, ownerId: row.owner_id }]))
}

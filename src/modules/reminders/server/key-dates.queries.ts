import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { KeyDateKind } from '../contracts/key-dates.ts'

export interface KeyDateRow {
  id: string
  customer_id: string
  vehicle_id: string
  kind: KeyDateKind
  due_on: Day
  remind_on: Day
  is_estimated: boolean
  person_id: string
  state: 'open' | 'planned'
  task_id: string | null
  version: number
}

const columns = sql`v.id, v.customer_id, v.vehicle_id, v.kind, v.due_on, v.remind_on, v.is_estimated,
  v.person_id, v.state, v.task_id, v.version`

export async function listDatesOfCustomer(ctx: Ctx, customerId: string): Promise<KeyDateRow[]> {
  const { rows } = await sql<KeyDateRow>`select ${columns} from vehicle_dates v
    where v.store_id = ${ctx.store.id} and v.customer_id = ${customerId} limit 500`.execute(ctx.tx)
  return rows
}

export async function lockDatesOfCar(ctx: Ctx, vehicleId: string): Promise<KeyDateRow[]> {
  const { rows } = await sql<KeyDateRow>`select ${columns} from vehicle_dates v
    where v.store_id = ${ctx.store.id} and v.vehicle_id = ${vehicleId} for update`.execute(ctx.tx)
  return rows
}

/** The days whose task is due to be made, with the plate or VIN of the car; locked, others skip them. */
export async function listDatesToPlan(
  ctx: Ctx,
  today: Day,
  limit: number,
): Promise<(KeyDateRow & { plate: string | null; vin: string | null })[]> {
  const { rows } = await sql<KeyDateRow & { plate: string | null; vin: string | null }>`
    select ${columns}, c.plate, c.vin from vehicle_dates v
      join vehicles c on c.store_id = v.store_id and c.id = v.vehicle_id
     where v.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and v.state = 'open'
       and v.remind_on <= ${today} and c.withdrawn_at is null
     order by v.remind_on, v.id limit ${limit} for update of v skip locked`.execute(ctx.tx)
  return rows
}

/** Writes the day of a kind; gives whether it was still as seen (version 0: none yet). */
export async function writeDate(
  ctx: Ctx,
  row: Omit<KeyDateRow, 'state' | 'task_id'>,
): Promise<boolean> {
  const { version, ...values } = row
  const state = {
    state: 'open',
    task_id: null,
    changed_at: ctx.now,
    changed_by: ctx.actor.personId,
  }
  if (version === 0) {
    const done = await ctx.tx
      .insertInto('vehicle_dates')
      .values({ store_id: ctx.store.id, ...values, ...state })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    return Number(done.numInsertedOrUpdatedRows) === 1
  }
  const done = await ctx.tx
    .updateTable('vehicle_dates')
    .set({
      due_on: values.due_on,
      remind_on: values.remind_on,
      is_estimated: values.is_estimated,
      ...state,
      version: version + 1,
    })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', values.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

export async function markPlanned(ctx: Ctx, ids: readonly string[], taskId: string): Promise<void> {
  await sql`update vehicle_dates set state = 'planned', task_id = ${taskId}, version = version + 1
    where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
}

export async function deleteDates(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`delete from vehicle_dates
    where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
}

import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tasks } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { TaskKind } from '../contract.ts'

export interface TaskRow {
  id: string
  customer_id: string
  customer_name: string | null
  kind: TaskKind
  person_id: string
  on_day: Day
  at_time: string | null
  note: string
  created_by: string
  done_at: Date | null
  withdrawn_at: Date | null
  version: number
}

/** A person's tasks of a day: the open ones due by then, and those done since `doneFrom`. */
export async function listTasksOfDay(
  ctx: Ctx,
  personId: string,
  day: { day: Day; doneFrom: Date; doneTo: Date },
): Promise<TaskRow[]> {
  const open = await select(
    ctx,
    sql`t.person_id = ${personId} and t.on_day <= ${day.day} and t.done_at is null
        and t.withdrawn_at is null order by t.on_day, t.at_time nulls last, t.id limit 200`,
  )
  const done = await select(
    ctx,
    sql`t.person_id = ${personId} and t.done_at >= ${day.doneFrom} and t.done_at < ${day.doneTo}
        and t.withdrawn_at is null order by t.done_at desc limit 200`,
  )
  return [...open, ...done]
}

/** The open tasks of a customer, the earliest first. */
export async function listOpenTasks(ctx: Ctx, customerId: string): Promise<TaskRow[]> {
  return select(
    ctx,
    sql`t.customer_id = ${customerId} and t.done_at is null and t.withdrawn_at is null
        order by t.on_day, t.at_time nulls last, t.id limit 100`,
  )
}

/** A person's open tasks within some days, for their calendar. */
export async function listTasksBetween(
  ctx: Ctx,
  personId: string,
  from: Day,
  to: Day,
): Promise<TaskRow[]> {
  return select(
    ctx,
    sql`t.person_id = ${personId} and t.on_day between ${from} and ${to} and t.done_at is null
        and t.withdrawn_at is null order by t.on_day, t.id limit 1000`,
  )
}

export async function findTask(ctx: Ctx, id: string): Promise<TaskRow | undefined> {
  return (await select(ctx, sql`t.id = ${id}`))[0]
}

async function select(ctx: Ctx, where: RawBuilder<unknown>): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.customer_id, c.name as customer_name, t.kind, t.person_id, t.on_day, t.at_time,
           t.note, t.created_by, t.done_at, t.withdrawn_at, t.version
      from tasks t
      left join customer_heads c on c.store_id = ${ctx.store.id} and c.id = t.customer_id
     where t.store_id = ${ctx.store.id} and ${where}`.execute(ctx.tx)
  return rows
}

/** Whether the row was new; a resent id changes nothing. */
export async function insertTask(ctx: Ctx, row: Insertable<Tasks>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('tasks')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

/** Changes a task if it still has this version; gives whether it did. */
export async function updateTask(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<Tasks>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('tasks')
    .set({ ...change, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

/** Open tasks on a customer go with the hand-over; gives how many did. */
export async function moveTasks(
  ctx: Ctx,
  customerId: string,
  fromId: string,
  toId: string,
): Promise<number> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('tasks')
    .set({ person_id: toId, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('customer_id', '=', customerId)
    .where('person_id', '=', fromId)
    .where('done_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

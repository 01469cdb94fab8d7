import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { ReportSchedules } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'

export interface ScheduleRow {
  id: string
  name: string
  query: Record<string, string>
  person_id: string
  person_name: string | null
  rhythm: 'daily' | 'weekly' | 'monthly'
  weekday: number | null
  month_day: number | null
  at_time: string
  next_on: Day
  made_by: string
  paused_at: Date | null
  last_sent_at: Date | null
  last_error: string | null
  attempts: number | null
  again_at: Date | null
  given_up_at: Date | null
  version: number
}

/** The schedules of the store that stand: all, or those made by or sent to one person. */
export async function listScheduleRows(
  ctx: Ctx,
  of: { personId?: string | undefined; id?: string | undefined },
): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select r.*, p.name as person_name, m.sent_at as last_sent_at, m.last_error,
           m.attempts, m.next_at as again_at, m.given_up_at
      from report_schedules r
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = r.person_id
      left join lateral (select x.sent_at, x.last_error, x.attempts, x.next_at, x.given_up_at
                           from report_mails x
                          where x.store_id = ${ctx.store.id} and x.schedule_id = r.id
                          order by x.on_day desc limit 1) m on true
     where r.store_id = ${ctx.store.id} and r.withdrawn_at is null
       and ${of.id === undefined ? sql`true` : sql`r.id = ${of.id}`}
       and ${of.personId === undefined ? sql`true` : sql`(r.person_id = ${of.personId} or r.made_by = ${of.personId})`}
     order by r.name, r.id limit 200`.execute(ctx.tx)
  return rows
}

/** Whether the schedule is new; a resent id changes nothing. */
export async function insertSchedule(ctx: Ctx, row: Insertable<ReportSchedules>): Promise<void> {
  await ctx.tx
    .insertInto('report_schedules')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .execute()
}

export async function updateSchedule(
  ctx: Ctx,
  id: string,
  change: Updateable<ReportSchedules>,
): Promise<void> {
  await ctx.tx
    .updateTable('report_schedules')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** What is due by this business day and time, locked: whoever else asks waits. */
export async function lockDue(
  ctx: Ctx,
  today: Day,
  time: string,
): Promise<Pick<ScheduleRow, 'id' | 'rhythm' | 'weekday' | 'month_day' | 'next_on'>[]> {
  const { rows } = await sql<
    Pick<ScheduleRow, 'id' | 'rhythm' | 'weekday' | 'month_day' | 'next_on'>
  >`
    select id, rhythm, weekday, month_day, next_on from report_schedules
     where store_id = ${ctx.store.id} and withdrawn_at is null and paused_at is null
       and (next_on < ${today} or (next_on = ${today} and at_time <= ${time}))
     order by next_on, id limit 100 for update`.execute(ctx.tx)
  return rows
}

export async function insertReportMail(
  ctx: Ctx,
  row: { id: string; scheduleId: string; onDay: Day },
): Promise<void> {
  await ctx.tx
    .insertInto('report_mails')
    .values({
      store_id: ctx.store.id,
      id: row.id,
      schedule_id: row.scheduleId,
      on_day: row.onDay,
      next_at: ctx.now,
    })
    .onConflict((c) => c.columns(['store_id', 'schedule_id', 'on_day']).doNothing())
    .execute()
}

export interface ReportMailRow {
  id: string
  schedule_id: string
  attempts: number
  name: string
  query: Record<string, string>
  person_id: string
}

/** Open mails, each taken until `until` so that a second sender leaves them. */
export async function takeReportMails(
  ctx: Ctx,
  until: Date,
  limit: number,
): Promise<ReportMailRow[]> {
  const { rows } = await sql<ReportMailRow>`
    update report_mails m set next_at = ${until}, attempts = attempts + 1
      from report_schedules r
     where m.store_id = ${ctx.store.id} and r.store_id = ${ctx.store.id} and r.id = m.schedule_id
       and r.withdrawn_at is null
       and m.id in (select x.id from report_mails x
                     where x.store_id = ${ctx.store.id} and x.sent_at is null
                       and x.given_up_at is null and x.next_at <= ${ctx.now}
                     order by x.next_at limit ${limit} for update skip locked)
    returning m.id, m.schedule_id, m.attempts, r.name, r.query, r.person_id`.execute(ctx.tx)
  return rows
}

/** Marks a mail sent, or when it is tried again; given up where `again` is null. */
export async function settleReportMail(
  ctx: Ctx,
  id: string,
  result: { failure?: string | undefined; again?: Date | null },
): Promise<void> {
  await ctx.tx
    .updateTable('report_mails')
    .set(
      result.failure === undefined
        ? { sent_at: ctx.now, last_error: null }
        : {
            last_error: result.failure,
            ...(result.again ? { next_at: result.again } : { given_up_at: ctx.now }),
          },
    )
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}
